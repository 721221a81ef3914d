/**
 * A function that remembers what it said of the latest words it was asked about: a newsroom's pages have the same few
 * hundred names over and over.
 */
export function remember<Result>(ask: (words: string) => Result): (words: string) => Result {
  const known = new Map<string, Result>()
  return words => {
    const before = known.get(words)
    if (before !== undefined) return before
    const result = ask(words)
    if (known.size >= maxKnown) known.clear()
    if (words.length <= maxLength) known.set(words, result)
    return result
  }
}

const maxKnown = 4_000
const maxLength = 200
