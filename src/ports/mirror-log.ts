import type { Announcement, Mirror, MirrorChange } from '../core/mirror/mirror.ts'

/** The pool of mirrors with the log of its changes. */
export interface MirrorLog {
  /** Grows with every change of a mirror or announcement. */
  version(): Promise<number>
  list(): Promise<readonly Mirror[]>
  find(host: string): Promise<Mirror | null>
  /**
   * Writes mirrors as they are now together with the lines that say why, and the announcement if there is one:
   * all of it or nothing.
   */
  record(update: {
    readonly mirrors: readonly Mirror[]
    readonly changes: readonly MirrorChange[]
    readonly announcement?: Announcement
  }): Promise<void>
  /** Oldest first. */
  changes(host?: string): Promise<readonly MirrorChange[]>
  /** Oldest first. */
  announcements(): Promise<readonly Announcement[]>
}
