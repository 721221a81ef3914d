import { findDensest } from './find-densest.ts'
import { findStated } from './find-stated.ts'
import { type Measures, measure } from './measure.ts'
import { bodyTest } from './names.ts'
import { isInside, type Outline } from './outline.ts'

/**
 * Finds the elements that hold the body, in document order: where JSON-LD states it, where the markup marks it, else
 * where the prose is densest.
 */
export function findBody(outline: Outline, headline: number, statedBody: string | null): readonly number[] {
  const measures = measure(outline)
  const stated = statedBody === null ? null : findStated(outline, statedBody)
  if (stated !== null) return [stated]
  const marked = findMarked(outline, measures)
  if (marked !== null) return [marked]
  return findDensest(outline, headline, measures)
}

/** The tightest element that the page calls its article's body and that holds most of the page's prose. */
function findMarked(outline: Outline, measures: Measures): number | null {
  const all = measures.prose[0] ?? 0
  const stated: number[] = []
  const named: number[] = []
  for (let at = 1; at < outline.elements.length; at++) {
    if (outline.isCut[at] === 1) continue
    const itemprop = outline.marks[at]?.itemprop ?? ''
    if (itemprop !== '' && /(?:^|\s)articleBody(?:\s|$)/i.test(itemprop)) stated.push(at)
    if (((outline.namings[at]?.bits ?? 0) & bodyTest.bit) !== 0) named.push(at)
  }
  const find = (candidates: readonly number[], min: number) =>
    tightest(outline, candidates, { measures, min })
  return find(stated, all * 0.4) ?? find(named, all * 0.5)
}

function tightest(
  outline: Outline,
  candidates: readonly number[],
  { measures, min }: { readonly measures: Measures; readonly min: number },
): number | null {
  let best: number | null = null
  for (const candidate of candidates) {
    const prose = measures.prose[candidate] ?? 0
    if (prose < Math.max(min, 250)) continue
    const bestProse = best === null ? 0 : (measures.prose[best] ?? 0)
    // Candidates come outermost first: an inner one is taken if it loses little.
    if (best === null || (isInside(outline, candidate, best) ? prose >= bestProse * 0.92 : prose > bestProse))
      best = candidate
  }
  return best
}
