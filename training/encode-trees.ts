import type { Tree } from './boost.ts'

/** Writes trees as `readTrees` reads them. */
export function encodeTrees(
  trees: readonly Tree[],
  base: number,
  edges: readonly Float32Array[],
): Uint8Array<ArrayBuffer> {
  const used = edges.map(() => new Set<number>())
  for (const { feature, bin } of trees)
    for (const [node, column] of feature.entries()) if (column >= 0) used[column]?.add(bin[node] ?? 0)
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
  bytes.push(edges.length)
  short(trees.length)
  for (const [column, bins] of tables.entries()) {
    bytes.push(bins.length)
    for (const bin of bins) float(edges[column]?.[bin] ?? 0)
  }
  for (const tree of trees) {
    const write = (node: number): void => {
      const column = tree.feature[node] ?? -1
      if (column < 0) {
        bytes.push(255)
        short(Math.max(-32_768, Math.min(32_767, Math.round((tree.value[node] ?? 0) * 4_096))))
        return
      }
      bytes.push(column, tables[column]?.indexOf(tree.bin[node] ?? 0) ?? 0)
      write(tree.left[node] ?? 0)
      write(tree.right[node] ?? 0)
    }
    write(0)
  }
  return Uint8Array.from(bytes)
}
