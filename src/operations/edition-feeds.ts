import { editionFormats } from '../core/feed/edition.ts'
import { formatPath } from '../core/page/path.ts'

/** The feeds that a hub is told of when an edition changes, by their paths below the base. */
export function editionFeeds(slug: string): readonly string[] {
  return editionFormats.map(format =>
    formatPath({ kind: 'feed', slug, format, light: false, archivePage: null }),
  )
}
