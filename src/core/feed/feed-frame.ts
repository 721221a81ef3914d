import { Feed, type FeedOptions } from 'feed'
import { hashUuid } from '../digest.ts'
import { formatPath } from '../page/path.ts'
import type { Edition, EditionFormat } from './edition.ts'
import { addressOf } from './slots.ts'
import { keepReferences } from './xml-text.ts'

/** Where RSS 1.0 tells how often a feed changes (web.resource.org/rss/1.0/modules/syndication). */
export const syndicationNamespace = 'http://purl.org/rss/1.0/modules/syndication/'

/** How often an aggregator is expected: once an hour. Asking more often, with validators, is answered all the same. */
export const expectedRate = { 'sy:updatePeriod': 'hourly', 'sy:updateFrequency': '1' } as const

/** Where the history of feeds is told in XML (RFC 5005 §2). */
export const historyNamespace = 'http://purl.org/syndication/history/1.0'

/**
 * A `Feed` of the `feed` package without entries, to be written in one format: what is added for one would leak into
 * the others.
 */
export function feedFrame(edition: Edition, format: EditionFormat): Feed {
  const written = format === 'json' ? (text: string) => text : keepReferences
  const options: FeedOptions = {
    id: `urn:uuid:${hashUuid(`edition ${edition.slug} ${edition.title}`)}`,
    title: written(edition.title),
    description: written(edition.description),
    link: addressOf(formatPath({ kind: 'list', slug: edition.slug, page: 1 })),
    feedLinks: { [format]: addressOf(edition.paging.self) },
    updated: new Date(edition.updatedMs),
    generator: false,
    ...(edition.rights !== null && { copyright: written(edition.rights) }),
  }
  return new Feed(options)
}

/** The links from this document to its neighbours in the chain of archive documents (RFC 5005 §4). */
export function archiveLinks(edition: Edition): readonly { readonly rel: string; readonly href: string }[] {
  const { current, previous, next } = edition.paging
  const links = { current, 'prev-archive': previous, 'next-archive': next }
  return Object.entries(links).flatMap(([rel, path]) =>
    path === null ? [] : [{ rel, href: addressOf(path) }],
  )
}

/** Whether this document is one of the archive, which alone name the subscription document as another. */
export function isArchiveDocument(edition: Edition): boolean {
  return edition.paging.current !== null
}
