const sampledLength = 100_000
const fewest = 8

/**
 * Whether a text in a one-byte encoding can hardly be what its author wrote, for it was read in another encoding than
 * it was written in: Latin letters with accents that stand beside each other, or words whose small and capital letters
 * are exchanged (KOI8-R taken for windows-1251).
 */
export function looksMisread(text: string): boolean {
  const sample = text.slice(0, sampledLength)
  return isHeapOfAccents(sample) || isCaseExchanged(sample)
}

// Nearly all of what is beyond ASCII in a text of Latin letters stands beside ASCII's.
function isHeapOfAccents(text: string): boolean {
  const all = lengthOf(text, /[\u0080-\u009f¡-\u024f]/g)
  return all >= fewest && lengthOf(text, /[\u0080-\u009f¡-\u024f]{2,}/g) > all * 0.6
}

function isCaseExchanged(text: string): boolean {
  const words = text.match(/[\u0400-\u045f]{3,}/g) ?? []
  const exchanged = words.filter(word => /^[а-яё][А-ЯЁ]{2,}$/.test(word))
  const plain = words.filter(word => /^[\u0400-\u042f]?[\u0430-\u045f]+$/.test(word))
  return words.length >= fewest && exchanged.length > plain.length
}

function lengthOf(text: string, pattern: RegExp): number {
  let length = 0
  for (const [found] of text.matchAll(pattern)) length += found.length
  return length
}
