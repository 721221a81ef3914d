import { AppError } from '../core/errors.ts'
import type { Source } from '../core/source/source.ts'
import type { Archive, KeyedEntry } from '../ports/archive.ts'
import type { Log } from '../ports/log.ts'
import { type TakeEntryDeps, type TakenEntry, takeEntry } from './take-entry.ts'

export interface TakeEntriesDeps extends TakeEntryDeps {
  readonly archive: Archive
  readonly log: Log
}

export interface TakeOptions {
  readonly signal?: AbortSignal
  /** Called when it is known how many entries there are to take, and after each. */
  readonly onProgress?: (progress: {
    readonly sourceId: string
    readonly done: number
    readonly total: number
  }) => void
}

/** An entry that gave no article, or only the feed's own text. */
export interface EntryFailure {
  readonly url: string | null
  readonly error: AppError
  /** Whether the feed's own text was archived in place of the page's. */
  readonly fromFeed: boolean
}

/** An entry, and how often its page was asked for in vain. */
export type WantedEntry = KeyedEntry & { readonly attempts?: number }

// A page that could not be had is asked for again after 15 minutes, 1, 4 and 16 hours, and then let be.
const retryMinutes = [15, 60, 240, 960] as const
const minuteMs = 60_000

// A source that answers slowly gives way to the others, whose turn comes when this one ends.
const longestMs = 5 * minuteMs

/** What came of a source's entries. */
export interface Tally {
  added: number
  revised: number
  unchanged: number
  /** Changed upstream, but held back for the operator, who had corrected the text. */
  held: number
  failures: EntryFailure[]
  /** Not taken for want of time; the next refresh finds them. */
  untaken: number
  /** Given to somebody else to take. */
  handedOver: number
  /** Ids of the articles that are new or have another text. */
  changed: string[]
}

export function emptyTally(): Tally {
  return {
    added: 0,
    revised: 0,
    unchanged: 0,
    held: 0,
    failures: [],
    untaken: 0,
    handedOver: 0,
    changed: [],
  }
}

/**
 * Makes articles of entries and archives them in the order given, so many at a time as the source allows.
 * @throws AppError `interrupted` after what was being archived is archived.
 */
export async function takeEntries(
  entries: readonly WantedEntry[],
  source: Source,
  deps: TakeEntriesDeps,
  { signal, onProgress }: TakeOptions,
): Promise<Tally> {
  const tally = emptyTally()
  const startedAtMs = deps.clock.nowMs()
  const total = entries.length
  onProgress?.({ sourceId: source.id, done: 0, total })
  const width = source.politeness.concurrency
  for (let start = 0; start < total; start += width) {
    if (deps.clock.nowMs() - startedAtMs > longestMs) {
      tally.untaken = total - start
      break
    }
    const batch = entries.slice(start, start + width)
    const taken = await Promise.all(batch.map(entry => takeEntry(entry, source, deps, signal)))
    for (const [index, each] of taken.entries()) {
      await keep(each, batch[index]?.attempts ?? 0, source, deps, tally)
      onProgress?.({ sourceId: source.id, done: start + index + 1, total })
    }
    if (signal?.aborted)
      throw new AppError(
        'interrupted',
        `stopped after ${start + batch.length} of ${total} entries of ${source.id}`,
      )
  }
  return tally
}

/** Puts an entry off that was asked for in vain, or lets it be after the last time. */
export async function tryLater(
  entry: WantedEntry,
  source: Pick<Source, 'id'>,
  { archive, clock }: Pick<TakeEntriesDeps, 'archive' | 'clock'>,
  retryAtMs = 0,
): Promise<void> {
  const wait = retryMinutes[entry.attempts ?? 0]
  if (wait === undefined) await archive.settle(source.id, entry, clock.nowMs())
  else await archive.postpone(source.id, entry, Math.max(clock.nowMs() + wait * minuteMs, retryAtMs))
}

/** Archives what was taken, and remembers to ask again for what was not. */
async function keep(
  taken: TakenEntry,
  attempts: number,
  source: Source,
  deps: TakeEntriesDeps,
  tally: Tally,
): Promise<void> {
  const { archive, clock, log } = deps
  const { entry, article, error, mayRetry } = taken
  if (article !== null) {
    // An entry whose page is still wanted is not settled, or its attempts would be forgotten.
    const { status, id } = await archive.put(article, {
      ...(error === null && { entry }),
      nowMs: clock.nowMs(),
    })
    tally[status === 'new' ? 'added' : status]++
    if (status === 'new' || status === 'revised') tally.changed.push(id)
  }
  if (error === null) return
  if (mayRetry) await tryLater({ ...entry, attempts }, source, deps, error.retryAtMs)
  else await archive.settle(source.id, entry, clock.nowMs())
  tally.failures.push({ url: entry.entry.url, error, fromFeed: article !== null })
  log.write({
    event: 'article-failed',
    sourceId: source.id,
    url: entry.entry.url,
    kind: error.kind,
    message: error.message,
  })
}
