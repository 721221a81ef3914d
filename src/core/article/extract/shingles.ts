import { WordPrints } from './word-prints.ts'

/** The shingles of a text, three words in a row each, in the form in which another text's are looked up. */
export interface Shingles {
  readonly isEmpty: boolean
  has(shingle: number): boolean
  /** Which share of a text's shingles are among these. */
  shareOf(words: WordPrints): number
}

/** Most texts have no shingle in common, which the last digits tell where there are so many places for each. */
const placesEach = 32

/** @param options.isSplit whether of a script without spaces the letters are the words. */
export function shinglesOf(text: string, { isSplit = true }: { readonly isSplit?: boolean } = {}): Shingles {
  const known = new Set<number>()
  const words = new WordPrints()
  words.read(text, { isSplit })
  for (let at = 0; at < words.shingleCount; at++) known.add(words.shingleAt(at))
  const isLikely = new Uint8Array(2 ** Math.ceil(Math.log2(known.size * placesEach)))
  const mask = isLikely.length - 1
  for (const shingle of known) isLikely[shingle & mask] = 1
  const has = (shingle: number): boolean => isLikely[shingle & mask] === 1 && known.has(shingle)
  return {
    has,
    isEmpty: text === '',
    shareOf(others) {
      let same = 0
      for (let at = 0; at < others.shingleCount; at++) if (has(others.shingleAt(at))) same++
      return same / others.shingleCount
    },
  }
}
