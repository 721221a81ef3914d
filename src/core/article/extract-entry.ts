import type { Entry } from '../feed/feed.ts'
import { parseDocument } from '../html/parse.ts'
import { foldSpace, lineOf } from '../html/text.ts'
import type { Extraction } from './article.ts'
import { webAddress } from './extract/address.ts'
import { cleanByline } from './extract/clean-byline.ts'
import { extractBody } from './extract/extract-body.ts'
import { countLetters, directionOf, languageOfScript, languageTag } from './extract/language.ts'

/** A feed that gives less than this gives a summary, whatever it calls it. */
const minFullText = 600

/**
 * Takes a feed's own text for the article: `feed` where the entry has its full text, `feed-summary` where it has less.
 * The text may be empty; `sanitizeArticle` then refuses it.
 */
export function extractEntry(input: {
  readonly entry: Entry
  /** Against which links in the text are resolved. */
  readonly baseUrl: string | null
  /** The feed's or the source's language. */
  readonly language: string | null
}): Extraction {
  const { entry } = input
  const content = entry.content ?? ''
  const summary = entry.summary ?? ''
  const longer = lengthOf(content) >= lengthOf(summary) ? content : summary
  const byline = cleanByline(entry.authors)
  const body = extractBody(
    parseDocument(`<!doctype html><body><div>${longer}</div>`),
    { title: entry.title, byline, tags: [], summary: null, statedBody: null },
    {},
    { how: 'entry' },
  )
  const language = languageTag(input.language ?? '') ?? languageOfScript(body.text)
  const isFull =
    content !== '' &&
    longer === content &&
    (body.text.length >= minFullText || (summary !== '' && body.text.length > 2 * lengthOf(summary)))
  const { text, author: _, topics: __, ...found } = body
  return {
    ...found,
    title: entry.title,
    byline: byline.length > 0 ? byline : null,
    publishedMs: entry.publishedMs,
    modifiedMs: entry.updatedMs,
    language,
    direction: directionOf(countLetters(text), language),
    siteName: null,
    canonicalUrl: entry.url === null ? null : webAddress(entry.url, input.baseUrl),
    section: null,
    tags: entry.categories.map(foldSpace).filter(category => category !== ''),
    summary: isFull && summary !== '' ? lineOf(parseDocument(summary)) || null : null,
    method: isFull ? 'feed' : 'feed-summary',
  }
}

function lengthOf(html: string): number {
  return html === '' ? 0 : lineOf(parseDocument(html)).length
}
