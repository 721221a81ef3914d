import type { Article } from '../core/article/article.ts'
import { AppError, asAppError, type ErrorKind } from '../core/errors.ts'
import type { Entry } from '../core/feed/feed.ts'
import type { PageSource } from '../core/source/no-source.ts'
import type { SiteRules, Source } from '../core/source/source.ts'
import type { KeyedEntry } from '../ports/archive.ts'
import type { Clock } from '../ports/clock.ts'
import type { Extractor } from '../ports/extractor.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import type { SiteBook } from '../ports/site-book.ts'
import { requestOfPage } from './request-of.ts'
import { rulesOfPage } from './rules-of-page.ts'

export interface TakeEntryDeps {
  readonly fetcher: Fetcher
  readonly extractor: Extractor
  /** Default: no rules but the source's own. */
  readonly siteBook?: SiteBook
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
  'proxy-failed',
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
      article: (await takePage(entry.entry.url, entry.entry, source, deps, signal)).article,
      error: null,
      mayRetry: false,
    }
  } catch (cause) {
    const error = asAppError(cause, 'article-unreadable')
    if (error.kind === 'interrupted') throw error
    return fromFeed(entry, source, deps, error)
  }
}

/**
 * Makes an article of a page, by the rules of its source and of its site.
 * @param entry what announced it; null for a page that is looked at for itself.
 */
export async function takePage(
  url: string,
  entry: Entry | null,
  source: PageSource,
  deps: TakeEntryDeps,
  signal: AbortSignal | undefined,
): Promise<{ readonly article: Article; readonly rules: SiteRules }> {
  const rules = await rulesOfPage(url, source, deps.siteBook)
  const outcome = await deps.fetcher.get(requestOfPage(source, rules, url, signal))
  if (outcome.status === 'unchanged')
    throw new AppError('upstream-refused', `${url}: 304 to a request without validators`)
  const { capture } = outcome
  const { article } = await deps.extractor.extract({
    kind: 'page',
    body: capture.body,
    contentType: capture.contentType,
    url: capture.url,
    rules,
    entry,
    source: factsOf(source),
    capturedAtMs: capture.capturedAtMs,
  })
  return { article, rules }
}

/** What an article says of its source; nothing secret, and nothing that could not go to another thread. */
function factsOf({ id, name, language, topics }: PageSource) {
  return { id, name, language, topics }
}

async function fromFeed(
  entry: KeyedEntry,
  source: Source,
  deps: TakeEntryDeps,
  error: AppError | null,
): Promise<TakenEntry> {
  const mayRetry = error !== null && passing.includes(error.kind)
  try {
    const { article } = await deps.extractor.extract({
      kind: 'entry',
      entry: entry.entry,
      source: factsOf(source),
      capturedAtMs: deps.clock.nowMs(),
    })
    return { entry, article, error, mayRetry }
  } catch (cause) {
    const failure = asAppError(cause, 'article-unreadable')
    if (failure.kind === 'interrupted') throw failure
    return { entry, article: null, error: error ?? failure, mayRetry }
  }
}
