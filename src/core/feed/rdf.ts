import { parseRdfFeed, type RdfFeed } from 'feedsmith'
import { alternateLink, firstDate, namesOf } from './entry-parts.ts'
import type { Entry, Feed } from './feed.ts'
import { foldText, likelyPlainText } from './plain-text.ts'
import { resolveBase, resolveUrl } from './reference.ts'

/**
 * RSS 0.90 and 1.0 as a feed.
 * @param url where it was found, against which its references are resolved.
 */
export function parseRdf(text: string, url: string | null): Feed {
  const feed = parseRdfFeed(text)
  const base = resolveBase(feed.xml?.base, url)
  return {
    format: 'rdf',
    title: likelyPlainText(feed.title ?? feed.dc?.titles?.[0]),
    url: resolveUrl(feed.link, base),
    language: foldText(feed.dc?.languages?.[0] ?? feed.xml?.lang),
    ttlMinutes: null,
    entries: (feed.items ?? []).map(item => readItem(item, base)),
  }
}

function readItem(item: RdfFeed.Item<string>, feedBase: string | null): Entry {
  const base = resolveBase(item.xml?.base, feedBase)
  return {
    id: item.rdf?.about ?? null,
    url: resolveUrl(item.link ?? alternateLink(item.atom?.links) ?? item.rdf?.about, base),
    title: likelyPlainText(item.title ?? item.dc?.titles?.[0]),
    publishedMs: firstDate(item.dc?.dates?.[0], item.dcterms?.issued?.[0]),
    updatedMs: firstDate(item.dcterms?.modified?.[0]),
    authors: namesOf(item.dc?.creators ?? []),
    categories: namesOf(item.dc?.subjects ?? []),
    summary: item.description ?? item.dc?.descriptions?.[0] ?? null,
    content: item.content?.encoded ?? null,
  }
}
