import { rawText } from '../../html/text.ts'
import { descend } from './descend.ts'
import { kinds } from './kinds.ts'
import { linkShareAt, type Measures } from './measure.ts'
import { scoreOfNames } from './names.ts'
import { childrenAt, findInside, type Outline } from './outline.ts'

const startScores: Readonly<Record<string, number>> = {
  article: 15,
  main: 10,
  section: 2,
  div: 5,
  pre: 3,
  td: 3,
  blockquote: 3,
  address: -3,
  ol: -3,
  ul: -3,
  dl: -3,
  dd: -3,
  dt: -3,
  li: -3,
  form: -3,
  h1: -5,
  h2: -5,
  h3: -5,
  h4: -5,
  h5: -5,
  h6: -5,
  th: -5,
}
const maxLevels = 5

/** The element into which most prose flows, with those of its neighbours that are like it. */
export function findDensest(outline: Outline, headline: number, measures: Measures): readonly number[] {
  const scores = scoreElements(outline, measures)
  const weigh = (at: number): number =>
    (scores.get(at) ?? 0) * (1 - linkShareAt(measures, at)) * (isApart(outline, at, headline) ? 0.4 : 1)
  let best = 0
  let most = weigh(0)
  for (const at of scores.keys()) {
    const weight = weigh(at)
    if (weight > most || best === 0) {
      best = at
      most = weight
    }
  }
  best = climb(best, { outline, scores, measures })
  const whole = findClean(outline, measures)
  const { prose } = measures
  // The page as a whole is no find.
  const isPart = best === 0 || (prose[best] ?? 0) < (prose[whole ?? best] ?? 0) * 0.6
  return whole !== null && isPart ? [whole] : withSiblings(best, { outline, scores, measures })
}

interface Scored {
  readonly outline: Outline
  /** In the order in which prose was first found in them. */
  readonly scores: ReadonlyMap<number, number>
  readonly measures: Measures
}

/** All that is left of a page, where that is nearly nothing but prose: a body built of many sections. */
function findClean(outline: Outline, measures: Measures): number | null {
  const { text, prose } = measures
  const whole = descend(outline, prose[0] ?? 0, prose)
  return (prose[whole] ?? 0) > (text[whole] ?? 0) * 0.7 && linkShareAt(measures, whole) < 0.13 ? whole : null
}

/** Whether nothing but the page itself holds both the element and the headline. */
function isApart(outline: Outline, at: number, headline: number): boolean {
  if (headline === -1 || at === 0) return false
  return topOf(outline, at) !== (outline.isCut[headline] === 1 ? -1 : topOf(outline, headline))
}

/** The part of the page, right below its root, in which an element stands. */
function topOf({ parents }: Outline, from: number): number {
  let at = from
  for (let around = parents[at] ?? -1; around > 0; around = parents[at] ?? -1) at = around
  return at
}

function scoreElements(outline: Outline, measures: Measures): ReadonlyMap<number, number> {
  const { elements, parents, kinds: own, isCut } = outline
  const scores = new Map<number, number>()
  for (let at = 1; at < elements.length; at++) {
    const element = elements[at]
    if (element === undefined) break
    const { name } = element
    if (isCut[at] === 1 || ((own[at] ?? 0) & kinds.paragraph) === 0 || /^h|figcaption/.test(name)) continue
    const length = measures.text[at] ?? 0
    if (length < 25 || findInside(outline, at, kinds.paragraph) !== -1) continue
    const commas = rawText(element).match(commaSigns)?.length ?? 0
    const worth =
      (1 + commas + Math.min(Math.floor(length / 100), 3)) *
      (name === 'li' ? 0.3 : 1) *
      (1 - linkShareAt(measures, at))
    let level = 0
    for (let around = parents[at] ?? -1; around >= 0 && level < maxLevels; around = parents[around] ?? -1) {
      const share = level === 0 ? 1 : level === 1 ? 0.5 : 1 / (level * 3)
      scores.set(around, (scores.get(around) ?? startScore(outline, around)) + worth * share)
      level++
    }
  }
  return scores
}

const commaSigns = /[,،、，。]/g

function startScore({ elements, namings }: Outline, at: number): number {
  return (startScores[elements[at]?.name ?? ''] ?? 0) + scoreOfNames(namings[at]?.written ?? '')
}

/** A parent into which more prose flows, or that adds prose and little else, is the better body. */
function climb(best: number, { outline, scores, measures: { text, prose } }: Scored): number {
  const { parents } = outline
  let at = best
  let last = scores.get(best) ?? 0
  const threshold = last / 3
  for (let around = parents[best] ?? -1; around > 0; around = parents[around] ?? -1) {
    const score = scores.get(around) ?? 0
    if (score < threshold) break
    if (score > last) {
      at = around
      break
    }
    last = score
  }
  for (let around = parents[at] ?? -1; around > 0; around = parents[around] ?? -1) {
    const added = (text[around] ?? 0) - (text[at] ?? 0)
    if (added > 0 && (prose[around] ?? 0) - (prose[at] ?? 0) < added * 0.75) break
    at = around
  }
  return at
}

function withSiblings(best: number, { outline, scores, measures }: Scored): readonly number[] {
  const { elements, parents, marks } = outline
  const around = parents[best] ?? -1
  if (around < 0) return [best]
  const classes = marks[best]?.classes ?? ''
  const top = scores.get(best) ?? 0
  const threshold = Math.max(10, top * 0.2)
  return childrenAt(outline, around).filter(sibling => {
    if (sibling === best) return true
    const links = linkShareAt(measures, sibling)
    const isAlike = classes !== '' && marks[sibling]?.classes === classes
    if ((scores.get(sibling) ?? 0) + (isAlike ? top * 0.2 : 0) >= threshold && links < 0.4) return true
    return elements[sibling]?.name === 'p' && (measures.text[sibling] ?? 0) > 80 && links < 0.25
  })
}
