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
// Whoever has let three requests in a row run out of time, or sent a challenge to each, would do so with the next fifty.
const mostInVain = 3
const inVainHoldMs = 5 * 60_000
const inVain: Partial<Record<ErrorKind, string>> = {
  'fetch-timeout': 'gave no answer in time',
  'upstream-challenged': 'sent a challenge',
}
// More hosts than anybody follows at once; what is forgotten is asked once too often.
const mostHosts = 10_000

/**
 * Nobody is asked for the tenth page who asked to wait (Retry-After) at the first, who never answers, or whose firewall
 * does. Kept for the life of the process.
 */
export function createHostHolds(): HostHolds {
  const holds = new Map<string, Hold>()
  const failures = new Map<string, { readonly kind: ErrorKind; readonly count: number }>()

  function hold(host: string, entry: Hold, nowMs: number): void {
    for (const [other, { untilMs }] of holds) if (untilMs <= nowMs) holds.delete(other)
    holds.set(host, entry)
  }

  return {
    note(host, error, nowMs) {
      const before = failures.get(host)
      failures.delete(host)
      if (!(error instanceof AppError)) return
      const { kind, retryAtMs } = error
      const what = inVain[kind]
      if (retryAtMs !== undefined) {
        const untilMs = Math.min(retryAtMs, nowMs + longestHoldMs)
        hold(host, { untilMs, kind, reason: 'asks to wait until' }, nowMs)
      } else if (what !== undefined) {
        const count = before?.kind === kind ? before.count + 1 : 1
        if (count < mostInVain) {
          if (failures.size > mostHosts) failures.clear()
          failures.set(host, { kind, count })
          return
        }
        const reason = `${what} ${mostInVain} times in a row and is left alone until`
        hold(host, { untilMs: nowMs + inVainHoldMs, kind, reason }, nowMs)
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
