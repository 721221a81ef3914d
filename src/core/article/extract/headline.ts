import type { Element } from 'domhandler'
import { lineOf } from '../../html/text.ts'
import { elementsOf } from '../../html/tree.ts'

/** The heading on the page that says the article's title; else the page's first `h1`. */
export function findHeadline(root: Element, title: string | null): Element | null {
  const headings = elementsOf(root).filter(({ name }) => /^h[1-4]$/.test(name))
  const wanted = letters(title ?? '')
  const same = headings.find(heading => {
    const own = letters(lineOf(heading))
    return (
      own.length >= 8 &&
      (own === wanted || wanted.startsWith(own) || (own.startsWith(wanted) && wanted.length >= 8))
    )
  })
  return same ?? headings.find(({ name }) => name === 'h1') ?? null
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}
