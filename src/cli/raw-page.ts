import { createHash } from 'node:crypto'
import type { RawPage } from '../core/article/make-article.ts'
import type { PageHome } from './page-homes.ts'

/** One page as an extractor takes it, as a refresh would give it. */
export function rawPageOf(
  document: {
    /** Bytes as they came, or text that was decoded before. */
    readonly body: Uint8Array | string
    readonly contentType: string | null
    readonly url: string | null
  },
  { rules, source }: Pick<PageHome, 'rules' | 'source'>,
): RawPage {
  const { id, name, language, topics } = source
  const { body, contentType, url } = document
  return {
    kind: 'page',
    body,
    contentType,
    url,
    rules,
    // A page without an address is known by its own hash.
    entry: { ...noEntry, id: `urn:sha256:${createHash('sha256').update(body).digest('hex')}`, url },
    source: { id, name, language, topics },
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
