import { decodeBase64Url } from '../../base64url.ts'
import { type BoostedTrees, judgeRow, readTrees } from './boosted-trees.ts'
import { lookAgain } from './features/look-again.ts'
import { Rows } from './features/rows.ts'
import { secondLookNames, writeSecondLook } from './features/second-look.ts'
import { featureNames, measurePassages } from './passage-features.ts'
import type { Passage } from './passages.ts'
import type { Survey } from './survey-page.ts'
import { findTitles } from './title-passages.ts'
import { firstWeights, secondWeights } from './weights.ts'

const items = new Set(['li', 'td', 'th', 'dd', 'dt'])

/**
 * How sure the trees are of each passage that it belongs to the body. They judge twice: the second time they know what
 * was first thought of the passages around.
 */
export function judgePassages(survey: Omit<Survey, 'bodies'>): Float32Array {
  const { passages, places, hints } = survey
  const { first, second } = learned()
  const rows = measurePassages(passages, places, hints)
  return judgeRows(passages, widenRows(survey, rows, judgeRows(passages, rows, first)), second)
}

/** What some trees say of rows that are measured already; the items of one list stand or fall together. */
export function judgeRows(
  passages: readonly Passage[],
  rows: Float32Array,
  trees: BoostedTrees,
): Float32Array {
  const width = rows.length / passages.length
  const own = new Float32Array(passages.length)
  for (let index = 0; index < passages.length; index++) own[index] = judgeRow(trees, rows, index * width)
  return joinItems(passages, own)
}

/** Adds to the rows of a page what was first thought of its passages. */
export function widenRows(
  { passages, places, hints }: Omit<Survey, 'bodies'>,
  rows: Float32Array,
  likely: Float32Array,
): Float32Array {
  const width = featureNames.length
  const look = lookAgain({ passages, places }, likely, findTitles(passages, hints.title))
  const wide = new Rows(passages.length * (width + secondLookNames.length))
  for (let index = 0; index < passages.length; index++) {
    wide.append(rows.subarray(index * width, (index + 1) * width))
    writeSecondLook(wide, look, index)
  }
  return wide.values
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
