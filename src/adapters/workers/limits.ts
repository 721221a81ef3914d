import type { WorkBudget } from '../../ports/work-queue.ts'

/** The platform's plans. */
export type Plan = 'free' | 'paid'

/** What one run of the Worker, and a day or month of an account, may cost. docs/edge-limits.md says where it is from. */
export interface PlatformLimits {
  /** Calls out of one run: fetch, D1, R2, Queues. */
  readonly subrequestsPerRun: number
  /** Statements sent to D1 in one run, each of a batch counted. */
  readonly d1QueriesPerRun: number
  readonly d1RowsWrittenPerDay: number
  readonly d1RowsReadPerDay: number
  readonly cpuMsPerRun: number
  /** A message that is delivered once takes three: written, read, deleted. */
  readonly queueOperationsPerDay: number
  /** R2 puts, deletes and lists in a month. */
  readonly r2WritesPerMonth: number
  readonly r2ReadsPerMonth: number
  readonly bundleBytes: number
}

export const platformLimits = {
  free: {
    subrequestsPerRun: 50,
    d1QueriesPerRun: 50,
    d1RowsWrittenPerDay: 100_000,
    d1RowsReadPerDay: 5_000_000,
    cpuMsPerRun: 10,
    queueOperationsPerDay: 10_000,
    r2WritesPerMonth: 1_000_000,
    r2ReadsPerMonth: 10_000_000,
    bundleBytes: 3 * 1024 * 1024,
  },
  paid: {
    subrequestsPerRun: 10_000,
    d1QueriesPerRun: 1_000,
    d1RowsWrittenPerDay: 50_000_000 / 30,
    d1RowsReadPerDay: 25_000_000_000 / 30,
    cpuMsPerRun: 30_000,
    queueOperationsPerDay: 1_000_000 / 30,
    r2WritesPerMonth: 1_000_000,
    r2ReadsPerMonth: 10_000_000,
    bundleBytes: 10 * 1024 * 1024,
  },
} as const satisfies Record<Plan, PlatformLimits>

/** How work is cut for each plan, so that no run comes near its limits; test/runtimes/workerd/pulling.test.ts counts. */
export const workBudgets = {
  free: { articlesPerPiece: 1, recheckedPerRefresh: 1, writesAhead: false, editionsPerPiece: 1 },
  paid: { articlesPerPiece: 10, recheckedPerRefresh: 5, writesAhead: true, editionsPerPiece: 10 },
} as const satisfies Record<Plan, WorkBudget>
