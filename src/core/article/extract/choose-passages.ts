import { isLead } from './inset.ts'
import type { Passage } from './passages.ts'
import type { Survey } from './survey-page.ts'
import { legal } from './teasers.ts'

const enough = 0.5
/** What the rules cut off comes back only if the trees are surer than this … */
const sureOfDropped = 0.65
/** … and where the rules found nearly all of the body, only if they are surer still: it may be an inset. */
const sureOfInset = 0.9
const nearlyAll = 0.8
/** Of passages with the same words in different places one is taken; shorter ones may well be said twice. */
const minTwin = 80
/** Characters of prose in one place that are hardly anything but an article. */
const minDensest = 500
/** By how much a later twin must be likelier than an earlier one. */
const twinMargin = 0.1

/** Which passages make the body: those with which the expected F1 is highest, as characters go. */
export function choosePassages(
  passages: readonly Passage[],
  { isTitle, standings }: Pick<Survey, 'isTitle'> & Pick<Survey['hints'], 'standings'>,
  likely: Float32Array,
): readonly boolean[] {
  const likelihood = (index: number): number => likely[index] ?? 0
  const candidates = findCandidates(passages, isTitle, likelihood)
  const bar = Math.min(barOf(passages, candidates, likelihood), enough)
  const isChosen = passages.map(() => false)
  for (const index of candidates)
    isChosen[index] =
      likelihood(index) >= bar && (likelihood(index) >= sureOfInset || !leadsAway(passages[index]))
  if (!passages.some(({ isProse }, index) => isChosen[index] && isProse)) {
    const rest = new Set(findDensest(passages, candidates))
    if (rest.size > 0) return passages.map((_, index) => rest.has(index))
  }
  const lengthOf = (isCounted: (index: number) => boolean): number =>
    passages.reduce((sum, { length }, index) => (isChosen[index] && isCounted(index) ? sum + length : sum), 0)
  const inBody = lengthOf(index => standings[index] === 2)
  if (inBody === 0) return withoutLastHeadings(isChosen, passages)
  const left = lengthOf(index => standings[index] !== 0 || likelihood(index) >= sureOfDropped)
  const sure = inBody >= left * nearlyAll ? sureOfInset : sureOfDropped
  return withoutLastHeadings(
    isChosen.map((chosen, index) => chosen && (standings[index] !== 0 || likelihood(index) >= sure)),
    passages,
  )
}

/** A heading with nothing under it introduced what was not chosen. */
function withoutLastHeadings(isChosen: readonly boolean[], passages: readonly Passage[]): readonly boolean[] {
  const last = isChosen.findLastIndex((chosen, index) => chosen && passages[index]?.isHeading !== true)
  return last < 0 ? isChosen : isChosen.map((chosen, index) => chosen && index <= last)
}

/** A line that leads elsewhere, by a link in it. */
function leadsAway(passage: Passage | undefined): boolean {
  return passage !== undefined && passage.linked > passage.length * 0.3 && isLead(passage.line)
}

/** Where no prose is likely: that of the place where most of it stands, if that is a good deal. */
function findDensest(passages: readonly Passage[], candidates: readonly number[]): readonly number[] {
  const prose = candidates.filter(index => {
    const passage = passages[index]
    return passage?.isProse === true && !legal.test(passage.line)
  })
  const lengthOf = (indexes: readonly number[]): number =>
    indexes.reduce((sum, index) => sum + (passages[index]?.length ?? 0), 0)
  const places = [...Map.groupBy(prose, index => passages[index]?.around).values()]
  const best = places.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0] ?? []
  return lengthOf(best) >= minDensest ? best : []
}

/** All but the title, and all but one of those that say the same in different places. */
function findCandidates(
  passages: readonly Passage[],
  isTitle: readonly boolean[],
  likelihood: (index: number) => number,
): readonly number[] {
  const candidates: number[] = []
  /** Where in `candidates` a line stands, by the first passage that says it. */
  const known = new Map<number, number>()
  for (const [index, { line, first, around }] of passages.entries()) {
    if (isTitle[index]) continue
    const twin = line.length < minTwin ? undefined : known.get(first)
    if (twin === undefined || passages[candidates[twin] ?? -1]?.around === around) {
      if (line.length >= minTwin) known.set(first, candidates.length)
      candidates.push(index)
    } else if (likelihood(index) > likelihood(candidates[twin] ?? index) + twinMargin)
      candidates[twin] = index
  }
  return candidates
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
