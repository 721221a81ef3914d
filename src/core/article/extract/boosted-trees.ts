/** Small decision trees whose scores add up to log odds (Friedman 2001), as `training/` learned them. */
export interface BoostedTrees {
  readonly base: number
  /** Where each tree begins in the arrays below. */
  readonly roots: Uint16Array
  /** Which number of a row is asked for; `leaf` ends a tree. */
  readonly columns: Uint8Array
  /** A row whose number is at most this goes to the next node, another to `others`; of a leaf its score. */
  readonly values: Float32Array
  readonly others: Uint16Array
}

const leaf = 255
const scoreScale = 4_096

/**
 * Reads trees from their compact form: the base, for each column the values that it is compared with, then each tree in
 * preorder, a question as column and number of the value, a leaf as a scaled score.
 */
export function readTrees(bytes: Uint8Array): BoostedTrees {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const base = view.getFloat32(0)
  const columnCount = view.getUint8(4)
  const treeCount = view.getUint16(5)
  let at = 7
  const edges: Float32Array[] = []
  for (let column = 0; column < columnCount; column++) {
    const own = new Float32Array(view.getUint8(at++))
    for (let i = 0; i < own.length; i++, at += 4) own[i] = view.getFloat32(at)
    edges.push(own)
  }
  const roots = new Uint16Array(treeCount)
  const columns: number[] = []
  const values: number[] = []
  const others: number[] = []
  const readNode = (): void => {
    const node = columns.length
    const column = view.getUint8(at++)
    columns.push(column)
    others.push(0)
    if (column === leaf) {
      values.push(view.getInt16(at) / scoreScale)
      at += 2
      return
    }
    values.push(edges[column]?.[view.getUint8(at++)] ?? 0)
    readNode()
    others[node] = columns.length
    readNode()
  }
  for (let tree = 0; tree < treeCount; tree++) {
    roots[tree] = columns.length
    readNode()
  }
  return {
    base,
    roots,
    columns: Uint8Array.from(columns),
    values: Float32Array.from(values),
    others: Uint16Array.from(others),
  }
}

/** What the trees say of one row of numbers, the one that begins at `start`, as a probability. */
export function judgeRow(
  { base, roots, columns, values, others }: BoostedTrees,
  rows: Float32Array,
  start = 0,
): number {
  let score = base
  for (let tree = 0; tree < roots.length; tree++) {
    let node = roots[tree] ?? 0
    for (let column = columns[node] ?? leaf; column !== leaf; column = columns[node] ?? leaf)
      node = (rows[start + column] ?? 0) <= (values[node] ?? 0) ? node + 1 : (others[node] ?? 0)
    score += values[node] ?? 0
  }
  return 1 / (1 + Math.exp(-score))
}
