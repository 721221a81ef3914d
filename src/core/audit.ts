/** What an operator can do that readers notice. */
export type AuditAction =
  | 'article-withdrawn'
  | 'article-corrected'
  | 'article-pinned'
  | 'article-unpinned'
  | 'upstream-accepted'
  | 'upstream-declined'
  | 'mirror-added'
  | 'mirror-moved'
  | 'mirror-renewed'
  | 'rotation-announced'
  | 'invite-made'
  | 'work-retried'

/** One line of the log of who changed what; a line is never changed or taken out. */
export interface AuditLine {
  readonly atMs: number
  /** The operator's log-in name where there is one, else the name of the account on the machine. */
  readonly actor: string
  readonly action: AuditAction
  /** The article's id or the host name. */
  readonly subject: string
  /** What it was changed to, or why; null where the action says it all. */
  readonly detail: string | null
}
