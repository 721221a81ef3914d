import { findBoxes } from './boxes.ts'
import { findOtherArticles } from './other-articles.ts'
import { findStrayLines } from './stray-lines.ts'
import type { Survey } from './survey-page.ts'

/**
 * Finds what the trees chose and is yet none of the body: it looks like one, and is another's, stands in a box beside it, or
 * says by its words that it is no text.
 * @returns why, by the passage's number.
 */
export function leaveOut(
  survey: Pick<Survey, 'passages' | 'places' | 'isTitle'>,
  chosen: readonly boolean[],
  byline: readonly string[] | null,
): ReadonlyMap<number, string> {
  const why = new Map(findOtherArticles(survey, chosen).map(index => [index, 'of another article']))
  for (const index of findBoxes(survey, without(chosen, why))) why.set(index, 'in a box beside the text')
  for (const [index, reason] of findStrayLines(survey.passages, without(chosen, why), byline))
    why.set(index, reason)
  return why
}

function without(chosen: readonly boolean[], why: ReadonlyMap<number, string>): readonly boolean[] {
  return why.size === 0 ? chosen : chosen.map((isChosen, index) => isChosen && !why.has(index))
}
