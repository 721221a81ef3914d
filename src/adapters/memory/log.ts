import type { Log, LogEvent } from '../../ports/log.ts'

/** A log that only remembers. */
export interface MemoryLog extends Log {
  /** Oldest first. */
  readonly events: readonly LogEvent[]
}

/** A log whose events a test can look at. */
export function createMemoryLog(): MemoryLog {
  const events: LogEvent[] = []
  return { events, write: event => void events.push(event) }
}
