import type { Element } from 'domhandler'
import { elementsOf, parentElement } from '../../html/tree.ts'
import { dropChrome } from './chrome.ts'
import type { Drop } from './drop.ts'
import type { Facts } from './facts.ts'
import { findBody } from './find-body.ts'
import { findHeadline } from './headline.ts'
import type { PageHints } from './passage-features.ts'
import { type Passage, readPassages } from './passages.ts'
import { dropImprint, dropTeaserLists } from './teasers.ts'

/** What the trees are asked about: a page's passages, with what its metadata and the rules say of them. */
export interface Survey {
  readonly passages: readonly Passage[]
  readonly hints: PageHints
  /** Where the rules alone find the body. */
  readonly bodies: readonly Element[]
}

/**
 * Looks at a page that stands in paragraphs. What the rules take for its surroundings is cut off from the root, but
 * stays whole in the passages, of which the trees may choose it again.
 */
export function surveyPage(
  root: Element,
  facts: Pick<Facts, 'title' | 'byline' | 'summary' | 'statedBody'>,
  drop: Drop,
): Survey {
  const passages = readPassages(root)
  const elements = elementsOf(root)
  const headline = findHeadline(elements, facts.title)
  dropChrome(root, elements, { headline, drop })
  const left = elementsOf(root)
  dropImprint(left, drop)
  dropTeaserLists(root, left, drop)
  const bodies = findBody(root, headline, facts.statedBody)
  const standings = passages.map(({ element }) => standingOf(element, root, bodies))
  const { title, byline, summary, statedBody } = facts
  return { passages, hints: { title, byline, summary, statedBody, standings }, bodies }
}

/** 2 in one of the bodies, which may stand around the root itself, 1 elsewhere under the root, 0 where it was cut off. */
function standingOf(element: Element, root: Element, bodies: readonly Element[]): number {
  let standing = 0
  for (let at: Element | null = element; at !== null; at = parentElement(at)) {
    if (bodies.includes(at)) return 2
    if (at === root) standing = 1
  }
  return standing
}
