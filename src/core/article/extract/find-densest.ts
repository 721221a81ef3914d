import { type Element, isTag } from 'domhandler'
import { rawText } from '../../html/text.ts'
import { elementsOf, findElement, isWithin, parentElement } from '../../html/tree.ts'
import { descend, paragraphNames } from './descend.ts'
import { emptyMeasure, linkShare, type Measures } from './measure.ts'
import { askOfNames } from './names.ts'

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
const goodNames = /article|body|content|entry|main|page|post|text|blog|story|news/i
const badNames =
  /hidden|banner|combx|comment|com-|contact|foot|gdpr|masthead|media|meta|outbrain|promo|related|scroll|share|shoutbox|sidebar|skyscraper|sponsor|shopping|tags|widget|teaser|list/i
const maxLevels = 5

/** The element into which most prose flows, with those of its neighbours that are like it. */
export function findDensest(root: Element, headline: Element | null, measures: Measures): readonly Element[] {
  const scores = scoreElements(root, measures)
  const weigh = (element: Element): number =>
    (scores.get(element) ?? 0) *
    (1 - linkShare(measures.get(element) ?? emptyMeasure)) *
    (isApart(element, headline, root) ? 0.4 : 1)
  let best = root
  for (const [element] of scores) if (weigh(element) > weigh(best) || best === root) best = element
  best = climb(best, root, scores, measures)
  const whole = findClean(root, measures)
  const isPart = (measures.get(best)?.prose ?? 0) < (measures.get(whole ?? best)?.prose ?? 0) * 0.6
  return whole !== null && isPart ? [whole] : withSiblings(best, scores, measures)
}

/** All that is left of a page, where that is nearly nothing but prose: a body built of many sections. */
function findClean(root: Element, measures: Measures): Element | null {
  const whole = descend(root, measures.get(root)?.prose ?? 0, element => measures.get(element)?.prose ?? 0)
  const own = measures.get(whole) ?? emptyMeasure
  return own.prose > own.text * 0.7 && linkShare(own) < 0.13 ? whole : null
}

/** Whether nothing but the page itself holds both the element and the headline. */
function isApart(element: Element, headline: Element | null, root: Element): boolean {
  if (headline === null) return false
  const top = ancestorBelow(element, root)
  return top !== null && top !== ancestorBelow(headline, root)
}

function ancestorBelow(element: Element, root: Element): Element | null {
  let at: Element | null = element
  while (at !== null && at.parent !== root) at = parentElement(at)
  return at
}

function scoreElements(root: Element, measures: Measures): ReadonlyMap<Element, number> {
  const scores = new Map<Element, number>()
  for (const element of elementsOf(root)) {
    if (!paragraphNames.has(element.name) || /^h|figcaption/.test(element.name)) continue
    const own = measures.get(element) ?? emptyMeasure
    if (own.text < 25 || findElement(element, ({ name }) => paragraphNames.has(name)) !== null) continue
    const commas = rawText(element).match(/[,،、，。]/g)?.length ?? 0
    const worth =
      (1 + commas + Math.min(Math.floor(own.text / 100), 3)) *
      (element.name === 'li' ? 0.3 : 1) *
      (1 - linkShare(own))
    let level = 0
    for (
      let at = parentElement(element);
      at !== null && level < maxLevels && isWithin(at, root);
      at = parentElement(at)
    ) {
      const share = level === 0 ? 1 : level === 1 ? 0.5 : 1 / (level * 3)
      scores.set(at, (scores.get(at) ?? startScore(at)) + worth * share)
      level++
    }
  }
  return scores
}

function startScore(element: Element): number {
  return (startScores[element.name] ?? 0) + scoreOfNames(element)
}

const scoreOfNames = askOfNames(
  ({ written }) => (goodNames.test(written) ? 25 : 0) - (badNames.test(written) ? 25 : 0),
)

/** A parent into which more prose flows, or that adds prose and little else, is the better body. */
function climb(
  best: Element,
  root: Element,
  scores: ReadonlyMap<Element, number>,
  measures: Measures,
): Element {
  let at = best
  let last = scores.get(best) ?? 0
  const threshold = last / 3
  for (let parent = parentElement(best); parent !== null && parent !== root; parent = parentElement(parent)) {
    const score = scores.get(parent) ?? 0
    if (score < threshold) break
    if (score > last) at = parent
    if (score > last) break
    last = score
  }
  for (let parent = parentElement(at); parent !== null && parent !== root; parent = parentElement(parent)) {
    const inside = measures.get(at) ?? emptyMeasure
    const around = measures.get(parent) ?? emptyMeasure
    const added = around.text - inside.text
    if (added > 0 && around.prose - inside.prose < added * 0.75) break
    at = parent
  }
  return at
}

function withSiblings(
  best: Element,
  scores: ReadonlyMap<Element, number>,
  measures: Measures,
): readonly Element[] {
  const parent = parentElement(best)
  if (parent === null || best.name === 'body') return [best]
  const top = scores.get(best) ?? 0
  const threshold = Math.max(10, top * 0.2)
  return parent.children.filter(isTag).filter(sibling => {
    if (sibling === best) return true
    const own = measures.get(sibling) ?? emptyMeasure
    const sameClass =
      best.attribs['class'] !== undefined && sibling.attribs['class'] === best.attribs['class']
    if ((scores.get(sibling) ?? 0) + (sameClass ? top * 0.2 : 0) >= threshold && linkShare(own) < 0.4)
      return true
    return sibling.name === 'p' && own.text > 80 && linkShare(own) < 0.25
  })
}
