import { findOtherArticles } from './other-articles.ts'
import { findStrayLines } from './stray-lines.ts'
import type { Survey } from './survey-page.ts'

/**
 * Finds what the trees chose and is yet none of the body: it looks like one, and is another's, or says by its words that it
 * is no text.
 * @returns why, by the passage's number.
 */
export function leaveOut(
  survey: Pick<Survey, 'passages' | 'places' | 'isTitle'>,
  chosen: readonly boolean[],
  byline: readonly string[] | null,
): ReadonlyMap<number, string> {
  const others = new Map(findOtherArticles(survey, chosen).map(index => [index, 'of another article']))
  const own = others.size === 0 ? chosen : chosen.map((isChosen, index) => isChosen && !others.has(index))
  return new Map([...others, ...findStrayLines(survey.passages, own, byline)])
}
