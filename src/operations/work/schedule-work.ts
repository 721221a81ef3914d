import { isDue } from '../../core/source/pace.ts'
import type { Source } from '../../core/source/source.ts'
import { type Work, workId } from '../../core/source/work.ts'
import type { Archive } from '../../ports/archive.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SourceLog } from '../../ports/source-log.ts'
import type { WorkLog } from '../../ports/work-log.ts'
import type { WorkBudget, WorkQueue } from '../../ports/work-queue.ts'

export interface ScheduleDeps {
  readonly archive: Archive
  readonly sourceLog: SourceLog
  readonly workLog: WorkLog
  readonly workQueue: WorkQueue
  readonly clock: Clock
  readonly budget: WorkBudget
}

const minuteMs = 60_000
// Work that was lost on its way is asked for again after this.
const claimMs = 15 * minuteMs
const publishEveryMs = 5 * minuteMs
const publishedClaimMs = 60 * minuteMs

/**
 * What happens once a minute where pulling is cut into pieces: the sources that are due are handed over, each once
 * however often this is called, and so are the editions that have changed.
 * @returns how many pieces were handed over.
 */
export async function scheduleWork(sources: readonly Source[], deps: ScheduleDeps): Promise<number> {
  const refreshed = await handOver(await dueWork(sources, deps), claimMs, deps)
  const published = deps.budget.writesAhead ? await schedulePublishing(deps) : 0
  return refreshed + published
}

async function dueWork(sources: readonly Source[], { sourceLog, clock }: ScheduleDeps): Promise<Work[]> {
  const nowMs = clock.nowMs()
  const states = new Map((await sourceLog.list()).map(state => [state.sourceId, state]))
  return sources
    .filter(source => isDue(source, states.get(source.id) ?? null, nowMs))
    .map(({ id }) => ({ kind: 'refresh', sourceId: id, dueAtMs: states.get(id)?.nextDueAtMs ?? 0 }))
}

async function handOver(
  work: readonly Work[],
  forMs: number,
  { workLog, workQueue, clock }: ScheduleDeps,
): Promise<number> {
  if (work.length === 0) return 0
  const nowMs = clock.nowMs()
  const free = new Set(await workLog.claim(work.map(workId), { nowMs, untilMs: nowMs + forMs }))
  const claimed = work.filter(each => free.has(workId(each)))
  if (claimed.length > 0) await workQueue.send(claimed.map(each => ({ work: each, delaySeconds: 0 })))
  return claimed.length
}

/** Feeds are kept by readers for ten minutes, so they are written ahead every five. */
async function schedulePublishing(deps: ScheduleDeps): Promise<number> {
  const { archive, workLog, clock, budget } = deps
  const nowMs = clock.nowMs()
  const turn = `publishing turn ${Math.floor(nowMs / publishEveryMs)}`
  const mine = await workLog.claim([turn], { nowMs, untilMs: nowMs + publishEveryMs })
  if (mine.length === 0) return 0
  const editions = await archive.editions()
  const ids = new Map(editions.map(({ slug, version }) => [`published ${slug} ${version}`, slug]))
  const until = { nowMs, untilMs: nowMs + publishedClaimMs }
  const changed = ids.size === 0 ? [] : await workLog.claim([...ids.keys()], until)
  const slugs = changed.flatMap(id => ids.get(id) ?? [])
  const work: Work[] = []
  for (let start = 0; start < slugs.length; start += budget.editionsPerPiece)
    work.push({ kind: 'publish', slugs: slugs.slice(start, start + budget.editionsPerPiece) })
  if (work.length > 0) await deps.workQueue.send(work.map(each => ({ work: each, delaySeconds: 0 })))
  return work.length
}
