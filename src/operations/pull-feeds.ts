import { AppError, asAppError } from '../core/errors.ts'
import { entryFingerprint, entryKey } from '../core/feed/entry-key.ts'
import type { Entry, Feed } from '../core/feed/feed.ts'
import { parseFeed } from '../core/feed/parse-feed.ts'
import { isWebAddress } from '../core/feed/reference.ts'
import { headersFor } from '../core/source/headers.ts'
import type { FeedState, Source, SourceState } from '../core/source/source.ts'
import type { KeyedEntry } from '../ports/archive.ts'
import type { Fetcher } from '../ports/fetcher.ts'

/** What the feeds of a source gave. A feed that failed keeps its old validators and leaves its error. */
export interface PulledFeeds {
  readonly entries: readonly KeyedEntry[]
  readonly feeds: readonly FeedState[]
  /** The shortest time for which a feed says that there is nothing new, seconds. */
  readonly freshForSeconds: number | null
  readonly errors: readonly AppError[]
}

interface PulledFeed {
  readonly feed: Feed | null
  readonly state: FeedState
  readonly maxAgeSeconds: number | null
  readonly error: AppError | null
}

/** Gets and parses every feed of a source, one after the other; one that fails never costs the others. */
export async function pullFeeds(
  source: Source,
  state: SourceState | null,
  fetcher: Fetcher,
  signal?: AbortSignal,
): Promise<PulledFeeds> {
  const pulled: PulledFeed[] = []
  for (const url of source.feeds) {
    const known = state?.feeds.find(feed => feed.url === url) ?? { url, etag: null, lastModified: null }
    pulled.push(await pullFeed(source, known, fetcher, signal))
  }
  const fresh = pulled.map(freshForSeconds).filter(seconds => seconds !== null)
  return {
    entries: keyEntries(pulled.flatMap(each => (each.feed === null ? [] : wholeEntries(each.feed)))),
    feeds: pulled.map(each => each.state),
    freshForSeconds: fresh.length > 0 ? Math.min(...fresh) : null,
    errors: pulled.map(each => each.error).filter(error => error !== null),
  }
}

async function pullFeed(
  source: Source,
  known: FeedState,
  fetcher: Fetcher,
  signal: AbortSignal | undefined,
): Promise<PulledFeed> {
  const { url } = known
  try {
    const headers = headersFor(source, url)
    const request = { url, validators: known, headers, politeness: source.politeness }
    const outcome = await fetcher.get({ ...request, ...(signal && { signal }) })
    if (outcome.status === 'unchanged') return { feed: null, state: known, maxAgeSeconds: null, error: null }
    const { capture } = outcome
    const feed = parseFeed({ body: capture.body, contentType: capture.contentType, url: capture.url })
    if (feed.entries.length === 0) {
      throw new AppError('upstream-empty', `${url}: a feed without entries`, {
        next: 'open the address in a browser; publishers answer so to clients they do not know',
      })
    }
    return { feed, state: { url, ...capture.validators }, maxAgeSeconds: capture.maxAgeSeconds, error: null }
  } catch (cause) {
    const error = asAppError(cause, 'feed-unreadable')
    if (error.kind === 'interrupted') throw error
    return { feed: null, state: known, maxAgeSeconds: null, error }
  }
}

function freshForSeconds({ feed, maxAgeSeconds }: PulledFeed): number | null {
  if (feed?.ttlMinutes == null && maxAgeSeconds === null) return null
  return Math.max((feed?.ttlMinutes ?? 0) * 60, maxAgeSeconds ?? 0)
}

/** Without one that broke off: its id or text may be cut, and the next pull has it whole. */
function wholeEntries(feed: Feed): readonly Entry[] {
  const whole = feed.isCutOff ? feed.entries.slice(0, -1) : feed.entries
  return whole.map(entry => (entry.url === null || isWebAddress(entry.url) ? entry : { ...entry, url: null }))
}

/** Entries with their keys; what several feeds announce is taken once, from the first. */
function keyEntries(entries: readonly Entry[]): KeyedEntry[] {
  const keyed = new Map<string, KeyedEntry>()
  for (const entry of entries) {
    const key = entryKey(entry)
    if (key !== null && !keyed.has(key)) keyed.set(key, { key, fingerprint: entryFingerprint(entry), entry })
  }
  return [...keyed.values()]
}
