import type { Work } from '../core/source/work.ts'

/** Hands work to whoever has time for it: each piece at least once, in no order, perhaps twice. */
export interface WorkQueue {
  /** @throws AppError `store-failed`; some of it may have been handed over then. */
  send(work: readonly DelayedWork[]): Promise<void>
}

export interface DelayedWork {
  readonly work: Work
  /** Before this it is not begun. */
  readonly delaySeconds: number
}

/** How large a piece of work may be. */
export interface WorkBudget {
  readonly articlesPerPiece: number
  /** At most, whatever the source allows. */
  readonly recheckedPerRefresh: number
  /** Whether pages and feeds are written ahead; else each is written when it is first asked for. */
  readonly writesAhead: boolean
  readonly editionsPerPiece: number
}
