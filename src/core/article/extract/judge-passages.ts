import { decodeBase64Url } from '../../base64url.ts'
import { lettersOf } from '../../html/letters.ts'
import { type BoostedTrees, judgeRow, readTrees } from './boosted-trees.ts'
import type { PageHints } from './features/page.ts'
import { featureNames, measurePassages } from './passage-features.ts'
import type { Passage } from './passages.ts'
import type { Places } from './places.ts'
import { weights } from './weights.ts'

const enough = 0.5
const items = new Set(['li', 'td', 'th', 'dd', 'dt'])

/** How sure the trees are of each passage that it belongs to the body; the items of one list stand or fall together. */
export function judgePassages(passages: readonly Passage[], places: Places, hints: PageHints): Float32Array {
  return judgeRows(passages, measurePassages(passages, places, hints), learned())
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

/** What the rules cut off comes back only if the trees are surer than this. */
const sureOfDropped = 0.65
/** Of passages with the same words in different places one is taken; shorter ones may well be said twice. */
const minTwin = 80
/** By how much a later twin must be likelier than an earlier one. */
const twinMargin = 0.1

/** Which passages make the body: those with which the expected F1 is highest, as characters go. */
export function choosePassages(
  passages: readonly Passage[],
  { standings, title }: Pick<PageHints, 'standings' | 'title'>,
  likely: Float32Array,
): readonly boolean[] {
  const likelihood = (index: number): number => likely[index] ?? 0
  const candidates = findCandidates(passages, title, likelihood)
  const bar = Math.min(barOf(passages, candidates, likelihood), enough)
  const isChosen = passages.map(() => false)
  for (const index of candidates) isChosen[index] = likelihood(index) >= bar
  const hasBody = isChosen.some((chosen, index) => chosen && standings[index] === 2)
  if (!hasBody) return isChosen
  return isChosen.map(
    (chosen, index) => chosen && (standings[index] !== 0 || likelihood(index) >= sureOfDropped),
  )
}

/** All but the title, which never stands in a body, and all but one of those that say the same. */
function findCandidates(
  passages: readonly Passage[],
  title: string | null,
  likelihood: (index: number) => number,
): readonly number[] {
  const letters = lettersOf(title ?? '')
  const candidates: number[] = []
  /** Where in `candidates` a line stands. */
  const known = new Map<string, number>()
  for (const [index, { element, line, around }] of passages.entries()) {
    if (element.name === 'h1' || (letters !== '' && isTitle(line, letters))) continue
    const twin = line.length < minTwin ? undefined : known.get(line)
    if (twin === undefined || passages[candidates[twin] ?? -1]?.around === around) {
      if (line.length >= minTwin) known.set(line, candidates.length)
      candidates.push(index)
    } else if (likelihood(index) > likelihood(candidates[twin] ?? index) + twinMargin)
      candidates[twin] = index
  }
  return candidates
}

function isTitle(line: string, title: string): boolean {
  return line.length >= title.length && line.length <= title.length * 3 && lettersOf(line) === title
}

/** The likelihood down to which passages are best taken. */
function barOf(
  passages: readonly Passage[],
  candidates: readonly number[],
  likelihood: (index: number) => number,
): number {
  const order = candidates.toSorted((a, b) => likelihood(b) - likelihood(a))
  const sizeOf = (index: number): number => passages[index]?.length ?? 0
  const expected = order.reduce((sum, index) => sum + likelihood(index) * sizeOf(index), 0)
  let right = 0
  let taken = 0
  let best = 0
  let bar = 1
  for (const index of order) {
    right += likelihood(index) * sizeOf(index)
    taken += sizeOf(index)
    const score = (2 * right) / (taken + expected)
    if (score > best) {
      best = score
      bar = likelihood(index)
    }
  }
  return bar
}
