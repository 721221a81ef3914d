import type { Element } from 'domhandler'

/**
 * How elements are taken out of the page. An element that was taken out has no parent and no neighbour at once, but
 * stands in its parent's list of children until these are swept: one pass over a list in place of one for each element,
 * of which a page may have 200,000 in one parent.
 */
export interface Drop {
  /**
   * Takes an element out of the page and remembers why.
   * @returns whether it did: what the operator's rules keep stays.
   */
  take(element: Element, step: string, reason: string): boolean
  /** Clears the lists of children; before anything around what was taken out is read, so at the end of each step. */
  sweep(): void
}
