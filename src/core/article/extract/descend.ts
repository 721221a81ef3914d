import { type Element, isTag } from 'domhandler'

/** Elements that hold running text and no body. */
export const paragraphNames = new Set(
  'p li pre blockquote td th dd dt h1 h2 h3 h4 h5 h6 figcaption'.split(' '),
)

/** Goes down from an element as long as one child has nearly all of an amount. */
export function descend(from: Element, total: number, amountIn: (element: Element) => number): Element {
  let at = from
  for (;;) {
    const next = at.children.filter(isTag).find(child => amountIn(child) >= total * 0.95)
    if (next === undefined || paragraphNames.has(next.name)) return at
    at = next
  }
}
