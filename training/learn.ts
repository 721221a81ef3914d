import type { MeasuredRows } from '../src/core/article/extract/passage-features.ts'
import { type BoostOptions, binOf, boost, findEdges } from './boost.ts'
import type { CorpusPage } from './corpus.ts'
import { encodeTrees } from './encode-trees.ts'

/** What was measured of a page. */
export interface Measured extends MeasuredRows {
  readonly page: CorpusPage
}

/**
 * Learns trees that tell the passages of bodies from others.
 * @param columns how many numbers a row has.
 * @returns the trees, as `readTrees` reads them.
 */
export function learn(
  pages: readonly Measured[],
  columns: number,
  options: BoostOptions,
): Uint8Array<ArrayBuffer> {
  const weights = pages.flatMap(({ page, indexes }) => {
    const own = weightsOf(page)
    return indexes.map(index => own[index] ?? 0)
  })
  const kept = pages.flatMap(({ page, indexes }) => indexes.map(index => Number(page.labels[index]?.kept)))
  const used = weights.flatMap((weight, index) => (weight > 0 ? [index] : []))
  const matrices = pages.map(({ rows }) => rows)
  const rows = used.length
  const bins = new Uint8Array(rows * columns)
  const edges: Float32Array[] = []
  for (let column = 0; column < columns; column++) {
    const values = columnOf(matrices, column, columns)
    const own = findEdges(values)
    edges.push(own)
    for (const [row, index] of used.entries()) bins[column * rows + row] = binOf(values[index] ?? 0, own)
  }
  const { trees, base } = boost(
    {
      rows,
      columns,
      bins,
      kept: Uint8Array.from(used, index => kept[index] ?? 0),
      weight: Float32Array.from(used, index => weights[index] ?? 0),
    },
    options,
  )
  return encodeTrees({ base, exits: options.exits, trees }, edges)
}

/** A page counts as one, however long it is; a passage by its share of the body. */
function weightsOf({ labels }: CorpusPage): readonly number[] {
  const body = Math.max(
    60,
    labels.reduce((sum, { kept, weight }) => sum + (kept ? weight : 0), 0),
  )
  return labels.map(({ weight }) => 20 * (weight / body) ** 0.7)
}

function columnOf(matrices: readonly Float32Array[], column: number, columns: number): Float32Array {
  const values = new Float32Array(matrices.reduce((sum, { length }) => sum + length / columns, 0))
  let at = 0
  for (const rows of matrices) for (let i = column; i < rows.length; i += columns) values[at++] = rows[i] ?? 0
  return values
}
