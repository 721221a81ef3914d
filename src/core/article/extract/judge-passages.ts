import { decodeBase64Url } from '../../base64url.ts'
import { type BoostedTrees, judgeRows, readTrees } from './boosted-trees.ts'
import { lookAgain } from './features/look-again.ts'
import { Rows } from './features/rows.ts'
import { secondLookNames, writeSecondLook } from './features/second-look.ts'
import { featureNames, measurePassages } from './passage-features.ts'
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
  const rows = measurePassages(passages, places, hints)
  return judgeAgain(survey, { rows, likely: judgeFirst(passages, rows, first) }, second)
}

/** What the first trees say of rows that are measured already. */
export function judgeFirst(
  passages: readonly Passage[],
  rows: Float32Array,
  trees: BoostedTrees,
): Float32Array {
  return joinItems(passages, judgeRows(trees, rows, featureNames.length))
}

/** What was found at first: the rows of all passages, and how likely each is. */
export interface FirstLook {
  readonly rows: Float32Array
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
  const judged = judgeRows(trees, rows, wideCount)
  for (const [i, index] of indexes.entries()) own[index] = judged[i] ?? 0
  return joinItems(survey.passages, own)
}

/** How many numbers a row has the second time. */
export const wideCount = featureNames.length + secondLookNames.length

/** The rows of those passages that are judged again, with what was first thought of the page's passages added. */
export function widenRows(
  { passages, places, isTitle }: Omit<Survey, 'bodies'>,
  { rows, likely }: FirstLook,
): { readonly indexes: readonly number[]; readonly rows: Float32Array } {
  const width = featureNames.length
  const look = lookAgain({ passages, places }, likely, isTitle)
  const indexes = passages.flatMap((_, index) => ((likely[index] ?? 0) < minLikely ? [] : [index]))
  const wide = new Rows(indexes.length * wideCount)
  for (const index of indexes) {
    wide.append(rows, index * width, width)
    writeSecondLook(wide, look, index)
  }
  return { indexes, rows: wide.values }
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
