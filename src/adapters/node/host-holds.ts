import { AppError } from '../../core/errors.ts'
import { toIso } from '../../core/instant.ts'

/** Hosts that asked to be left alone (Retry-After), and until when. */
export interface HostHolds {
  /** Remembers what a failure asks for, if it asks for anything. */
  note(host: string, error: unknown, nowMs: number): void
  /** Throws AppError `upstream-refused`, with `retryAtMs`, while a host is not to be asked. */
  refuse(url: URL, nowMs: number): void
}

const longestHoldMs = 7 * 24 * 60 * 60_000

/** Nobody is asked for the tenth page who refused the first; kept for the life of the process, ended holds dropped. */
export function createHostHolds(): HostHolds {
  const untilMs = new Map<string, number>()
  return {
    note(host, error, nowMs) {
      if (!(error instanceof AppError) || error.retryAtMs === undefined) return
      for (const [other, endsMs] of untilMs) if (endsMs <= nowMs) untilMs.delete(other)
      untilMs.set(host, Math.min(error.retryAtMs, nowMs + longestHoldMs))
    },
    refuse({ href, hostname }, nowMs) {
      const retryAtMs = untilMs.get(hostname) ?? 0
      if (retryAtMs <= nowMs) return
      throw new AppError(
        'upstream-refused',
        `${href} was not asked for: ${hostname} asks to wait until ${toIso(retryAtMs)}`,
        { next: 'Wait; it is asked again by itself.', retryAtMs },
      )
    },
  }
}
