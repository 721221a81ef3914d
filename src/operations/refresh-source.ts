import type { AppError } from '../core/errors.ts'
import { toIso } from '../core/instant.ts'
import { addressOfFeed } from '../core/source/moved-feed.ts'
import { nextState } from '../core/source/pace.ts'
import type { FeedState, Source, SourceState } from '../core/source/source.ts'
import type { Archive, KeyedEntry, PendingEntry } from '../ports/archive.ts'
import type { Clock } from '../ports/clock.ts'
import type { Extractor } from '../ports/extractor.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import type { Log } from '../ports/log.ts'
import type { SiteBook } from '../ports/site-book.ts'
import type { SourceLog } from '../ports/source-log.ts'
import { type PulledFeeds, pullFeeds } from './pull-feeds.ts'
import { recheckArticles } from './recheck-articles.ts'
import {
  type EntryFailure,
  type TakeOptions,
  type Tally,
  takeEntries,
  type WantedEntry,
} from './take-entries.ts'

export interface RefreshDeps {
  readonly fetcher: Fetcher
  readonly extractor: Extractor
  /** Default: no rules but the source's own. */
  readonly siteBook?: SiteBook
  readonly archive: Archive
  readonly sourceLog: SourceLog
  readonly clock: Clock
  readonly log: Log
}

/** What one refresh of one source came to. */
export interface RefreshReport {
  readonly sourceId: string
  readonly status: 'changed' | 'unchanged' | 'failed'
  readonly added: number
  readonly revised: number
  readonly unchanged: number
  /** Changed upstream, but held back for the operator, who had corrected the text. */
  readonly held: number
  readonly failures: readonly EntryFailure[]
  /** Why the feeds, or some of them, could not be had. */
  readonly errors: readonly AppError[]
  /** Articles whose pages were found to be gone upstream. */
  readonly vanished: number
  /** Entries left for the next refresh. */
  readonly left: number
}

export interface RefreshOptions extends TakeOptions {
  /** Takes the entries, or hands them over to who will; default: takes them here and now. */
  readonly take?: (entries: readonly WantedEntry[], source: Source) => Promise<Tally>
}

/**
 * One pull of a source: conditional get, parse, archive what is new.
 * Validators are remembered last, so that a refresh that was cut off is done again from the start and finds
 * the rest of the entries.
 * @throws AppError `interrupted` after what was being archived is archived; `archive-failed`.
 */
export async function refreshSource(
  source: Source,
  deps: RefreshDeps,
  options: RefreshOptions = {},
): Promise<RefreshReport> {
  const { archive, sourceLog, clock } = deps
  const startedAtMs = clock.nowMs()
  const state = await sourceLog.find(source.id)
  const pulled = await pullFeeds(source, state, deps, options.signal)
  tellMoves(source, state, pulled, deps.log)
  if (pulled.isFailed) return fail(source, state, pulled, deps)

  const pending = await archive.pending(source.id, startedAtMs)
  const fresh = await archive.withoutKnown(source.id, pulled.entries)
  const { chosen, left: unchosen } = chooseEntries(fresh, pending, source.maxNewArticles)
  const take = options.take ?? (() => takeEntries(chosen, source, deps, options))
  const { untaken, handedOver, changed: _, ...tally } = await take(chosen, source)
  const left = unchosen + untaken

  const isChanged = tally.added + tally.revised + handedOver > 0
  const next = nextState(source, state, {
    status: isChanged ? 'changed' : 'unchanged',
    // With entries left over, the next answer must not be "unchanged".
    feeds: left > 0 ? pulled.feeds.map(withoutValidators) : pulled.feeds,
    freshForSeconds: left > 0 ? null : pulled.freshForSeconds,
    retryAtMs: latestRetry(pulled),
    nowMs: clock.nowMs(),
    random: clock.random(),
  })
  await sourceLog.put({ ...next, lastError: describe(pulled) })
  // After the state, so that a page that hangs does not cost the feed's validators; and no measure of the feed's pace.
  const rechecked = await recheckArticles(source, deps, options.signal)
  const report = {
    sourceId: source.id,
    status: isChanged || rechecked.revised > 0 ? 'changed' : 'unchanged',
    ...tally,
    revised: tally.revised + rechecked.revised,
    held: tally.held + rechecked.held,
    vanished: rechecked.vanished,
    errors: pulled.errors,
    left,
  } as const
  deps.log.write({
    event: 'source-refreshed',
    sourceId: source.id,
    status: report.status,
    added: report.added,
    revised: report.revised,
    failed: report.failures.length,
    tookMs: clock.nowMs() - startedAtMs,
    nextDueAt: toIso(next.nextDueAtMs),
  })
  return report
}

async function fail(
  source: Source,
  state: SourceState | null,
  pulled: PulledFeeds,
  deps: RefreshDeps,
): Promise<RefreshReport> {
  const { clock, log, sourceLog } = deps
  const message = describe(pulled) ?? 'no feeds'
  const { feeds } = pulled
  const outcome = { status: 'failed', feeds, error: message, retryAtMs: latestRetry(pulled) } as const
  const next = nextState(source, state, { ...outcome, nowMs: clock.nowMs(), random: clock.random() })
  await sourceLog.put(next)
  log.write({
    event: 'source-failed',
    sourceId: source.id,
    kind: pulled.errors[0]?.kind ?? 'fetch-failed',
    message,
    failures: next.failures,
    nextDueAt: toIso(next.nextDueAtMs),
  })
  const nothing = { added: 0, revised: 0, unchanged: 0, held: 0, failures: [], vanished: 0, left: 0 }
  return { sourceId: source.id, status: 'failed', ...nothing, errors: pulled.errors }
}

function tellMoves(source: Source, state: SourceState | null, { feeds }: PulledFeeds, log: Log): void {
  for (const feed of feeds) {
    const from = addressOfFeed(state?.feeds.find(({ url }) => url === feed.url) ?? feed)
    const to = addressOfFeed(feed)
    if (to !== from) log.write({ event: 'feed-moved', sourceId: source.id, from, to })
  }
}

function withoutValidators(feed: FeedState): FeedState {
  return { ...feed, etag: null, lastModified: null }
}

/** The newest that may be taken now, oldest first, so that the archive's order is the order of publishing. */
function chooseEntries(
  fresh: readonly KeyedEntry[],
  pending: readonly PendingEntry[],
  limit: number,
): { chosen: readonly (KeyedEntry & { attempts?: number })[]; left: number } {
  const isPending = new Set(pending.map(entry => entry.key))
  const candidates = fresh.filter(entry => !isPending.has(entry.key))
  // Feeds list the newest first: an entry without a date stays behind the one that was listed before it.
  const newestFirst = candidates.toSorted((a, b) => dateOf(b) - dateOf(a))
  return {
    chosen: [...newestFirst.slice(0, limit).toReversed(), ...pending],
    left: Math.max(0, candidates.length - limit),
  }
}

function dateOf({ entry }: KeyedEntry): number {
  return entry.publishedMs ?? entry.updatedMs ?? 0
}

function latestRetry({ errors }: PulledFeeds): number | null {
  const times = errors.map(error => error.retryAtMs).filter(time => time !== undefined)
  return times.length > 0 ? Math.max(...times) : null
}

function describe({ errors }: PulledFeeds): string | null {
  return errors.length > 0 ? errors.map(error => `${error.kind}: ${error.message}`).join('; ') : null
}
