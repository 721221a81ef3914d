import { isSpace } from '../../html/text.ts'

/** What the characters of names are told apart by: letters whatever their case, digits, what parts words, and the rest. */
export const symbolCount = 40
const space = 38
const other = 39

const known = [...'abcdefghijklmnopqrstuvwxyz0123456789-_']
const symbols = new Uint8Array(0x80).fill(other)
for (const [symbol, character] of known.entries()) {
  symbols[character.charCodeAt(0)] = symbol
  symbols[character.toUpperCase().charCodeAt(0)] = symbol
}
for (let code = 0; code < symbols.length; code++) if (isSpace(code)) symbols[code] = space

export function symbolOf(code: number): number {
  return symbols[code] ?? (isSpace(code) ? space : other)
}

/** Whether words are parted by this symbol: hyphens, underscores, white space. */
export function isBetween(symbol: number): boolean {
  return symbol >= 36 && symbol <= space
}

/** A place in an expression. */
export type Place =
  /** One of some symbols is read. */
  | { readonly kind: 'step'; readonly symbols: ReadonlySet<number>; readonly next: Place }
  /** It goes on in any of these. */
  | { readonly kind: 'fork'; readonly to: Place[] }
  /** All is read: it is found at the end of a word, or whatever follows. */
  | { readonly kind: 'found'; readonly bit: number; readonly isOpen: boolean }

/** Makes the places of a part of an expression, given what follows. */
type Part = (next: Place) => Place

/**
 * Reads a list of alternatives in the part of regular expressions that names are written in: letters, digits, hyphens,
 * groups, classes, `.`, and `?`, `*`, `+`, `{0,n}` after any of them (Thompson 1968).
 */
export function readExpression(alternatives: string, bit: number): Place {
  return readAlternatives({ text: alternatives, at: 0 })({ kind: 'found', bit, isOpen: false })
}

interface Reading {
  readonly text: string
  at: number
}

function readAlternatives(reading: Reading): Part {
  const parts: Part[] = []
  for (;;) {
    parts.push(readSequence(reading))
    if (reading.text[reading.at] !== '|') break
    reading.at++
  }
  return next => fork(parts.map(part => part(next)))
}

function readSequence(reading: Reading): Part {
  const parts: Part[] = []
  while (reading.at < reading.text.length && !'|)'.includes(reading.text[reading.at] ?? ''))
    parts.push(readPart(reading))
  return next => parts.reduceRight((following, part) => part(following), next)
}

function readPart(reading: Reading): Part {
  const atom = readAtom(reading)
  const quantifier = take(reading, /[?*+]|\{0,\d\}/y)
  switch (quantifier[0]) {
    case undefined:
      return atom
    case '?':
      return next => fork([atom(next), next])
    case '*':
      return next => repeat(atom, next)
    case '+':
      return next => atom(repeat(atom, next))
    default:
      return next => {
        let place = next
        for (let times = Number(quantifier[3]); times > 0; times--) place = fork([atom(place), next])
        return place
      }
  }
}

function readAtom(reading: Reading): Part {
  if (take(reading, /\(\?:/y) !== '') {
    const inner = readAlternatives(reading)
    reading.at++
    return inner
  }
  const written = take(reading, /\[[^\]]*\]|[a-z0-9.-]|_/y)
  if (written === '') throw new TypeError(`no expression for names: ${reading.text.slice(reading.at)}`)
  const own = symbolsOf(written)
  return next => ({ kind: 'step', symbols: own, next })
}

/** Of a character, or of a class of them. */
function symbolsOf(written: string): ReadonlySet<number> {
  if (written === '.') return any
  if (!written.startsWith('[')) return new Set([symbolOf(written.charCodeAt(0))])
  const isOne = new RegExp(written)
  return new Set(known.filter(character => isOne.test(character)).map(each => symbolOf(each.charCodeAt(0))))
}

const any: ReadonlySet<number> = new Set(Array(symbolCount).keys())

function repeat(atom: Part, next: Place): Place {
  const loop = fork([next])
  const again = atom(loop)
  // What may end with anything is found as soon as that begins.
  if (next.kind === 'found' && again.kind === 'step' && again.symbols === any)
    return { ...next, isOpen: true }
  loop.to.push(again)
  return loop
}

function fork(to: Place[]): Extract<Place, { readonly kind: 'fork' }> {
  return { kind: 'fork', to }
}

function take(reading: Reading, pattern: RegExp): string {
  pattern.lastIndex = reading.at
  const taken = pattern.exec(reading.text)?.[0] ?? ''
  reading.at += taken.length
  return taken
}
