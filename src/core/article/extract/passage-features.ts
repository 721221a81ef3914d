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

/** Some passages of a page, by their numbers, with a row of numbers for each, one row after the other. */
export interface MeasuredRows {
  readonly indexes: readonly number[]
  readonly rows: Float32Array
}

/** Measures, in the order of `featureNames`, all passages but those that are plainly none of the body. */
export function measurePassages(
  passages: readonly Passage[],
  places: Places,
  hints: PageHints,
): MeasuredRows {
  const indexes = findOpen(passages, places, hints)
  const page = readPage(passages, places, hints, indexes)
  const rows = new Rows(indexes.length * featureNames.length)
  for (const index of indexes) for (const { write } of groups) write(rows, page, index)
  return { indexes, rows: rows.values }
}

/**
 * Of two in three passages nothing need be measured: outside of what the rules take for the body, all of them is a link, or
 * they were cut out and there is no prose in them nor near.
 */
function findOpen(
  passages: readonly Passage[],
  { outline, prose }: Places,
  { standings }: PageHints,
): readonly number[] {
  const proseNear = (around: number): number =>
    prose[outline.parents[outline.parents[around] ?? -1] ?? -1] ?? 0
  const indexes: number[] = []
  for (const [index, { length, linked, isProse, around }] of passages.entries()) {
    const standing = standings[index]
    const isPlain =
      (standing !== 2 && linked >= length * allLinked) ||
      (standing === 0 && !isProse && proseNear(around) === 0)
    if (!isPlain) indexes.push(index)
  }
  return indexes
}

const allLinked = 0.95
