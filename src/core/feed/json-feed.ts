import { type JsonFeed, parseJsonFeed as readJsonFeed } from 'feedsmith'
import { toIso } from '../instant.ts'
import { cleanEdition, cleanEntry } from './clean-edition.ts'
import type { Edition, EditionEntry } from './edition.ts'
import { authorsOf, contentOf } from './entry-markup.ts'
import { firstDate, namesOf } from './entry-parts.ts'
import type { Entry, Feed } from './feed.ts'
import { feedFrame } from './feed-frame.ts'
import { foldText } from './plain-text.ts'
import { resolveUrl } from './reference.ts'
import { addressOf } from './slots.ts'
import { escapeXml } from './xml-text.ts'

/** An edition as JSON Feed 1.1 (jsonfeed.org/version/1.1), one item a line. */
export function writeJsonFeed(edition: Edition): string {
  const clean = cleanEdition(edition)
  const { language, paging } = clean
  // `feed` writes version 1, which knows neither languages nor several authors.
  const head: Readonly<Record<string, unknown>> = JSON.parse(feedFrame(clean, 'json').json1())
  const frame = JSON.stringify({
    ...head,
    version: 'https://jsonfeed.org/version/1.1',
    ...(language === null ? {} : { language }),
    ...(paging.previous === null ? {} : { next_url: addressOf(paging.previous) }),
    // Last, so that the entries can be added to it.
    items: undefined,
  })
  const items = clean.entries.map(entry => `\n${JSON.stringify(jsonItem(entry))}`)
  return `${frame.slice(0, -1)},"items":[${items.join(',')}\n]}\n`
}

/** One entry as a JSON Feed item. */
export function writeJsonEntry(entry: EditionEntry): string {
  return JSON.stringify(jsonItem(cleanEntry(entry)))
}

function jsonItem(entry: EditionEntry) {
  const content = contentOf(entry)
  return {
    id: entry.id,
    url: addressOf(entry.path),
    title: entry.title,
    ...(content === null
      ? { content_text: entry.summary }
      : { content_html: content, summary: entry.summary }),
    date_published: toIso(entry.publishedMs),
    date_modified: toIso(entry.updatedMs),
    authors: authorsOf(entry).map(name => ({ name })),
    tags: entry.categories,
    language: entry.language,
  }
}

/**
 * JSON Feed 1.0 and 1.1 as a feed.
 * @param url where it was found, against which its references are resolved.
 */
export function parseJsonFeed(text: string, url: string | null): Feed {
  const feed = readJsonFeed(text)
  const feedAuthors = namesOf((feed.authors ?? []).map(author => author.name))
  return {
    format: 'json',
    title: foldText(feed.title),
    url: resolveUrl(feed.home_page_url, url),
    language: foldText(feed.language),
    ttlMinutes: null,
    entries: (feed.items ?? []).map(item => readItem(item, url, feedAuthors)),
  }
}

function readItem(item: JsonFeed.Item<string>, base: string | null, feedAuthors: readonly string[]): Entry {
  const own = namesOf((item.authors ?? []).map(author => author.name))
  return {
    id: item.id ?? null,
    url: resolveUrl(item.url ?? item.external_url, base),
    title: foldText(item.title),
    publishedMs: firstDate(item.date_published),
    updatedMs: firstDate(item.date_modified),
    authors: own.length > 0 ? own : feedAuthors,
    categories: namesOf(item.tags ?? []),
    summary: item.summary === undefined ? null : escapeXml(item.summary),
    content: item.content_html ?? (item.content_text === undefined ? null : escapeXml(item.content_text)),
  }
}
