import type { Article, Dropped } from '../core/article/article.ts'
import { extractArticle } from '../core/article/extract/extract-article.ts'
import { sanitizeArticle } from '../core/article/sanitize-article.ts'
import { hashHex } from '../core/digest.ts'
import { decodeText } from '../core/source/decode.ts'

/** Stands where a page is looked at for itself, without the source that it belongs to. */
const noSource = { id: 'none', name: '', language: 'und', topics: [] } as const

/**
 * Makes an article of one page, as a refresh would.
 * @throws AppError `article-unreadable`.
 */
export function extractDocument(document: {
  /** Bytes as they came, or text that was decoded before. */
  readonly body: Uint8Array | string
  readonly contentType: string | null
  readonly url: string | null
}): { article: Article; dropped: readonly Dropped[] } {
  const { body, contentType, url } = document
  const html = typeof body === 'string' ? body : decodeText(body, { contentType, kind: 'html' }).text
  const extraction = extractArticle({ html, url, rules: {} })
  // A page without an address is known by its own hash.
  const entry = { ...noEntry, id: `urn:sha256:${hashHex(html)}`, url }
  // When it was captured does not show in anything that is printed.
  const capture = { url, capturedAtMs: 0 }
  return {
    article: sanitizeArticle({ extraction, entry, source: noSource, capture }),
    dropped: extraction.dropped,
  }
}

const noEntry = {
  title: null,
  publishedMs: null,
  updatedMs: null,
  authors: [],
  categories: [],
  summary: null,
  content: null,
}
