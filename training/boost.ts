/** Rows of numbers, binned, with what is to be learned of each. */
export interface Table {
  readonly rows: number
  readonly columns: number
  /** By column: `bins[column * rows + row]`. */
  readonly bins: Uint8Array
  readonly kept: Uint8Array
  readonly weight: Float32Array
}

/** A node of a tree: a question, or a leaf with its score. */
export interface Tree {
  /** -1 for a leaf. */
  readonly feature: number[]
  readonly bin: number[]
  readonly left: number[]
  readonly right: number[]
  readonly value: number[]
}

export interface BoostOptions {
  readonly trees: number
  readonly leaves: number
  readonly rate: number
  readonly minWeight: number
  readonly ridge: number
  readonly columnShare: number
  readonly rowShare: number
  readonly seed: number
}

export const maxBins = 48

/** Edges between bins, about as many rows in each: a value goes to the first bin whose edge is not below it. */
export function findEdges(values: Float32Array): Float32Array {
  const sorted = Float32Array.from(values).sort()
  const distinct = [...new Set(sorted)]
  if (distinct.length <= maxBins)
    return Float32Array.from(
      distinct.slice(0, -1).map((value, i) => (value + (distinct[i + 1] ?? value)) / 2),
    )
  const edges = new Set<number>()
  for (let bin = 1; bin < maxBins; bin++) {
    const value = sorted[Math.floor((bin * sorted.length) / maxBins)] ?? 0
    edges.add(Math.fround(Number(value.toPrecision(3))))
  }
  return Float32Array.from(edges).sort()
}

export function binOf(value: number, edges: Float32Array): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= (edges[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}

interface Leaf {
  readonly node: number
  readonly rows: Int32Array
  readonly histogram: Float64Array
  readonly gradient: number
  readonly hessian: number
  best: { gain: number; feature: number; bin: number } | null
}

/** Gradient boosting of small trees for a yes or no (Friedman 2001), grown leaf by leaf over histograms. */
export function boost(table: Table, options: BoostOptions): { trees: Tree[]; base: number } {
  const { rows, columns, bins, kept, weight } = table
  const random = randomFrom(options.seed)
  let positive = 0
  let all = 0
  for (let row = 0; row < rows; row++) {
    all += weight[row] as number
    if (kept[row]) positive += weight[row] as number
  }
  const base = Math.log(positive / (all - positive))
  const scores = new Float64Array(rows).fill(base)
  const gradient = new Float64Array(rows)
  const hessian = new Float64Array(rows)
  const trees: Tree[] = []
  for (let number = 0; number < options.trees; number++) {
    for (let row = 0; row < rows; row++) {
      const p = 1 / (1 + Math.exp(-(scores[row] as number)))
      const w = weight[row] as number
      gradient[row] = w * (p - (kept[row] as number))
      hessian[row] = w * Math.max(p * (1 - p), 1e-6)
    }
    const chosen: number[] = []
    for (let column = 0; column < columns; column++) if (random() < options.columnShare) chosen.push(column)
    const drawn: number[] = []
    for (let row = 0; row < rows; row++) if (random() < options.rowShare) drawn.push(row)
    const tree = growTree({ rows, bins, gradient, hessian, chosen, columns }, Int32Array.from(drawn), options)
    trees.push(tree)
    for (let row = 0; row < rows; row++) {
      let node = 0
      while ((tree.feature[node] as number) >= 0)
        node =
          (bins[(tree.feature[node] as number) * rows + row] as number) <= (tree.bin[node] as number)
            ? (tree.left[node] as number)
            : (tree.right[node] as number)
      scores[row] = (scores[row] as number) + (tree.value[node] as number)
    }
  }
  return { trees, base }
}

interface Sample {
  readonly rows: number
  readonly columns: number
  readonly bins: Uint8Array
  readonly gradient: Float64Array
  readonly hessian: Float64Array
  readonly chosen: readonly number[]
}

function growTree(sample: Sample, rows: Int32Array, options: BoostOptions): Tree {
  const tree: Tree = { feature: [-1], bin: [0], left: [0], right: [0], value: [0] }
  const root = leafOf(sample, 0, rows, null)
  const leaves: Leaf[] = [root]
  findSplit(sample, root, options)
  while (leaves.length < options.leaves) {
    let best: Leaf | null = null
    for (const leaf of leaves) if (leaf.best && (!best?.best || leaf.best.gain > best.best.gain)) best = leaf
    if (!best?.best || best.best.gain <= 1e-9) break
    const { feature, bin } = best.best
    const offset = feature * sample.rows
    let count = 0
    for (const row of best.rows) if ((sample.bins[offset + row] as number) <= bin) count++
    const left = new Int32Array(count)
    const right = new Int32Array(best.rows.length - count)
    let l = 0
    let r = 0
    for (const row of best.rows) {
      if ((sample.bins[offset + row] as number) <= bin) left[l++] = row
      else right[r++] = row
    }
    const node = best.node
    tree.feature[node] = feature
    tree.bin[node] = bin
    const leftNode = tree.feature.length
    for (let i = 0; i < 2; i++) {
      tree.feature.push(-1)
      tree.bin.push(0)
      tree.left.push(0)
      tree.right.push(0)
      tree.value.push(0)
    }
    tree.left[node] = leftNode
    tree.right[node] = leftNode + 1
    const small = left.length <= right.length
    const smaller = leafOf(sample, small ? leftNode : leftNode + 1, small ? left : right, null)
    const larger = leafOf(sample, small ? leftNode + 1 : leftNode, small ? right : left, {
      parent: best,
      smaller,
    })
    leaves.splice(leaves.indexOf(best), 1, smaller, larger)
    findSplit(sample, smaller, options)
    findSplit(sample, larger, options)
  }
  for (const { node, gradient, hessian } of leaves)
    tree.value[node] = (-options.rate * gradient) / (hessian + options.ridge)
  return tree
}

function leafOf(
  sample: Sample,
  node: number,
  rows: Int32Array,
  from: { parent: Leaf; smaller: Leaf } | null,
): Leaf {
  const { chosen, bins, gradient, hessian } = sample
  const size = chosen.length * maxBins * 2
  const histogram = new Float64Array(size)
  if (from !== null) {
    const { parent, smaller } = from
    for (let i = 0; i < size; i++)
      histogram[i] = (parent.histogram[i] as number) - (smaller.histogram[i] as number)
    return {
      node,
      rows,
      histogram,
      gradient: parent.gradient - smaller.gradient,
      hessian: parent.hessian - smaller.hessian,
      best: null,
    }
  }
  let g = 0
  let h = 0
  for (const row of rows) {
    g += gradient[row] as number
    h += hessian[row] as number
  }
  for (let c = 0; c < chosen.length; c++) {
    const offset = (chosen[c] as number) * sample.rows
    const start = c * maxBins * 2
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number
      const at = start + (bins[offset + row] as number) * 2
      histogram[at] = (histogram[at] as number) + (gradient[row] as number)
      histogram[at + 1] = (histogram[at + 1] as number) + (hessian[row] as number)
    }
  }
  return { node, rows, histogram, gradient: g, hessian: h, best: null }
}

function findSplit(sample: Sample, leaf: Leaf, { ridge, minWeight }: BoostOptions): void {
  const { histogram, gradient, hessian } = leaf
  const without = (gradient * gradient) / (hessian + ridge)
  for (let c = 0; c < sample.chosen.length; c++) {
    let g = 0
    let h = 0
    for (let bin = 0; bin < maxBins - 1; bin++) {
      const at = (c * maxBins + bin) * 2
      g += histogram[at] as number
      h += histogram[at + 1] as number
      if (h < minWeight) continue
      if (hessian - h < minWeight) break
      const rest = gradient - g
      const gain = (g * g) / (h + ridge) + (rest * rest) / (hessian - h + ridge) - without
      if (gain > (leaf.best?.gain ?? 1e-9)) leaf.best = { gain, feature: sample.chosen[c] as number, bin }
    }
  }
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
