import { codeAt } from '../../html/code-at.ts'

/** What the letters of a line come to. */
export interface LetterCounts {
  readonly words: number
  readonly digits: number
  readonly capitals: number
  readonly letters: number
  /** Han, Kana and Hangul. */
  readonly wide: number
  /** Signs that end a sentence. */
  readonly ends: number
  readonly commas: number
  readonly signs: number
}

const ends = '.!?…。！？؟।។'
const commas = ',،、，;；:：'
const signs = '|»«›‹→►▶•·©@/\\#+=<>[]{}*_~^—–'

const space = 1
const digit = 2
const letter = 3
const capital = 4
const wide = 5
const end = 6
const comma = 7
const sign = 8
const kindCount = 9

/** What each code unit counts as. A surrogate pair is one letter, by its first half. */
const kinds = new Uint8Array(0x1_0000)
fill([0x20, 0x20], space)
fill([0x30, 0x39], digit)
fill([0x61, 0x7a], letter)
fill([0xc0, 0xdbff], letter)
fill([0xe000, 0xffff], letter)
// The capitals of Latin-1, Greek and Cyrillic; other scripts have none, or few.
for (const range of [
  [0x41, 0x5a],
  [0xc0, 0xde],
  [0x391, 0x3ab],
  [0x400, 0x42f],
] as const)
  fill(range, capital)
for (const range of [
  [0x3040, 0x30ff],
  [0x3400, 0x9fff],
  [0xac00, 0xd7af],
] as const)
  fill(range, wide)
for (const [characters, kind] of [
  [signs, sign],
  [commas, comma],
  [ends, end],
] as const)
  for (const character of characters) kinds[character.charCodeAt(0)] = kind

function fill([first, last]: readonly [number, number], kind: number): void {
  kinds.fill(kind, first, last + 1)
}

/** Counts the letters of a line by what they tell of it. */
export function countLetters(line: string): LetterCounts {
  const counts = new Int32Array(kindCount)
  // Strings are of more kinds than V8 tells apart where it reads their length: read once, it costs nothing.
  const { length } = line
  for (let at = 0; at < length; at++) {
    const kind = kinds[codeAt(line, at)] ?? 0
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  const of = (kind: number): number => counts[kind] ?? 0
  return {
    words: of(space) + 1,
    digits: of(digit),
    capitals: of(capital),
    letters: of(letter) + of(capital) + of(wide),
    wide: of(wide),
    ends: of(end),
    commas: of(comma),
    signs: of(sign),
  }
}
