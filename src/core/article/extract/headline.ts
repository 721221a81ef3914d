import type { Element } from 'domhandler'
import { lettersOf } from '../../html/letters.ts'
import { elementsOf } from '../../html/tree.ts'
import { knownLine } from './known-line.ts'

/** The heading on the page that says the article's title; else the page's first `h1`. */
export function findHeadline(root: Element, title: string | null): Element | null {
  const headings = elementsOf(root).filter(({ name }) => /^h[1-4]$/.test(name))
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
