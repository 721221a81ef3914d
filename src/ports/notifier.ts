/** What the operator is told when nobody is looking. No closed host and no prefix stands in it. */
export interface Notice {
  readonly subject: string
  /** A sentence each. */
  readonly lines: readonly string[]
}

/** A way to reach the operator. */
export interface Notifier {
  /** Its name in the configuration: `webhook`, `mail`. */
  readonly way: string
  /** Throws AppError `notice-failed`. */
  send(notice: Notice): Promise<void>
}
