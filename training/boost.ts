import { depth, type Exit, leafCount } from '../src/core/article/extract/boosted-trees.ts'

/** Rows of numbers, binned, with what is to be learned of each. */
export interface Table {
  readonly rows: number
  readonly columns: number
  /** By column: `bins[column * rows + row]`. */
  readonly bins: Uint8Array
  readonly kept: Uint8Array
  readonly weight: Float32Array
}

/** A tree with the same number of questions on the way to each leaf: its questions level by level, and its leaves. */
export interface Tree {
  readonly questions: readonly Question[]
  readonly scores: readonly number[]
}

/** Whether a row's bin in a column is above this one. */
export interface Question {
  readonly column: number
  readonly bin: number
}

export interface BoostOptions {
  readonly trees: number
  readonly rate: number
  readonly minWeight: number
  readonly ridge: number
  readonly columnShare: number
  readonly rowShare: number
  readonly seed: number
  /** Who is asked no further, and not learned from either. */
  readonly exits: readonly Exit[]
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
  readonly rows: Int32Array
  /** Of each chosen column, bin by bin: the sum of the gradients, and that of the hessians. */
  readonly histogram: Float64Array
  readonly gradient: number
  readonly hessian: number
}

/** Gradient boosting of small trees for a yes or no (Friedman 2001), grown level by level over histograms. */
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
  let asked = Int32Array.from(scores, (_, row) => row)
  const trees: Tree[] = []
  for (let number = 0; number < options.trees; number++) {
    const exit = options.exits.find(({ trees }) => trees === number)
    if (exit !== undefined) asked = asked.filter(row => (scores[row] as number) >= exit.score)
    for (const row of asked) {
      const p = 1 / (1 + Math.exp(-(scores[row] as number)))
      const w = weight[row] as number
      gradient[row] = w * (p - (kept[row] as number))
      hessian[row] = w * Math.max(p * (1 - p), 1e-6)
    }
    const chosen: number[] = []
    for (let column = 0; column < columns; column++) if (random() < options.columnShare) chosen.push(column)
    const drawn = asked.filter(() => random() < options.rowShare)
    const tree = growTree({ rows, bins, gradient, hessian, chosen }, drawn, options)
    trees.push(tree)
    for (const row of asked) {
      let place = 1
      while (place < leafCount) {
        const { column, bin } = tree.questions[place - 1] as Question
        place = 2 * place + Number((bins[column * rows + row] as number) > bin)
      }
      scores[row] = (scores[row] as number) + (tree.scores[place - leafCount] as number)
    }
  }
  return { trees, base }
}

interface Sample {
  readonly rows: number
  readonly bins: Uint8Array
  readonly gradient: Float64Array
  readonly hessian: Float64Array
  readonly chosen: readonly number[]
}

function growTree(sample: Sample, drawn: Int32Array, options: BoostOptions): Tree {
  const questions: Question[] = []
  let leaves: readonly Leaf[] = [leafOf(sample, drawn)]
  for (let level = 0; level < depth; level++)
    leaves = leaves.flatMap(leaf => {
      const question = findQuestion(sample, leaf, options)
      questions.push(question)
      return divide(sample, leaf, question)
    })
  return {
    questions,
    scores: leaves.map(({ gradient, hessian }) => (-options.rate * gradient) / (hessian + options.ridge)),
  }
}

/** Those whose answer is no, then those whose answer is yes. */
function divide(sample: Sample, leaf: Leaf, { column, bin }: Question): readonly Leaf[] {
  const offset = column * sample.rows
  const isYes = (row: number): boolean => (sample.bins[offset + row] as number) > bin
  const no = leaf.rows.filter(row => !isYes(row))
  const yes = leaf.rows.filter(isYes)
  if (no.length <= yes.length) {
    const smaller = leafOf(sample, no)
    return [smaller, restOf(leaf, smaller, yes)]
  }
  const smaller = leafOf(sample, yes)
  return [restOf(leaf, smaller, no), smaller]
}

function leafOf({ chosen, bins, gradient, hessian, rows: height }: Sample, rows: Int32Array): Leaf {
  const histogram = new Float64Array(chosen.length * maxBins * 2)
  let g = 0
  let h = 0
  for (const row of rows) {
    g += gradient[row] as number
    h += hessian[row] as number
  }
  for (let c = 0; c < chosen.length; c++) {
    const offset = (chosen[c] as number) * height
    const start = c * maxBins * 2
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number
      const at = start + (bins[offset + row] as number) * 2
      histogram[at] = (histogram[at] as number) + (gradient[row] as number)
      histogram[at + 1] = (histogram[at + 1] as number) + (hessian[row] as number)
    }
  }
  return { rows, histogram, gradient: g, hessian: h }
}

/** The other part of a leaf, without counting it. */
function restOf(whole: Leaf, part: Leaf, rows: Int32Array): Leaf {
  return {
    rows,
    histogram: whole.histogram.map((sum, i) => sum - (part.histogram[i] as number)),
    gradient: whole.gradient - part.gradient,
    hessian: whole.hessian - part.hessian,
  }
}

/** The question that helps most and makes two parts of some weight; where none does, one that nobody answers with yes. */
function findQuestion(
  { chosen }: Sample,
  { histogram, gradient, hessian }: Leaf,
  { ridge, minWeight }: BoostOptions,
): Question {
  const without = (gradient * gradient) / (hessian + ridge)
  let best = { gain: 1e-9, column: 0, bin: maxBins }
  for (let c = 0; c < chosen.length; c++) {
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
      if (gain > best.gain) best = { gain, column: chosen[c] as number, bin }
    }
  }
  return best
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
