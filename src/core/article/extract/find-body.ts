import type { Element } from 'domhandler'
import { elementsOf, isWithin } from '../../html/tree.ts'
import { findDensest } from './find-densest.ts'
import { findStated } from './find-stated.ts'
import { type Measures, measure } from './measure.ts'
import { isBodyNamed } from './names.ts'

/**
 * Finds the elements that hold the body, in document order: where JSON-LD states it, where the markup marks it, else
 * where the prose is densest.
 */
export function findBody(
  root: Element,
  headline: Element | null,
  statedBody: string | null,
): readonly Element[] {
  const measures = measure(root)
  const stated = statedBody === null ? null : findStated(root, statedBody)
  if (stated !== null) return [stated]
  const marked = findMarked(root, measures)
  if (marked !== null) return [marked]
  return findDensest(root, headline, measures)
}

/** The tightest element that the page calls its article's body and that holds most of the page's prose. */
function findMarked(root: Element, measures: Measures): Element | null {
  const all = measures.get(root)?.prose ?? 0
  const elements = elementsOf(root)
  const stated = elements.filter(({ attribs }) =>
    /(?:^|\s)articleBody(?:\s|$)/i.test(attribs['itemprop'] ?? ''),
  )
  const best = tightest(stated, measures, all * 0.4)
  if (best !== null) return best
  const named = elements.filter(isBodyNamed)
  return tightest(named, measures, all * 0.5)
}

function tightest(candidates: readonly Element[], measures: Measures, min: number): Element | null {
  let best: Element | null = null
  for (const candidate of candidates) {
    const prose = measures.get(candidate)?.prose ?? 0
    if (prose < Math.max(min, 250)) continue
    const bestProse = best === null ? 0 : (measures.get(best)?.prose ?? 0)
    // Candidates come outermost first: an inner one is taken if it loses little.
    if (best === null || (isWithin(candidate, best) ? prose >= bestProse * 0.92 : prose > bestProse))
      best = candidate
  }
  return best
}
