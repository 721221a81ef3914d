import { WordPrints } from './word-prints.ts'

/** The shingles of a text, three words in a row each, in the form in which another text's are looked up. */
export interface Shingles {
  readonly isEmpty: boolean
  /** Which share of a text's shingles are among these. */
  shareOf(words: WordPrints): number
}

/** Most texts have no shingle in common, which the last digits tell where there are so many places for each. */
const placesEach = 32

/** The shingles of a text; of a script without spaces the letters are its words. */
export function shinglesOf(text: string): Shingles {
  const known = new Set<number>()
  const words = new WordPrints()
  words.read(text, { isSplit: true })
  for (let at = 0; at < words.shingleCount; at++) known.add(words.shingleAt(at))
  const isLikely = new Uint8Array(2 ** Math.ceil(Math.log2(known.size * placesEach)))
  const mask = isLikely.length - 1
  for (const shingle of known) isLikely[shingle & mask] = 1
  return {
    isEmpty: text === '',
    shareOf(others) {
      let same = 0
      for (let at = 0; at < others.shingleCount; at++) {
        const shingle = others.shingleAt(at)
        if (isLikely[shingle & mask] === 1 && known.has(shingle)) same++
      }
      return same / others.shingleCount
    },
  }
}
