import { decodeBase64Url } from '../../base64url.ts'
import { type BoostedTrees, hopeless, judgeRows, readTrees } from './boosted-trees.ts'
import { lookAgain } from './features/look-again.ts'
import { Rows } from './features/rows.ts'
import { secondLookNames, writeSecondLook } from './features/second-look.ts'
import { featureNames, type MeasuredRows, measurePassages } from './passage-features.ts'
import type { Passage } from './passages.ts'
import type { Survey } from './survey-page.ts'
import { firstWeights, secondWeights } from './weights.ts'

const items = new Set(['li', 'td', 'th', 'dd', 'dt'])
/** What is less likely than this at first is not judged again: most passages of a page are links in menus. */
const minLikely = 0.02

/**
 * How sure the trees are of each passage that it belongs to the body. They judge twice: the second time they know what
 * was first thought of the passages around.
 */
export function judgePassages(survey: Omit<Survey, 'bodies'>): Float32Array {
  const { passages, places, hints } = survey
  const { first, second } = learned()
  const measured = measurePassages(passages, places, hints)
  return judgeAgain(survey, { ...measured, likely: judgeFirst(passages, measured, first) }, second)
}

/** What the first trees say of the passages that are measured; there is no hope for others. */
export function judgeFirst(
  passages: readonly Passage[],
  { indexes, rows }: MeasuredRows,
  trees: BoostedTrees,
): Float32Array {
  const own = new Float32Array(passages.length).fill(hopeless)
  put(judgeRows(trees, rows, featureNames.length), indexes, own)
  return joinItems(passages, own)
}

/** What was found at first: the rows that were measured, and how likely each passage is. */
export interface FirstLook extends MeasuredRows {
  readonly likely: Float32Array
}

/** What the second trees say; what was out of the question stays so. */
export function judgeAgain(
  survey: Omit<Survey, 'bodies'>,
  look: FirstLook,
  trees: BoostedTrees,
): Float32Array {
  const { indexes, rows } = widenRows(survey, look)
  const own = look.likely.slice()
  put(judgeRows(trees, rows, wideCount), indexes, own)
  return joinItems(survey.passages, own)
}

function put(judged: Float32Array, indexes: readonly number[], into: Float32Array): void {
  for (const [at, index] of indexes.entries()) into[index] = judged[at] ?? 0
}

/** How many numbers a row has the second time. */
export const wideCount = featureNames.length + secondLookNames.length

/** The rows of those passages that are judged again, with what was first thought of the page's passages added. */
export function widenRows(
  { passages, places, isTitle }: Omit<Survey, 'bodies'>,
  { indexes, rows, likely }: FirstLook,
): MeasuredRows {
  const width = featureNames.length
  const look = lookAgain({ passages, places }, likely, isTitle)
  const again = [...indexes.keys()].filter(at => (likely[indexes[at] ?? 0] ?? 0) >= minLikely)
  const wide = new Rows(again.length * wideCount)
  for (const at of again) {
    wide.append(rows, at * width, width)
    writeSecondLook(wide, look, indexes[at] ?? 0)
  }
  return { indexes: again.map(at => indexes[at] ?? 0), rows: wide.values }
}

interface Learned {
  readonly first: BoostedTrees
  readonly second: BoostedTrees
}

let trees: Learned | undefined

function learned(): Learned {
  trees ??= {
    first: readTrees(decodeBase64Url(firstWeights)),
    second: readTrees(decodeBase64Url(secondWeights)),
  }
  return trees
}

function joinItems(passages: readonly Passage[], own: Float32Array): Float32Array {
  const joined = own.slice()
  const lists = new Map<number, number[]>()
  for (let index = 0; index < passages.length; index++) {
    const passage = passages[index]
    if (passage === undefined || !items.has(passage.element.name)) continue
    const list = lists.get(passage.around)
    if (list === undefined) lists.set(passage.around, [index])
    else list.push(index)
  }
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
