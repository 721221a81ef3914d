import type { Trouble } from '../core/notice.ts'

/** What the operator was last told by one way. */
export interface Told {
  readonly atMs: number
  /** All troubles that there were then, as they were told: without a closed host or a prefix. */
  readonly troubles: readonly Trouble[]
}

/** What the operator was told, so that a restart neither says it again nor forgets what waits. */
export interface NoticeLog {
  /** @param way `webhook`, `mail`; null before anything was told by it. */
  told(way: string): Promise<Told | null>
  /** Takes the place of what was told before. */
  noteTold(way: string, told: Told): Promise<void>
}
