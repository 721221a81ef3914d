/** The pairs of neighbouring bytes of a sample, `first * 256 + second`. */
export interface BytePairs {
  readonly pairs: Uint16Array
  readonly counts: Uint16Array
  /** How many of them are of ASCII with a letter. */
  readonly ascii: number
  /** What counts of their cost. */
  readonly asciiWeight: number
}

// ASCII is the same in all encodings: it tells the language, and little, for pages quote and name things in English.
const asciiWeight = 0.2
const asciiPairsForEachOther = 10

/** Counts the pairs of a sample. */
export function countPairs(sample: Uint8Array): BytePairs {
  const counts = new Uint16Array(0x10000)
  const pairs: number[] = []
  let [before, ascii, others] = [0x20, 0, 0]
  for (const byte of sample) {
    const pair = (before << 8) | byte
    const count = counts[pair] ?? 0
    if (count === 0) pairs.push(pair)
    counts[pair] = count + 1
    if (isLetterPair(pair)) ascii++
    if (!isAsciiPair(pair)) others++
    before = byte
  }
  return {
    pairs: Uint16Array.from(pairs),
    counts: Uint16Array.from(pairs, pair => counts[pair] ?? 0),
    asciiWeight: asciiWeight * Math.min(1, (asciiPairsForEachOther * others) / Math.max(ascii, 1)),
    ascii,
  }
}

function isLetterPair(pair: number): boolean {
  return isAsciiPair(pair) && (isLetter(pair >> 8) || isLetter(pair & 0xff))
}

/** Whether neither byte is beyond ASCII. */
export function isAsciiPair(pair: number): boolean {
  return (pair & 0x8080) === 0
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
}
