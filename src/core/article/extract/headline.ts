import { lettersOf } from '../../html/letters.ts'
import { startOfLine } from '../../html/text.ts'
import type { Outline } from './outline.ts'

const maxLength = 2_000
const headingNames = new Set(['h1', 'h2', 'h3', 'h4'])

/** The heading on the page that says the article's title; else the page's first `h1`; -1 for none. */
export function findHeadline(outline: Outline, title: string | null): number {
  const wanted = lettersOf(title ?? '')
  let first = -1
  for (let at = 1; at < outline.elements.length; at++) {
    const name = outline.elements[at]?.name ?? ''
    if (outline.isCut[at] === 1 || !headingNames.has(name)) continue
    if (first === -1 && name === 'h1') first = at
    // Headings may stand in headings: what is this long says no title, and is not read whole.
    const element = outline.elements[at]
    const own = element === undefined ? '' : lettersOf(startOfLine(element, maxLength).slice(0, maxLength))
    if (
      own.length >= 8 &&
      (own === wanted || wanted.startsWith(own) || (own.startsWith(wanted) && wanted.length >= 8))
    )
      return at
  }
  return first
}
