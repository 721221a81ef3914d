/** What verifying comes to; everything but `good` has one line that says what is wrong. */
export const verdictStatuses = [
  'good',
  'withdrawn',
  'expired',
  'replayed',
  'incomplete',
  'changed',
  'revoked',
  'unknown-key',
  'unsigned',
] as const

export type VerdictStatus = (typeof verdictStatuses)[number]

export interface Verdict {
  readonly status: VerdictStatus
  /** One sentence for people. */
  readonly says: string
  /** Further lines: which paragraph is missing, which line is not the newsroom's. */
  readonly details: readonly string[]
}

export function verdict(status: VerdictStatus, says: string, details: readonly string[] = []): Verdict {
  return { status, says, details }
}

/** The worst of several: the further down the list of statuses, the worse. */
export function worstOf(verdicts: readonly Verdict[]): VerdictStatus {
  const rank = (status: VerdictStatus) => verdictStatuses.indexOf(status)
  return verdicts.reduce<VerdictStatus>(
    (worst, { status }) => (rank(status) > rank(worst) ? status : worst),
    'good',
  )
}
