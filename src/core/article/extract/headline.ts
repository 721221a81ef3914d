import type { Element } from 'domhandler'
import { lettersOf } from '../../html/letters.ts'
import { knownLine } from './known-line.ts'

const headingNames = new Set(['h1', 'h2', 'h3', 'h4'])

/** The heading on the page that says the article's title; else the page's first `h1`. */
export function findHeadline(elements: readonly Element[], title: string | null): Element | null {
  const headings = elements.filter(({ name }) => headingNames.has(name))
  const wanted = lettersOf(title ?? '')
  const same = headings.find(heading => {
    const own = lettersOf(knownLine(heading))
    return (
      own.length >= 8 &&
      (own === wanted || wanted.startsWith(own) || (own.startsWith(wanted) && wanted.length >= 8))
    )
  })
  return same ?? headings.find(({ name }) => name === 'h1') ?? null
}
