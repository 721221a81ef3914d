import { addressKey } from '../article/address-key.ts'
import type { ArchivedArticle, Article, ExtractionMethod, Figure } from '../article/article.ts'
import { articleText } from '../article/blocks.ts'
import { sanitizeHtml } from '../article/sanitize.ts'
import { hashContent } from '../article/sanitize-article.ts'
import { hashUuid } from '../digest.ts'
import { AppError } from '../errors.ts'

/** An article on its way from one archive to another. */
export type CarriedArticle =
  | { readonly status: 'article'; readonly article: Article }
  /** Whoever takes it in takes its text away from readers too. */
  | { readonly status: 'withdrawn'; readonly id: string; readonly reason: string | null }

/** An article as one line of JSON: what a reader may see, and who it is. */
export function writeCarried(article: ArchivedArticle): string {
  const { id, entryId, sourceId, withdrawn } = article
  if (withdrawn !== null)
    return JSON.stringify({ id, entryId, sourceId, withdrawn: { reason: withdrawn.reason } })
  const { topics, title, byline, publishedMs, modifiedMs, language, direction, siteName } = article
  const { canonicalUrl, section, tags, summary, html, notices, credits, corrections, figures } = article
  const { upstreamUrl, capturedAtMs, method } = article.provenance
  const who = { id, entryId, sourceId, canonicalUrl, topics, publishedMs, modifiedMs }
  const seen = { title, byline, language, direction, siteName, section, tags, summary, html }
  return JSON.stringify({
    ...who,
    ...seen,
    notices,
    credits,
    corrections,
    figures,
    provenance: { upstreamUrl, capturedAtMs, method },
  })
}

/**
 * Reads a line of `writeCarried`. It comes from outside, whoever signed it: markup is sanitized as a page's is.
 * @throws AppError `article-unreadable` for a line that is no article.
 */
export function readCarried(line: string): CarriedArticle {
  const { object, text, textOrNull, texts, instant } = fieldsOfJson(line)
  const id = text('id')
  if (!/^[0-9a-hjkmnp-tv-z]{12}$/.test(id)) throw unreadable('its id is none of ours')
  const withdrawn = object('withdrawn')
  if (withdrawn !== null) return { status: 'withdrawn', id, reason: textIn(withdrawn, 'reason') }
  const entryId = text('entryId')
  const sourceId = text('sourceId')
  const canonicalUrl = textOrNull('canonicalUrl')
  const html = sanitizeHtml(text('html'), { baseUrl: canonicalUrl })
  const address = addressKey(canonicalUrl ?? '')
  const seen = {
    title: text('title'),
    byline: texts('byline'),
    language: text('language'),
    direction: text('direction') === 'rtl' ? ('rtl' as const) : ('ltr' as const),
    siteName: textOrNull('siteName'),
    section: textOrNull('section'),
    tags: texts('tags'),
    summary: text('summary'),
    html,
    notices: texts('notices'),
    credits: texts('credits'),
    corrections: texts('corrections'),
    figures: readFigures(object('figures')),
  }
  const provenance = object('provenance') ?? {}
  const article: Article = {
    identity: {
      keys: [...(address === null ? [] : [`url:${address}`]), `entry:${sourceId}:${entryId}`],
      articleId: id,
      entryId,
      fallbackEntryId: `urn:uuid:${hashUuid(`${sourceId} ${entryId}`)}`,
    },
    sourceId,
    topics: texts('topics'),
    ...seen,
    publishedMs: instant('publishedMs'),
    modifiedMs: instant('modifiedMs'),
    canonicalUrl,
    text: articleText(html),
    provenance: {
      upstreamUrl: textIn(provenance, 'upstreamUrl'),
      capturedAtMs: Number(provenance['capturedAtMs']) || 0,
      method: readMethod(textIn(provenance, 'method')),
    },
    contentHash: hashContent(seen),
  }
  return { status: 'article', article }
}

type JsonObject = Readonly<Record<string, unknown>>

function fieldsOfJson(line: string) {
  const whole = parse(line)
  const text = (name: string): string => {
    const value = textIn(whole, name)
    if (value === null) throw unreadable(`it has no ${name}`)
    return value
  }
  return {
    text,
    textOrNull: (name: string) => textIn(whole, name),
    texts: (name: string) => textsIn(whole, name),
    object: (name: string) => asObject(whole[name]),
    instant: (name: string) => (Number.isSafeInteger(whole[name]) ? Number(whole[name]) : null),
  }
}

function parse(line: string): JsonObject {
  try {
    return asObject(JSON.parse(line)) ?? {}
  } catch (cause) {
    throw unreadable('it is no JSON', cause)
  }
}

function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null
}

function textIn(object: JsonObject, name: string): string | null {
  const value = object[name]
  return typeof value === 'string' ? value : null
}

function textsIn(object: JsonObject, name: string): readonly string[] {
  const value = object[name]
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : []
}

function readFigures(list: JsonObject | null): readonly Figure[] {
  return Object.values(list ?? {}).flatMap(value => {
    const figure = asObject(value)
    return figure === null ? [] : [{ alt: textIn(figure, 'alt'), caption: textIn(figure, 'caption') }]
  })
}

const methods: readonly ExtractionMethod[] = ['rules', 'page', 'feed', 'feed-summary']

function readMethod(name: string | null): ExtractionMethod {
  return methods.find(method => method === name) ?? 'page'
}

function unreadable(why: string, cause?: unknown): AppError {
  return new AppError('article-unreadable', `a line of the bundle is no article: ${why}`, { cause })
}
