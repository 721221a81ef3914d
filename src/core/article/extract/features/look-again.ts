import type { Passage } from '../passages.ts'
import type { Places } from '../places.ts'

/** A passage as likely as this is a landmark for others. */
const landmark = 0.6
export const farPassages = 99
export const farCharacters = 9_999

/** Some passages together: their characters, and how many of them are expected to be the body's. */
interface Group {
  length: number
  body: number
  count: number
}

/** Where the next likely passage stands on one side, in passages and in characters between. */
interface Landmarks {
  readonly passages: Int32Array
  readonly characters: Float64Array
}

/** A page's passages with what was first thought of them: lists by number of the passage. */
export interface SecondLook {
  readonly passages: readonly Passage[]
  readonly places: Places
  readonly likely: Float32Array
  /** Characters of the body that are expected in each place, and in each passage with all before it. */
  readonly inPlaces: Float64Array
  readonly bodyUpTo: Float64Array
  readonly lengthUpTo: Float64Array
  readonly alike: readonly Group[]
  readonly placeAlike: readonly Group[]
  readonly since: Landmarks
  readonly to: Landmarks
  readonly likeliest: number
  /** By number of the first that says it: the likeliest of those that say the same. */
  readonly twins: Float32Array
}

/**
 * Puts together what a first judgment says of a page.
 * @param isTitle which passages say the title, and are no landmarks.
 */
export function lookAgain(
  { passages, places }: { readonly passages: readonly Passage[]; readonly places: Places },
  likely: Float32Array,
  isTitle: readonly boolean[],
): SecondLook {
  const count = passages.length
  const inPlaces = new Float64Array(places.text.length)
  const bodyUpTo = new Float64Array(count + 1)
  const lengthUpTo = new Float64Array(count + 1)
  const twins = new Float32Array(count)
  let likeliest = 0
  for (let index = 0; index < count; index++) {
    const passage = passages[index]
    if (passage === undefined) break
    const { at, first, length } = passage
    const own = likely[index] ?? 0
    bodyUpTo[index + 1] = (bodyUpTo[index] ?? 0) + own * length
    lengthUpTo[index + 1] = (lengthUpTo[index] ?? 0) + length
    for (let place = at; place >= 0; place = places.outline.parents[place] ?? -1)
      inPlaces[place] = (inPlaces[place] ?? 0) + own * length
    twins[first] = Math.max(twins[first] ?? 0, own)
    if (!isTitle[index]) likeliest = Math.max(likeliest, own)
  }
  const isLandmark = passages.map((_, index) => (likely[index] ?? 0) >= landmark && !isTitle[index])
  const { signatures } = places
  return {
    passages,
    places,
    likely,
    inPlaces,
    bodyUpTo,
    lengthUpTo,
    alike: groupBy(passages, likely, ({ at }) => signatures[at] ?? 0),
    placeAlike: groupBy(passages, likely, ({ around }) => (around < 0 ? -1 : (signatures[around] ?? 0))),
    since: landmarksFrom(passages, isLandmark, -1),
    to: landmarksFrom(passages, isLandmark, 1),
    likeliest,
    twins,
  }
}

function groupBy(
  passages: readonly Passage[],
  likely: Float32Array,
  keyOf: (passage: Passage) => number,
): readonly Group[] {
  const groups = new Map<number, Group>()
  return passages.map((passage, index) => {
    const key = keyOf(passage)
    let group = groups.get(key)
    if (group === undefined) {
      group = { length: 0, body: 0, count: 0 }
      groups.set(key, group)
    }
    group.length += passage.length
    group.body += passage.length * (likely[index] ?? 0)
    group.count++
    return group
  })
}

/** @param side -1 for landmarks before each passage, 1 for those after it. */
function landmarksFrom(
  passages: readonly Passage[],
  isLandmark: readonly boolean[],
  side: -1 | 1,
): Landmarks {
  const count = passages.length
  const landmarks = {
    passages: new Int32Array(count).fill(farPassages),
    characters: new Float64Array(count).fill(farCharacters),
  }
  for (let step = 1; step < count; step++) {
    const index = side < 0 ? step : count - 1 - step
    const next = index + side
    const isNext = isLandmark[next] === true
    landmarks.passages[index] = isNext ? 1 : Math.min(farPassages, (landmarks.passages[next] ?? 0) + 1)
    landmarks.characters[index] = isNext
      ? 0
      : Math.min(farCharacters, (landmarks.characters[next] ?? 0) + (passages[next]?.length ?? 0))
  }
  return landmarks
}
