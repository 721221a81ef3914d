/**
 * Small decision trees whose scores add up to log odds (Friedman 2001), as `training/` learned them. Each has `depth` questions
 * on the way to every leaf, so that the way down is arithmetic: nothing for the processor to guess, and to guess wrong.
 */
export interface BoostedTrees {
  readonly base: number
  /**
   * Which number of a row each question is about, `leafCount` places for a tree: the first question in the second of them,
   * and after the one in place n come those in 2n for a no and in 2n + 1 for a yes.
   */
  readonly columns: Uint8Array
  /** In the same places; the answer is yes for a number above this. */
  readonly edges: Float32Array
  /** The scores of each tree's leaves. */
  readonly leaves: Float32Array
  /** Who is asked no further, for lack of hope. */
  readonly exits: readonly Exit[]
}

/** Rows whose score is below `score` after so many trees are asked no further, and are taken for `hopeless`. */
export interface Exit {
  readonly trees: number
  readonly score: number
}

/** A probability near the least that trees come to. */
export const hopeless = 0.01
export const depth = 4
export const leafCount = 1 << depth

/**
 * Reads trees from their compact form: the base, the exits, for each column the values that it is compared with, then each
 * tree, its questions as column and number of the value, and the scores of its leaves, scaled to the largest of them.
 */
export function readTrees(bytes: Uint8Array): BoostedTrees {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const readByte = (): number => view.getUint8(at++)
  const readShort = (): number => {
    at += 2
    return view.getUint16(at - 2)
  }
  const readFloat = (): number => {
    at += 4
    return view.getFloat32(at - 4)
  }
  const base = readFloat()
  const exits = Array.from({ length: readByte() }, () => ({ trees: readShort(), score: readFloat() }))
  const values = Array.from({ length: readByte() }, () =>
    Float32Array.from({ length: readByte() }, () => readFloat()),
  )
  const treeCount = readShort()
  const columns = new Uint8Array(treeCount * leafCount)
  const edges = new Float32Array(treeCount * leafCount)
  const leaves = new Float32Array(treeCount * leafCount)
  for (let tree = 0; tree < treeCount; tree++) {
    for (let question = tree * leafCount + 1; question < (tree + 1) * leafCount; question++) {
      const column = readByte()
      columns[question] = column
      edges[question] = values[column]?.[readByte()] ?? 0
    }
    const scale = readFloat() / 127
    for (let leaf = tree * leafCount; leaf < (tree + 1) * leafCount; leaf++)
      leaves[leaf] = view.getInt8(at++) * scale
  }
  return { base, exits, columns, edges, leaves }
}

/** What the trees say of rows of numbers, so many in each, as probabilities. */
export function judgeRows(trees: BoostedTrees, rows: Float32Array, width: number): Float32Array {
  const count = rows.length / width
  const judged = new Float32Array(count).fill(hopeless)
  let asked: Asked = {
    rows,
    indexes: new Int32Array(count),
    scores: new Float64Array(count).fill(trees.base),
  }
  for (let index = 0; index < count; index++) asked.indexes[index] = index
  let from = 0
  for (const exit of trees.exits) {
    addScores(trees, { from, end: exit.trees }, { ...asked, width })
    asked = withScore(asked, width, exit.score)
    from = exit.trees
  }
  addScores(trees, { from, end: trees.edges.length / leafCount }, { ...asked, width })
  const { indexes, scores } = asked
  for (let i = 0; i < scores.length; i++)
    if (indexes[i] !== gone) judged[indexes[i] ?? 0] = 1 / (1 + Math.exp(-(scores[i] ?? 0)))
  return judged
}

/** Rows that are asked about: their numbers, close together, and where each stood at first; `gone` for who left. */
interface Asked {
  readonly rows: Float32Array
  readonly indexes: Int32Array
  readonly scores: Float64Array
}

const gone = -1
/** Where more than this share stays, it costs less to ask a few in vain than to move the others together. */
const nearlyAll = 0.8

/** Those with at least this score. */
function withScore(asked: Asked, width: number, least: number): Asked {
  const { rows, indexes, scores } = asked
  let count = 0
  for (let i = 0; i < scores.length; i++) {
    if ((scores[i] ?? 0) < least) indexes[i] = gone
    if (indexes[i] !== gone) count++
  }
  if (count > scores.length * nearlyAll) return asked
  const left = {
    rows: new Float32Array(count * width),
    indexes: new Int32Array(count),
    scores: new Float64Array(count),
  }
  let at = 0
  for (let i = 0; i < scores.length; i++) {
    if (indexes[i] === gone) continue
    left.indexes[at] = indexes[i] ?? 0
    left.scores[at] = scores[i] ?? 0
    for (let column = 0; column < width; column++)
      left.rows[at * width + column] = rows[i * width + column] ?? 0
    at++
  }
  return left
}

/** Asks one tree after the other about all rows: what a tree consists of stays at hand. */
function addScores(
  { columns, edges, leaves }: BoostedTrees,
  { from, end }: { readonly from: number; readonly end: number },
  { rows, scores, width }: Pick<Asked, 'rows' | 'scores'> & { readonly width: number },
): void {
  const count = scores.length
  for (let tree = from; tree < end; tree++) {
    const start = tree * leafCount
    const column = columns[start + 1] ?? 0
    const edge = edges[start + 1] ?? 0
    for (let i = 0, row = 0; i < count; i++, row += width) {
      // `depth` times, written out: a loop takes twice as long.
      let at = 2 + Number((rows[row + column] ?? 0) > edge)
      at = 2 * at + Number((rows[row + (columns[start + at] ?? 0)] ?? 0) > (edges[start + at] ?? 0))
      at = 2 * at + Number((rows[row + (columns[start + at] ?? 0)] ?? 0) > (edges[start + at] ?? 0))
      at = 2 * at + Number((rows[row + (columns[start + at] ?? 0)] ?? 0) > (edges[start + at] ?? 0))
      scores[i] = (scores[i] ?? 0) + (leaves[start + at - leafCount] ?? 0)
    }
  }
}
