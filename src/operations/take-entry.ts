import type { Article, Extraction } from '../core/article/article.ts'
import { extractArticle } from '../core/article/extract/extract-article.ts'
import { extractEntry } from '../core/article/extract-entry.ts'
import { sanitizeArticle } from '../core/article/sanitize-article.ts'
import { AppError, asAppError, type ErrorKind } from '../core/errors.ts'
import { decodeText } from '../core/source/decode.ts'
import { headersFor } from '../core/source/headers.ts'
import type { Source } from '../core/source/source.ts'
import type { KeyedEntry } from '../ports/archive.ts'
import type { Clock } from '../ports/clock.ts'
import type { Fetcher } from '../ports/fetcher.ts'

export interface TakeEntryDeps {
  readonly fetcher: Fetcher
  readonly clock: Clock
}

/**
 * What came of an entry: an article, from its page or from the feed's own text, or none.
 * `error` is why the page could not be had; `mayRetry` whether it is worth asking again.
 */
export interface TakenEntry {
  readonly entry: KeyedEntry
  readonly article: Article | null
  readonly error: AppError | null
  readonly mayRetry: boolean
}

// What may be otherwise in an hour. A refused address or a page without an article stays what it is.
const passing: readonly ErrorKind[] = [
  'fetch-failed',
  'fetch-timeout',
  'upstream-refused',
  'upstream-challenged',
  'upstream-empty',
]

/** Makes an article of an entry: fetch, extract, sanitize. Where the page can't be had, the feed's own text is taken. */
export async function takeEntry(
  entry: KeyedEntry,
  source: Source,
  deps: TakeEntryDeps,
  signal?: AbortSignal,
): Promise<TakenEntry> {
  if (source.fullText === 'feed' || entry.entry.url === null) {
    return fromFeed(entry, source, deps, null)
  }
  try {
    return {
      entry,
      article: await fromPage(entry, entry.entry.url, source, deps, signal),
      error: null,
      mayRetry: false,
    }
  } catch (cause) {
    const error = asAppError(cause, 'article-unreadable')
    if (error.kind === 'interrupted') throw error
    return fromFeed(entry, source, deps, error)
  }
}

async function fromPage(
  entry: KeyedEntry,
  url: string,
  source: Source,
  deps: TakeEntryDeps,
  signal: AbortSignal | undefined,
): Promise<Article> {
  const { politeness, rules } = source
  const headers = headersFor(source, url)
  const outcome = await deps.fetcher.get({ url, headers, politeness, ...(signal && { signal }) })
  if (outcome.status === 'unchanged')
    throw new AppError('upstream-refused', `${url}: 304 to a request without validators`)
  const { capture } = outcome
  const { text } = decodeText(capture.body, { contentType: capture.contentType, kind: 'html' })
  const extraction = extractArticle({ html: text, url: capture.url, rules })
  return sanitizeArticle({ extraction, entry: entry.entry, source, capture })
}

function fromFeed(
  entry: KeyedEntry,
  source: Source,
  deps: TakeEntryDeps,
  error: AppError | null,
): TakenEntry {
  const mayRetry = error !== null && passing.includes(error.kind)
  try {
    const { url } = entry.entry
    const extraction: Extraction = extractEntry({
      entry: entry.entry,
      baseUrl: url,
      language: source.language,
    })
    const capture = { url, capturedAtMs: deps.clock.nowMs() }
    return {
      entry,
      article: sanitizeArticle({ extraction, entry: entry.entry, source, capture }),
      error,
      mayRetry,
    }
  } catch (cause) {
    return { entry, article: null, error: error ?? asAppError(cause, 'article-unreadable'), mayRetry }
  }
}
