import { AppError } from '../errors.ts'
import { toIso } from '../instant.ts'
import { cleanEdition, cleanEntry } from './clean-edition.ts'
import type { Edition, EditionEntry } from './edition.ts'
import { authorsOf, contentOf, isFromElsewhere } from './entry-markup.ts'
import { firstDate, namesOf } from './entry-parts.ts'
import type { Entry, Feed } from './feed.ts'
import { feedFrame } from './feed-frame.ts'
import { readJson } from './json-text.ts'
import { foldText } from './plain-text.ts'
import { maxEntries } from './read-xml-feed.ts'
import { resolveBase, resolveUrl } from './reference.ts'
import { addressOf } from './slots.ts'
import { escapeXml } from './xml-text.ts'

/** An edition as JSON Feed 1.1 (jsonfeed.org/version/1.1), one item a line. */
export function writeJsonFeed(edition: Edition): string {
  const clean = cleanEdition(edition)
  const { language, paging, rights, contact } = clean
  // `feed` writes version 1, which knows neither languages nor several authors.
  const head: Readonly<Record<string, unknown>> = JSON.parse(feedFrame(clean, 'json').json1())
  const frame = JSON.stringify({
    ...head,
    version: 'https://jsonfeed.org/version/1.1',
    ...(language === null ? {} : { language }),
    ...(contact === null ? {} : { authors: [{ name: clean.title, url: contactUrl(contact) }] }),
    ...(rights === null ? {} : { _feed: { rights } }),
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

function contactUrl(contact: string): string {
  return contact.includes('@') ? `mailto:${contact}` : contact
}

// JSON Feed has no place for a source or for rights; a name of one's own begins with an underscore.
function provenanceOf({ sourceName, sourceUrl, originalUrl, rights }: EditionEntry) {
  return {
    source: sourceName,
    ...(sourceUrl === null ? {} : { source_url: sourceUrl }),
    ...(originalUrl === null ? {} : { original_url: originalUrl }),
    ...(rights === null ? {} : { rights }),
  }
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
    ...(isFromElsewhere(entry) ? { _article: provenanceOf(entry) } : {}),
  }
}

/**
 * JSON Feed 1.0 and 1.1 as a feed; members of a wrong type are taken as what they must mean, or passed over.
 * @param url where it was found, against which its references are resolved.
 * @throws SyntaxError for what is no JSON, AppError `feed-unreadable` for JSON that is no feed.
 */
export function readJsonFeed(text: string, url: string | null): Feed {
  const { value, isCutOff } = readJson(text)
  const feed = asObject(Array.isArray(value) ? { items: value } : value)
  const items = listOf(feed['items'])
  if (!('items' in feed) && textOf(feed['version'])?.includes('jsonfeed') !== true)
    throw new AppError('feed-unreadable', 'it has neither items nor the version of JSON Feed')
  const base = resolveBase(textOf(feed['home_page_url'] ?? feed['feed_url']), url)
  const authors = namesIn(feed)
  const entries = items.filter(isObject).map(item => readItem(item, url ?? base, authors))
  return {
    format: 'json',
    title: foldText(textOf(feed['title'])),
    url: resolveUrl(textOf(feed['home_page_url']), url),
    language: foldText(textOf(feed['language'])),
    ttlMinutes: null,
    entries: entries.slice(0, maxEntries),
    isCutOff,
  }
}

function readItem(item: JsonObject, base: string | null, feedAuthors: readonly string[]): Entry {
  const own = namesIn(item)
  const text = textOf(item['content_text'])
  const summary = textOf(item['summary'])
  const address = [item['url'], item['external_url'], item['id']].map(each => resolveUrl(webText(each), base))
  return {
    id: textOf(item['id']) ?? null,
    url: address.find(each => each !== null) ?? null,
    title: foldText(textOf(item['title'])),
    publishedMs: firstDate(textOf(item['date_published'])),
    updatedMs: firstDate(textOf(item['date_modified'])),
    authors: own.length > 0 ? own : feedAuthors,
    categories: namesOf(listOf(item['tags']).map(tag => textOf(isObject(tag) ? tag['name'] : tag))),
    summary: summary === undefined ? null : escapeXml(summary),
    content: textOf(item['content_html']) ?? (text === undefined ? null : escapeXml(text)),
  }
}

type JsonObject = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObject(value: unknown): JsonObject {
  if (isObject(value)) return value
  throw new AppError('feed-unreadable', 'it is no JSON object')
}

/** The elements of a list; one that stands where a list should is a list of one. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}

function textOf(value: unknown): string | undefined {
  // JSON Feed 1.1: an id that is a number is to be taken as text.
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined
}

/** What is surely meant as an address: a number or a word that stands for an id is none. */
function webText(value: unknown): string | undefined {
  const text = textOf(value)
  return typeof value === 'string' && /[/:.]/.test(text ?? '') ? text : undefined
}

// Version 1.1 has `authors`, version 1 `author`; both are met as an object, a list and a bare name.
function namesIn(value: JsonObject): readonly string[] {
  const names = [value['authors'], value['author']].map(authors =>
    namesOf(listOf(authors).map(author => textOf(isObject(author) ? author['name'] : author))),
  )
  return names.find(each => each.length > 0) ?? []
}
