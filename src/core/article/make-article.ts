import type { Entry } from '../feed/feed.ts'
import { decodeText } from '../source/decode.ts'
import type { SiteRules, Source } from '../source/source.ts'
import type { Article, Dropped, TracedPassage } from './article.ts'
import { extractArticle } from './extract/extract-article.ts'
import { extractEntry } from './extract-entry.ts'
import { sanitizeArticle } from './sanitize-article.ts'

interface Provenanced {
  readonly source: Pick<Source, 'id' | 'name' | 'language' | 'topics'>
  readonly capturedAtMs: number
}

/** A page as it came. */
export interface RawPage extends Provenanced {
  readonly kind: 'page'
  /** Bytes as they came, or text that was decoded before. */
  readonly body: Uint8Array | string
  readonly contentType: string | null
  readonly url: string | null
  readonly rules: SiteRules
  /** The entry that announced it; null for a page that was asked for by its address. */
  readonly entry: Entry | null
  /** Whether what became of each passage is told. Default: no. */
  readonly isTraced?: boolean
}

/** An entry whose own text is to be the article. */
export interface RawEntry extends Provenanced {
  readonly kind: 'entry'
  readonly entry: Entry
}

export interface MadeArticle {
  readonly article: Article
  /** What was left out, and every passage of the page in reading order; both empty where nobody asked. */
  readonly dropped: readonly Dropped[]
  readonly traced: readonly TracedPassage[]
}

/**
 * Makes an article of what upstream gave: decode, extract, sanitize. Plain values in and out, so that it can be done
 * on another thread.
 * @throws AppError `article-unreadable`.
 */
export function makeArticle(raw: RawPage | RawEntry): MadeArticle {
  const { source, entry, capturedAtMs } = raw
  const url = raw.kind === 'page' ? raw.url : raw.entry.url
  const extraction = raw.kind === 'page' ? extractPage(raw) : extractOwnText(raw)
  const capture = { url, capturedAtMs }
  const { dropped, traced } = extraction
  return { article: sanitizeArticle({ extraction, entry, source, capture }), dropped, traced }
}

function extractPage({ body, contentType, url, rules, isTraced = false }: RawPage) {
  const html = typeof body === 'string' ? body : decodeText(body, { contentType, kind: 'html' }).text
  return extractArticle({ html, url, rules, isTraced })
}

function extractOwnText({ entry, source }: RawEntry) {
  return extractEntry({ entry, baseUrl: entry.url, language: source.language })
}
