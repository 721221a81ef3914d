import type { Work } from '../../core/source/work.ts'
import type { Archive } from '../../ports/archive.ts'
import type { Clock } from '../../ports/clock.ts'
import type { WorkLog } from '../../ports/work-log.ts'
import type { WorkQueue } from '../../ports/work-queue.ts'
import { hubMark } from '../hub-teller.ts'

export interface TellingDeps {
  readonly archive: Archive
  readonly workLog: WorkLog
  readonly workQueue: WorkQueue
  readonly clock: Clock
}

const everyMs = 5 * 60_000
const editionsPerPiece = 15
// A hub asks at once, and is to get what is new: by then no isolate and no cache has the old feed any more.
const delaySeconds = 60

/**
 * Hands over the telling of a hub of every edition that has changed, each change once, every five minutes at most.
 * @returns how many pieces were handed over.
 */
export async function scheduleTelling(deps: TellingDeps): Promise<number> {
  const { archive, workLog, workQueue, clock } = deps
  const nowMs = clock.nowMs()
  const turn = `telling turn ${Math.floor(nowMs / everyMs)}`
  const mine = await workLog.claim([turn], { nowMs, untilMs: nowMs + everyMs })
  if (mine.length === 0) return 0
  const told = await workLog.readMark(hubMark)
  const changed = (await archive.editions()).filter(edition => edition.version > told)
  if (changed.length === 0) return 0
  const slugs = changed.map(edition => edition.slug)
  const work: Work[] = []
  for (let start = 0; start < slugs.length; start += editionsPerPiece)
    work.push({ kind: 'tell', slugs: slugs.slice(start, start + editionsPerPiece) })
  await workQueue.send(work.map(each => ({ work: each, delaySeconds })))
  await workLog.raiseMark(hubMark, Math.max(...changed.map(edition => edition.version)))
  return work.length
}
