import { writeAtom } from './atom.ts'
import type { Edition, EditionFormat } from './edition.ts'
import { writeJsonFeed } from './json-feed.ts'
import { writeRss } from './rss.ts'

const writers = { rss: writeRss, atom: writeAtom, json: writeJsonFeed } as const satisfies Record<
  EditionFormat,
  (edition: Edition) => string
>

/** An edition as a document without a host name: every address of ours begins with `baseMarker`; see `fillSlots`. */
export function writeEdition(edition: Edition, format: EditionFormat): string {
  return writers[format](edition)
}
