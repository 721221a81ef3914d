import { codeAt } from './code-at.ts'

/** Code units are told apart by a table that fills itself: many times faster than an expression for each of them. */
const unknown = 0
const other = 1
const letter = 2
const mark = 3
const surrogate = 4
const kinds = new Uint8Array(0x1_0000)

function kindOf(code: number): number {
  const known = kinds[code] ?? unknown
  if (known !== unknown) return known
  const kind = readKind(code)
  kinds[code] = kind
  return kind
}

function readKind(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return surrogate
  const character = String.fromCharCode(code)
  if (/[\p{L}\p{N}]/u.test(character)) return letter
  return /\p{M}/u.test(character) ? mark : other
}

/** The letters and digits of a text, in lower case and nothing between them: what two lines have in common. */
export function lettersOf(text: string): string {
  const lower = text.toLowerCase()
  let kept = ''
  let start = 0
  const { length } = lower
  for (let at = 0; at < length; at++) {
    const kind = kindOf(codeAt(lower, at))
    if (kind === letter) continue
    if (kind === surrogate) return lower.replace(/[^\p{L}\p{N}]+/gu, '')
    if (at > start) kept += lower.slice(start, at)
    start = at + 1
  }
  return start === 0 ? lower : kept + lower.slice(start)
}

/** Whether a code unit is that of a letter, a mark or a digit; one half of a pair is none. */
export function isInWord(unit: number): boolean {
  const kind = kindOf(unit)
  return kind === letter || kind === mark
}

/** The words of a text in lower case, letters with their marks and digits. */
export function wordsOf(text: string): readonly string[] {
  const lower = text.toLowerCase()
  const words: string[] = []
  let start = 0
  const { length } = lower
  for (let at = 0; at < length; at++) {
    const unit = codeAt(lower, at)
    if (isInWord(unit)) continue
    if (kindOf(unit) === surrogate) return lower.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
    if (at > start) words.push(lower.slice(start, at))
    start = at + 1
  }
  if (lower.length > start) words.push(lower.slice(start))
  return words
}

/**
 * A function that counts in one pass how many characters of a text are in each of some classes.
 * @param classes an expression for one character of each, seven at most.
 */
export function countsOf<Name extends string>(
  classes: Readonly<Record<Name, RegExp>>,
): (text: string) => Record<Name, number> {
  const names = Object.keys(classes) as Name[]
  const ask = (code: number): number => {
    const character = String.fromCodePoint(code)
    return names.reduce((bits, name, at) => (classes[name].test(character) ? bits | (1 << at) : bits), 0)
  }
  // The classes of a code unit, a bit each, and one bit more once they are known.
  const isKnown = 1 << names.length
  let known: Uint8Array | undefined
  return text => {
    known ??= new Uint8Array(0x1_0000)
    const counts = new Uint32Array(isKnown * 2)
    const { length } = text
    for (let at = 0; at < length; at++) {
      const unit = codeAt(text, at)
      let own = known[unit] ?? 0
      if (own === 0) {
        const code = text.codePointAt(at) ?? unit
        own = ask(code) | isKnown
        if (code > 0xffff) at++
        // What a surrogate is depends on the one after it.
        else if (readKind(unit) !== surrogate) known[unit] = own
      }
      counts[own] = (counts[own] ?? 0) + 1
    }
    const sumOf = (bit: number): number =>
      counts.reduce((sum, count, own) => (own & bit ? sum + count : sum), 0)
    return Object.fromEntries(names.map((name, at) => [name, sumOf(1 << at)])) as Record<Name, number>
  }
}
