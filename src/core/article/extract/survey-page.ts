import type { Element } from 'domhandler'
import { elementsOf } from '../../html/tree.ts'
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
  const headline = findHeadline(root, facts.title)
  dropChrome(root, headline, drop)
  dropImprint(root, drop)
  dropTeaserLists(root, drop)
  const bodies = findBody(root, headline, facts.statedBody)
  const inside = new Set(bodies.flatMap(body => [body, ...elementsOf(body)]))
  const left = new Set([root, ...elementsOf(root)])
  const standings = passages.map(({ element }) => (inside.has(element) ? 2 : left.has(element) ? 1 : 0))
  const { title, byline, summary, statedBody } = facts
  return { passages, hints: { title, byline, summary, statedBody, standings }, bodies }
}
