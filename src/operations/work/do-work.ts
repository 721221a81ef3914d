import { isDue } from '../../core/source/pace.ts'
import type { Source } from '../../core/source/source.ts'
import type { Work } from '../../core/source/work.ts'
import { editionFeeds } from '../edition-feeds.ts'
import { publishArticles, publishFeeds } from '../publish-editions.ts'
import { refreshSource } from '../refresh-source.ts'
import { emptyTally, type Tally, takeEntries, tryLater, type WantedEntry } from '../take-entries.ts'
import type { WorkDeps } from './work-deps.ts'

/**
 * Does one piece of work. Done twice, or in another order, it comes to the same; a piece whose source is no longer
 * followed comes to nothing.
 * @throws AppError `archive-failed`, `store-failed`, or what the hub said: the piece is to be done again.
 */
export async function doWork(work: Work, sources: readonly Source[], deps: WorkDeps): Promise<void> {
  if (work.kind === 'publish') {
    await publishFeeds(work.slugs, deps)
    return
  }
  if (work.kind === 'tell') {
    await deps.tellHub?.(work.slugs.flatMap(editionFeeds))
    return
  }
  const source = sources.find(each => each.id === work.sourceId)
  if (source === undefined) return
  if (work.kind === 'refresh') await refreshIfDue(source, deps)
  else await takeArticles(work.keys, source, deps)
}

/** Lets go of a piece that failed too often: what it was to take is put off like any entry that could not be had. */
export async function giveUpWork(
  work: Work,
  deps: Pick<WorkDeps, 'archive' | 'clock' | 'workLog'>,
): Promise<void> {
  if (work.kind === 'articles') {
    const waiting = await deps.archive.waiting(work.sourceId, work.keys)
    for (const entry of waiting) await tryLater(entry, { id: work.sourceId }, deps)
  }
  await deps.workLog.giveUp(work, deps.clock.nowMs())
}

async function refreshIfDue(source: Source, deps: WorkDeps): Promise<void> {
  const state = await deps.sourceLog.find(source.id)
  // A second delivery finds it refreshed.
  if (!isDue(source, state, deps.clock.nowMs())) return
  const perPull = Math.min(source.recheck.perPull, deps.budget.recheckedPerRefresh)
  await refreshSource({ ...source, recheck: { ...source.recheck, perPull } }, deps, {
    take: entries => handOver(entries, source, deps),
  })
}

async function takeArticles(keys: readonly string[], source: Source, deps: WorkDeps): Promise<void> {
  const waiting = await deps.archive.waiting(source.id, keys)
  const { changed } = await takeEntries(waiting, source, deps, {})
  if (deps.budget.writesAhead) await publishArticles(changed, deps)
}

// A page takes about a second besides the pause; pieces that follow each other so rarely meet at the publisher's.
const secondsPerPage = 1
const reserveMs = 60 * 60_000

async function handOver(
  entries: readonly WantedEntry[],
  source: Source,
  { archive, workQueue, clock, budget }: WorkDeps,
): Promise<Tally> {
  if (entries.length === 0) return emptyTally()
  const size = budget.articlesPerPiece
  const paceSeconds = Math.ceil(size * (source.politeness.delaySeconds + secondsPerPage))
  const pieces = Array.from({ length: Math.ceil(entries.length / size) }, (_, index) => ({
    work: {
      kind: 'articles',
      sourceId: source.id,
      keys: entries.slice(index * size, (index + 1) * size).map(entry => entry.key),
    } as const,
    delaySeconds: index * paceSeconds,
  }))
  const longestMs = pieces.length * paceSeconds * 1000
  await archive.reserve(source.id, entries, clock.nowMs() + longestMs + reserveMs)
  await workQueue.send(pieces)
  return { ...emptyTally(), handedOver: entries.length }
}
