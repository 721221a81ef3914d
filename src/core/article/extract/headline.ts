import { lettersOf } from '../../html/letters.ts'
import { lineAt, type Outline } from './outline.ts'

const headingNames = new Set(['h1', 'h2', 'h3', 'h4'])

/** The heading on the page that says the article's title; else the page's first `h1`; -1 for none. */
export function findHeadline(outline: Outline, title: string | null): number {
  const wanted = lettersOf(title ?? '')
  let first = -1
  for (let at = 1; at < outline.elements.length; at++) {
    const name = outline.elements[at]?.name ?? ''
    if (outline.isCut[at] === 1 || !headingNames.has(name)) continue
    if (first === -1 && name === 'h1') first = at
    const own = lettersOf(lineAt(outline, at))
    if (
      own.length >= 8 &&
      (own === wanted || wanted.startsWith(own) || (own.startsWith(wanted) && wanted.length >= 8))
    )
      return at
  }
  return first
}
