import type { Passage } from '../passages.ts'
import { farCharacters, farPassages, type SecondLook } from './look-again.ts'
import { type Rows, share } from './rows.ts'

const offsets = [-3, -2, -1, 1, 2, 3]
const windows = [4, 10, 30]
const levels = 3

/** What a first judgment of all passages tells of each of them: a stacked model (Wolpert 1992). */
export const secondLookNames: readonly string[] = [
  'likely',
  ...offsets.map(offset => `likely${offset}`),
  ...windows.flatMap(width => [`likelyBefore${width}`, `likelyAfter${width}`]),
  ...Array.from({ length: levels }, (_, up) => [`likelyUp${up}`, `bodyUp${up}`]).flat(),
  'likelyAlike',
  'bodyAlike',
  'likelyPlaceAlike',
  'bodyPlaceAlike',
  'bodyBefore',
  'bodyAfter',
  'sinceLandmark',
  'toLandmark',
  'charsSinceLandmark',
  'charsToLandmark',
  'bodyOwn',
  'bodyLength',
  'likeliest',
  'likelyOfLikeliest',
  'twinLikelier',
  'twinBefore',
]

/** Writes one row, in the order of `secondLookNames`. */
export function writeSecondLook(rows: Rows, look: SecondLook, index: number): void {
  const { passages, likely, bodyUpTo, likeliest, since, to } = look
  const passage = passages[index]
  if (passage === undefined) return
  const own = likely[index] ?? 0
  const body = own * passage.length
  const all = bodyUpTo[passages.length] ?? 0
  rows.put(own)
  for (const offset of offsets) rows.put(likely[index + offset] ?? -1)
  for (const width of windows) {
    rows.put(likelyIn(look, index - width, index))
    rows.put(likelyIn(look, index + 1, index + width + 1))
  }
  putLevels(rows, look, { passage, body, all })
  for (const group of [look.alike[index], look.placeAlike[index]]) {
    const { count, length, body: together } = group ?? { count: 0, length: 0, body: 0 }
    rows.put(count < 2 ? -1 : (together - body) / (length - passage.length + 1))
    rows.put((together - body) / (all - body + 1))
  }
  rows.put((bodyUpTo[index] ?? 0) / (all + 1))
  rows.put((all - (bodyUpTo[index + 1] ?? 0)) / (all + 1))
  rows.put(since.passages[index] ?? farPassages)
  rows.put(to.passages[index] ?? farPassages)
  rows.put(since.characters[index] ?? farCharacters)
  rows.put(to.characters[index] ?? farCharacters)
  rows.put(body / (all + 1))
  rows.put(Math.log1p(all))
  rows.put(likeliest)
  rows.put(own / (likeliest + 0.01))
  rows.put((look.twins[passage.first] ?? own) - own)
  rows.put(Number(passage.first < index))
}

/** How likely the passages from one up to another are on the whole, by their characters. */
function likelyIn({ passages, bodyUpTo, lengthUpTo }: SecondLook, from: number, end: number): number {
  const [low, high] = [Math.max(0, from), Math.min(passages.length, end)]
  if (high <= low) return 0
  return share(
    (bodyUpTo[high] ?? 0) - (bodyUpTo[low] ?? 0),
    (lengthUpTo[high] ?? 0) - (lengthUpTo[low] ?? 0) + 1,
  )
}

/** Of the places around a passage, without itself: how likely they are, and their part of the body. */
function putLevels(
  rows: Rows,
  { places, inPlaces }: SecondLook,
  { passage, body, all }: { readonly passage: Passage; readonly body: number; readonly all: number },
): void {
  let place = passage.around
  for (let up = 0; up < levels; up++) {
    const others = (inPlaces[place] ?? 0) - body
    rows.put(place < 0 ? -1 : others / ((places.text[place] ?? 0) - passage.length + 1))
    rows.put(place < 0 ? 1 : others / (all - body + 1))
    place = places.outline.parents[place] ?? -1
  }
}
