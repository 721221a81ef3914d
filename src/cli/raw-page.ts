import { createHash } from 'node:crypto'
import type { RawPage } from '../core/article/make-article.ts'

/** Stands where a page is looked at for itself, without the source that it belongs to. */
const noSource = { id: 'none', name: '', language: 'und', topics: [] } as const

/** One page as an extractor takes it, as a refresh would give it. */
export function rawPageOf(document: {
  /** Bytes as they came, or text that was decoded before. */
  readonly body: Uint8Array | string
  readonly contentType: string | null
  readonly url: string | null
}): RawPage {
  const { body, contentType, url } = document
  return {
    kind: 'page',
    body,
    contentType,
    url,
    rules: {},
    // A page without an address is known by its own hash.
    entry: { ...noEntry, id: `urn:sha256:${createHash('sha256').update(body).digest('hex')}`, url },
    source: noSource,
    // When it was captured does not show in anything that is printed.
    capturedAtMs: 0,
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
