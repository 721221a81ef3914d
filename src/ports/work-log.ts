import type { Work } from '../core/source/work.ts'

/** Work that failed, and why it did last. */
export interface FailedWork {
  readonly work: Work
  readonly error: string
  readonly failedAtMs: number
  /** Whether it was given up; else it is tried again. */
  readonly isGivenUp: boolean
}

/** What is known of work besides the queue that carries it. */
export interface WorkLog {
  /**
   * Reserves pieces of work, so that nobody asks for them again before then.
   * @returns the names of those that nobody had reserved until now.
   */
  claim(
    ids: readonly string[],
    options: { readonly nowMs: number; readonly untilMs: number },
  ): Promise<readonly string[]>
  /** How far something was done, as a number that only rises; 0 before it was ever raised. */
  readMark(name: string): Promise<number>
  raiseMark(name: string, value: number): Promise<void>
  /** Until when nothing is to be written, since somebody carries the whole archive away or brings one; 0 for now. */
  heldUntilMs(): Promise<number>
  holdUntil(ms: number): Promise<void>
  /** Remembers a failure in place of an earlier one of the same work. */
  fail(failure: FailedWork): Promise<void>
  /** Takes work as given up; the reason of its last failure stays, where one is known. */
  giveUp(work: Work, nowMs: number): Promise<void>
  /** Forgets the failures of work that was done after all, or is handed over again. */
  forget(work: Work): Promise<void>
  /** Latest first, a hundred at most. */
  failures(): Promise<readonly FailedWork[]>
}
