import { AppError, asAppError } from '../core/errors.ts'
import type { Feed } from '../core/feed/feed.ts'
import { readLinkList } from '../core/feed/link-list.ts'
import { parseFeed } from '../core/feed/parse-feed.ts'
import { toIso } from '../core/instant.ts'
import type { Capture } from '../core/source/capture.ts'
import { decodeText } from '../core/source/decode.ts'
import { addressOfFeed, moveAfter } from '../core/source/moved-feed.ts'
import { type FeedState, linksOf, type Source } from '../core/source/source.ts'
import type { Clock } from '../ports/clock.ts'
import type { Fetcher, FetchOutcome } from '../ports/fetcher.ts'
import { followSitemaps } from './follow-sitemaps.ts'
import { requestOf } from './request-of.ts'

export interface PullDeps {
  readonly fetcher: Fetcher
  readonly clock: Clock
}

/** What one feed gave: null where it has not changed or could not be had. */
export interface PulledFeed {
  readonly feed: Feed | null
  /** What is to be remembered of it. */
  readonly state: FeedState
  readonly maxAgeSeconds: number | null
  readonly error: AppError | null
  /** Why parts of it, sitemaps that an index names, could not be had. */
  readonly lost: readonly AppError[]
}

/**
 * Asks for a feed where it has moved to, and at its configured address again where that fails. One that is gone is not
 * asked.
 * @throws AppError `interrupted`; every other failure is in the outcome.
 */
export async function pullFeed(
  source: Source,
  known: FeedState,
  deps: PullDeps,
  signal: AbortSignal | undefined,
): Promise<PulledFeed> {
  if (known.goneAtMs !== undefined) return failed(known, goneSince(source, known.url, known.goneAtMs))
  const address = addressOfFeed(known)
  const first = await askFeed(source, known, address, deps, signal)
  if (first.error === null || address === known.url || first.error.retryAtMs !== undefined) return first
  return askFeed(source, withoutMove(known), known.url, deps, signal)
}

async function askFeed(
  source: Source,
  known: FeedState,
  address: string,
  { fetcher, clock }: PullDeps,
  signal: AbortSignal | undefined,
): Promise<PulledFeed> {
  try {
    const request = requestOf(source, address, signal)
    const outcome = await fetcher.get({ ...request, validators: known })
    const how = { links: linksOf(source, known.url), maxBodyBytes: fetcher.maxBodyBytes }
    const pulled = readOutcome(known, address, outcome, how)
    return (pulled.feed?.sitemaps ?? []).length > 0
      ? await withSitemaps(pulled, source, fetcher, signal)
      : pulled
  } catch (cause) {
    const error = asAppError(cause, 'feed-unreadable')
    if (error.kind === 'interrupted') throw error
    const isGone = error.kind === 'upstream-gone' && address === known.url
    return failed(isGone ? { ...known, goneAtMs: clock.nowMs() } : known, error)
  }
}

interface Reading {
  readonly links: string | null
  readonly maxBodyBytes: number
}

function readOutcome(known: FeedState, address: string, outcome: FetchOutcome, how: Reading): PulledFeed {
  if (outcome.status === 'unchanged') {
    const moved = moveAfter(known, address, outcome.redirects)
    const state = { ...withoutMove(known), ...(moved && { moved }) }
    return { feed: null, state, maxAgeSeconds: outcome.maxAgeSeconds, error: null, lost: [] }
  }
  const { capture } = outcome
  const feed = readCapture(capture, how)
  if (feed.entries.length === 0 && (feed.sitemaps ?? []).length === 0) {
    throw new AppError('upstream-empty', `${address}: a feed without entries`, {
      next: 'open the address in a browser; publishers answer so to clients they do not know',
    })
  }
  const moved = moveAfter(known, address, capture.redirects)
  const state = {
    url: known.url,
    // What broke off is wanted whole, and an unchanged answer would not bring it.
    ...(feed.isCutOff ? { etag: null, lastModified: null } : capture.validators),
    ...(feed.ttlMinutes !== null && { freshForSeconds: feed.ttlMinutes * 60 }),
    ...(feed.skipped && { skipped: feed.skipped }),
    ...(moved && { moved }),
  }
  return { feed, state, maxAgeSeconds: capture.maxAgeSeconds, error: null, lost: [] }
}

function readCapture({ body, contentType, url }: Capture, { links, maxBodyBytes }: Reading): Feed {
  if (links === null) return parseFeed({ body, contentType, url, maxBodyBytes })
  return readLinkList(decodeText(body, { contentType, kind: 'html' }).text, { url, links })
}

/** An index of sitemaps with the entries of the newest that it names. */
async function withSitemaps(
  pulled: PulledFeed & { readonly feed: Feed | null },
  source: Source,
  fetcher: Fetcher,
  signal: AbortSignal | undefined,
): Promise<PulledFeed> {
  if (pulled.feed === null) return pulled
  const followed = await followSitemaps(pulled.feed, source, fetcher, signal)
  if (followed.entries.length === 0)
    throw (
      followed.errors[0] ??
      new AppError('upstream-empty', `${pulled.state.url}: sitemaps without entries`, {
        next: 'Does `sitemaps` of the source, where it stands, leave some of them?',
      })
    )
  const isWhole = followed.saysWhen && followed.errors.length === 0
  return {
    ...pulled,
    feed: { ...pulled.feed, entries: [...pulled.feed.entries, ...followed.entries] },
    // With a part missing, or without dates to go by, the next answer must not be "unchanged".
    state: isWhole ? pulled.state : { ...pulled.state, etag: null, lastModified: null },
    lost: followed.errors,
  }
}

function withoutMove({ moved: _, ...rest }: FeedState): FeedState {
  return rest
}

function failed(state: FeedState, error: AppError): PulledFeed {
  return { feed: null, state, maxAgeSeconds: null, error, lost: [] }
}

function goneSince({ id }: Source, url: string, goneAtMs: number): AppError {
  return new AppError(
    'upstream-gone',
    `${url} answered 410, gone, at ${toIso(goneAtMs)} and is not asked any more`,
    {
      next: `If it is there again: tamizdat sources resume ${id}. Else configure its new address.`,
    },
  )
}
