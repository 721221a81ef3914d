import { toIso } from '../instant.ts'
import { addressOfFeed } from './moved-feed.ts'
import type { Source, SourceState } from './source.ts'

/** What the operator has to know or do about the addresses of a source's feeds, a sentence for each. */
export function describeFeeds(
  { id, feeds }: Pick<Source, 'id' | 'feeds'>,
  state: SourceState | null,
): string[] {
  return (state?.feeds ?? [])
    .filter(feed => feeds.includes(feed.url))
    .flatMap(feed => {
      if (feed.goneAtMs !== undefined)
        return [
          `${feed.url} is gone since ${toIso(Math.floor(feed.goneAtMs / 1000) * 1000)} and not asked any more; if it is back: tamizdat sources resume ${id}`,
        ]
      const address = addressOfFeed(feed)
      if (address === feed.url) return []
      return [`${feed.url} has moved for good and is asked at ${address}; put that into the configuration`]
    })
}
