import { wordsOf } from '../../html/letters.ts'

const wide = /[\u3040-\u30ff\u3400-\u9fff]/

/** The words of a text in lower case; of a script without spaces its letters. */
export function shinglePartsOf(text: string): readonly string[] {
  const words = wordsOf(text)
  return wide.test(text) ? words.flatMap(each => (wide.test(each) ? [...each] : [each])) : words
}

/** The shingles of a text, three parts in a row each, in the form in which another text's are looked up. */
export interface Shingles {
  readonly isEmpty: boolean
  /** Which share of a text's shingles are among these. */
  shareOf(parts: readonly string[]): number
}

/** The end of a text of fewer than three parts. */
const none = 0
const stranger = -1

/** Numbers stand for words and for pairs of them, so that no strings are put together. */
export function shinglesOf(text: string): Shingles {
  const parts = text === '' ? [] : shinglePartsOf(text)
  const words = new Map<string, number>()
  for (const part of parts) if (!words.has(part)) words.set(part, words.size + 1)
  const size = words.size + 1
  const idAt = (from: readonly string[], at: number): number =>
    at < from.length ? (words.get(from[at] ?? '') ?? stranger) : none
  const pairs = new Map<number, number>()
  const triples = new Set<number>()
  for (let at = 0; at + 3 <= Math.max(parts.length, 3); at++) {
    const key = idAt(parts, at) * size + idAt(parts, at + 1)
    const pair = pairs.get(key) ?? pairs.size
    pairs.set(key, pair)
    triples.add(pair * size + idAt(parts, at + 2))
  }
  return {
    isEmpty: text === '',
    shareOf(others) {
      const all = Math.max(others.length, 3) - 2
      let same = 0
      let [one, two] = [idAt(others, 0), idAt(others, 1)]
      for (let at = 0; at < all; at++) {
        const three = idAt(others, at + 2)
        if (one !== stranger && two !== stranger && three !== stranger) {
          const pair = pairs.get(one * size + two)
          if (pair !== undefined && triples.has(pair * size + three)) same++
        }
        one = two
        two = three
      }
      return same / all
    },
  }
}
