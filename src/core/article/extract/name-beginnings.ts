/** Stands for any character from here on. */
export const any = '*'
/** How many characters of a beginning are told. */
export const width = 3

/**
 * The first three characters of all that a list of alternatives matches; fewer where that ends sooner, and `*` where
 * anything may follow. Reads the part of regular expressions that names are written in: letters, digits, hyphens, groups,
 * classes, and `?`, `*`, `+`, `{…}` after any of them.
 */
export function beginningsOf(alternatives: string): ReadonlySet<string> {
  return readAlternatives({ text: alternatives, at: 0 })
}

/** The alternatives of an expression, groups left whole. */
export function splitAlternatives(alternatives: string): readonly string[] {
  const found: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at <= alternatives.length; at++) {
    const character = alternatives[at]
    if (character === '(') depth++
    else if (character === ')') depth--
    else if (character === undefined || (character === '|' && depth === 0)) {
      found.push(alternatives.slice(start, at))
      start = at + 1
    }
  }
  return found
}

interface Reading {
  readonly text: string
  at: number
}

function readAlternatives(reading: Reading): Set<string> {
  const all = new Set<string>()
  for (;;) {
    for (const beginning of readSequence(reading)) all.add(beginning)
    if (reading.text[reading.at] !== '|') return all
    reading.at++
  }
}

function readSequence(reading: Reading): Set<string> {
  let beginnings = new Set([''])
  while (reading.at < reading.text.length && !'|)'.includes(reading.text[reading.at] ?? '')) {
    const atom = readAtom(reading)
    const mark = /[?*+]|\{[^}]*\}/y
    mark.lastIndex = reading.at
    const quantifier = mark.exec(reading.text)?.[0] ?? ''
    reading.at += quantifier.length
    const options = new Set(atom)
    if (quantifier === '*' || quantifier === '+' || quantifier.startsWith('{')) options.add(any)
    if (quantifier !== '' && quantifier !== '+') options.add('')
    beginnings = join(beginnings, options)
  }
  return beginnings
}

function readAtom(reading: Reading): Set<string> {
  const character = reading.text[reading.at] ?? ''
  if (reading.text.startsWith('(?:', reading.at)) {
    reading.at += 3
    const inner = readAlternatives(reading)
    reading.at++
    return inner
  }
  if (character === '[') {
    reading.at = reading.text.indexOf(']', reading.at) + 1
    return new Set([any])
  }
  reading.at++
  return new Set([character === '.' ? any : character])
}

function join(before: ReadonlySet<string>, after: ReadonlySet<string>): Set<string> {
  const joined = new Set<string>()
  for (const start of before)
    if (start.length >= width || start.endsWith(any)) joined.add(start)
    else for (const next of after) joined.add((start + next).slice(0, width))
  return joined
}
