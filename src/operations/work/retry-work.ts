import { AppError } from '../../core/errors.ts'
import { workId } from '../../core/source/work.ts'
import type { AuditLog } from '../../ports/audit-log.ts'
import type { Clock } from '../../ports/clock.ts'
import type { WorkLog } from '../../ports/work-log.ts'
import type { WorkQueue } from '../../ports/work-queue.ts'

export interface RetryDeps {
  readonly workLog: WorkLog
  readonly workQueue: WorkQueue
  readonly auditLog: AuditLog
  readonly actor: string
  readonly clock: Clock
}

/**
 * Hands work that was given up over again, by the operator's hand.
 * @param id one piece; left out: all that were given up.
 * @returns how many pieces.
 * @throws AppError `wrong-usage` where no such piece was given up, `store-failed`: nothing is forgotten then.
 */
export async function retryWork(id: string | undefined, deps: RetryDeps): Promise<number> {
  const { workLog, workQueue, auditLog, actor, clock } = deps
  const givenUp = (await workLog.failures()).filter(
    failure => failure.isGivenUp && (id === undefined || workId(failure.work) === id),
  )
  if (givenUp.length === 0) {
    if (id === undefined) return 0
    throw new AppError('wrong-usage', 'no such work was given up, or it was done meanwhile', {
      next: 'see what was: GET /api/v1/work',
    })
  }
  await workQueue.send(givenUp.map(({ work }) => ({ work, delaySeconds: 0 })))
  for (const { work } of givenUp) {
    await workLog.forget(work)
    const subject = workId(work)
    await auditLog.record({ atMs: clock.nowMs(), actor, action: 'work-retried', subject, detail: null })
  }
  return givenUp.length
}
