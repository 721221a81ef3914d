import { dropChrome } from './chrome.ts'
import type { Facts } from './facts.ts'
import type { PageHints } from './features/page.ts'
import { findBody } from './find-body.ts'
import { findHeadline } from './headline.ts'
import type { Outline } from './outline.ts'
import { type Passage, readPassages } from './passages.ts'
import type { Places } from './places.ts'
import { dropImprint, dropTeaserLists } from './teasers.ts'
import { findTitles } from './title-passages.ts'

/** What the trees are asked about: a page's passages, with what its metadata and the rules say of them. */
export interface Survey {
  readonly passages: readonly Passage[]
  readonly places: Places
  readonly hints: PageHints
  /** Which passages say the title, which never stands in a body. */
  readonly isTitle: readonly boolean[]
  /** Where the rules alone find the body. */
  readonly bodies: readonly number[]
}

/**
 * Looks at a page that stands in paragraphs. What the rules take for its surroundings is cut out of the outline, but
 * stays whole in the passages, of which the trees may choose it again.
 */
export function surveyPage(outline: Outline, facts: Pick<Facts, 'title' | 'summary' | 'statedBody'>): Survey {
  const { passages, places } = readPassages(outline)
  const headline = findHeadline(outline, facts.title)
  dropChrome(outline, headline)
  dropImprint(outline)
  dropTeaserLists(outline)
  const bodies = findBody(outline, headline, facts.statedBody)
  const isInBody = placesIn(outline, bodies)
  const standings = passages.map(({ at }) => (outline.isCut[at] === 1 ? 0 : isInBody[at] === 1 ? 2 : 1))
  const { title, summary, statedBody } = facts
  return {
    passages,
    places,
    hints: { title, summary, statedBody, standings },
    isTitle: findTitles(passages, title),
    bodies,
  }
}

/** 1 for the bodies and what is in them. */
function placesIn({ ends }: Outline, bodies: readonly number[]): Uint8Array {
  const isIn = new Uint8Array(ends.length)
  for (const body of bodies) isIn.fill(1, body, ends[body])
  return isIn
}
