/** A mail that waits, by a number that it keeps as long as it waits. */
export interface WaitingMail {
  readonly id: number
  readonly receivedAtMs: number
}

/** A mailbox that is ours alone. Everything of it throws AppError `mail-failed` once the server is lost. */
export interface Mailbox {
  /** The oldest that wait. What an earlier run had taken is thrown away here: it may have been answered. */
  list(): Promise<readonly WaitingMail[]>
  /** As it came, a letter for each byte, or the beginning of it; null where it is gone or cannot be had. */
  read(id: number): Promise<string | null>
  /** Marks a mail, so that whoever opens the mailbox after a crash does not answer it again. */
  take(id: number): Promise<void>
  /** Takes the mark away. */
  giveBack(id: number): Promise<void>
  /** Throws a mail away for ever. */
  destroy(id: number): Promise<void>
  /** Throws away all that lies in the other folders that were named, such as copies of what was sent. */
  sweep(): Promise<void>
  /** Resolves when a mail may have come, after `longestMs` at the latest, and when the signal is aborted. */
  wait(longestMs: number, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

export interface MailboxOptions {
  /** `imaps://user:password@host`, or `imap://host:143`. */
  readonly server: () => string
  readonly folder: string
  /** Folders that are swept. */
  readonly sweeps: readonly string[]
}

/** Throws AppError `mail-failed`, `secret-missing`. */
export type OpenMailbox = (options: MailboxOptions) => Promise<Mailbox>
