import type { WorkLog } from '../../ports/work-log.ts'
import type { WorkBudget, WorkQueue } from '../../ports/work-queue.ts'
import type { PublishDeps } from '../publish-editions.ts'
import type { RefreshDeps } from '../refresh-source.ts'

export interface WorkDeps extends RefreshDeps, PublishDeps {
  readonly workQueue: WorkQueue
  readonly workLog: WorkLog
  readonly budget: WorkBudget
  /** Tells the operator's hub of feeds, by their paths below the base; null where there is none. */
  readonly tellHub: ((paths: readonly string[]) => Promise<void>) | null
}
