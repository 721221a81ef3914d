import type { Exit } from '../src/core/article/extract/boosted-trees.ts'
import type { Tree } from './boost.ts'

/**
 * Writes trees as `readTrees` reads them.
 * @param edges of each column, between its bins.
 */
export function encodeTrees(
  {
    base,
    exits,
    trees,
  }: { readonly base: number; readonly exits: readonly Exit[]; readonly trees: readonly Tree[] },
  edges: readonly Float32Array[],
): Uint8Array<ArrayBuffer> {
  const used = edges.map(() => new Set<number>())
  for (const { questions } of trees) for (const { column, bin } of questions) used[column]?.add(bin)
  const tables = used.map(bins => [...bins].sort((a, b) => a - b))
  const bytes: number[] = []
  const view = new DataView(new ArrayBuffer(4))
  const float = (value: number): void => {
    view.setFloat32(0, value)
    for (let i = 0; i < 4; i++) bytes.push(view.getUint8(i))
  }
  const short = (value: number): void => {
    bytes.push((value >> 8) & 255, value & 255)
  }
  float(base)
  bytes.push(exits.length)
  for (const exit of exits) {
    short(exit.trees)
    float(exit.score)
  }
  bytes.push(edges.length)
  for (const [column, bins] of tables.entries()) {
    bytes.push(bins.length)
    for (const bin of bins) float(edges[column]?.[bin] ?? Number.POSITIVE_INFINITY)
  }
  short(trees.length)
  for (const { questions, scores } of trees) {
    for (const { column, bin } of questions) bytes.push(column, tables[column]?.indexOf(bin) ?? 0)
    const largest = Math.max(...scores.map(Math.abs))
    float(largest)
    for (const score of scores) bytes.push(Math.round((score / largest) * 127) & 255)
  }
  return Uint8Array.from(bytes)
}
