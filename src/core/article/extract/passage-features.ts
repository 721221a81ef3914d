import { neighbours } from './features/neighbours.ts'
import { own } from './features/own.ts'
import { type PageHints, readPage } from './features/page.ts'
import { position } from './features/position.ts'
import { type Features, Rows } from './features/rows.ts'
import { standingPlaces } from './features/standing-places.ts'
import { whole } from './features/whole.ts'
import type { Passage } from './passages.ts'
import type { Places } from './places.ts'

// Weights name features by their order: a change here needs new ones.
const groups: readonly Features[] = [own, position, standingPlaces, neighbours, whole]

export const featureNames: readonly string[] = groups.flatMap(({ names }) => names)

/** One row of numbers for each passage, in the order of `featureNames`. */
export function measurePassages(
  passages: readonly Passage[],
  places: Places,
  hints: PageHints,
): Float32Array {
  const page = readPage(passages, places, hints)
  const rows = new Rows(passages.length * featureNames.length)
  for (let index = 0; index < passages.length; index++)
    for (const { write } of groups) write(rows, page, index)
  return rows.values
}
