import { decodeBase64Url } from '../../base64url.ts'
import { type BoostedTrees, judgeRow, readTrees } from './boosted-trees.ts'
import { featureNames, measurePassages, type PageHints } from './passage-features.ts'
import type { Passage } from './passages.ts'
import { weights } from './weights.ts'

const enough = 0.5
const items = new Set(['li', 'td', 'th', 'dd', 'dt'])

/** How sure the trees are of each passage that it belongs to the body; the items of one list stand or fall together. */
export function judgePassages(passages: readonly Passage[], hints: PageHints): Float32Array {
  return judgeRows(passages, measurePassages(passages, hints), learned())
}

/** The same for rows that are measured already, by other trees. */
export function judgeRows(
  passages: readonly Passage[],
  rows: Float32Array,
  trees: BoostedTrees,
): Float32Array {
  const width = featureNames.length
  const own = new Float32Array(passages.length)
  for (let index = 0; index < passages.length; index++) own[index] = judgeRow(trees, rows, index * width)
  return joinItems(passages, own)
}

let trees: BoostedTrees | undefined

function learned(): BoostedTrees {
  trees ??= readTrees(decodeBase64Url(weights))
  return trees
}

function joinItems(passages: readonly Passage[], own: Float32Array): Float32Array {
  const joined = own.slice()
  const listed = [...passages.keys()].filter(index => items.has(passages[index]?.element.name ?? ''))
  const lists = Map.groupBy(listed, index => passages[index]?.around)
  for (const indexes of lists.values()) {
    let sum = 0
    let all = 0
    for (const index of indexes) {
      const weight = Math.sqrt((passages[index]?.letters.words ?? 0) + 1)
      sum += (own[index] ?? 0) * weight
      all += weight
    }
    for (const index of indexes) joined[index] = 0.3 * (own[index] ?? 0) + 0.7 * (sum / all)
  }
  return joined
}

/** What the rules cut off comes back only if the trees are surer than this. */
const sureOfDropped = 0.65

/** Which passages make the body: those with which the expected F1 is highest, as characters go. */
export function choosePassages(
  passages: readonly Passage[],
  standings: readonly number[],
  likely: Float32Array,
): readonly boolean[] {
  const order = [...passages.keys()].sort((a, b) => (likely[b] ?? 0) - (likely[a] ?? 0))
  const sizes = passages.map(({ length }) => length)
  const expected = order.reduce((sum, index) => sum + (likely[index] ?? 0) * (sizes[index] ?? 0), 0)
  let right = 0
  let taken = 0
  let best = 0
  let bar = 1
  for (const index of order) {
    right += (likely[index] ?? 0) * (sizes[index] ?? 0)
    taken += sizes[index] ?? 0
    const score = (2 * right) / (taken + expected)
    if (score > best) {
      best = score
      bar = likely[index] ?? 0
    }
  }
  const isChosen = passages.map((_, index) => (likely[index] ?? 0) >= Math.min(bar, enough))
  const hasBody = isChosen.some((chosen, index) => chosen && standings[index] === 2)
  if (!hasBody) return isChosen
  return isChosen.map(
    (chosen, index) => chosen && (standings[index] !== 0 || (likely[index] ?? 0) >= sureOfDropped),
  )
}
