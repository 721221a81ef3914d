import { AppError, type ErrorKind } from '../../core/errors.ts'
import { toIso } from '../../core/instant.ts'

/** Hosts that are left alone for a while, and until when. */
export interface HostHolds {
  /** Remembers that a request to a host went well, or what its failure asks for. */
  note(host: string, error: unknown, nowMs: number): void
  /** Throws the AppError that led to it, with `retryAtMs`, while a host is not to be asked. */
  refuse(url: URL, nowMs: number): void
}

interface Hold {
  readonly untilMs: number
  readonly kind: ErrorKind
  readonly reason: string
}

const longestHoldMs = 7 * 24 * 60 * 60_000
// Whoever has let three requests in a row run out of time would do so with the next fifty.
const mostTimeouts = 3
const timeoutHoldMs = 5 * 60_000
// More hosts than anybody follows at once; what is forgotten is asked once too often.
const mostHosts = 10_000

/**
 * Nobody is asked for the tenth page who asked to wait (Retry-After) at the first, or who never answers. Kept for the
 * life of the process.
 */
export function createHostHolds(): HostHolds {
  const holds = new Map<string, Hold>()
  const timeouts = new Map<string, number>()

  function hold(host: string, entry: Hold, nowMs: number): void {
    for (const [other, { untilMs }] of holds) if (untilMs <= nowMs) holds.delete(other)
    holds.set(host, entry)
  }

  return {
    note(host, error, nowMs) {
      if (!(error instanceof AppError) || error.kind !== 'fetch-timeout') timeouts.delete(host)
      if (!(error instanceof AppError)) return
      const { kind, retryAtMs } = error
      if (retryAtMs !== undefined) {
        const untilMs = Math.min(retryAtMs, nowMs + longestHoldMs)
        hold(host, { untilMs, kind, reason: 'asks to wait until' }, nowMs)
      } else if (kind === 'fetch-timeout') {
        const count = (timeouts.get(host) ?? 0) + 1
        if (timeouts.size > mostHosts) timeouts.clear()
        timeouts.set(host, count)
        if (count < mostTimeouts) return
        timeouts.delete(host)
        const reason = `gave no answer in time ${mostTimeouts} times in a row and is left alone until`
        hold(host, { untilMs: nowMs + timeoutHoldMs, kind, reason }, nowMs)
      }
    },
    refuse({ href, hostname }, nowMs) {
      const entry = holds.get(hostname)
      if (entry === undefined || entry.untilMs <= nowMs) return
      const { kind, reason, untilMs } = entry
      throw new AppError(kind, `${href} was not asked for: ${hostname} ${reason} ${toIso(untilMs)}`, {
        next: 'Wait; it is asked again by itself.',
        retryAtMs: untilMs,
      })
    },
  }
}
