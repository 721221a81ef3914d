import { asAppError } from '../core/errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Hub } from '../ports/hub.ts'
import type { Log } from '../ports/log.ts'

/** Sees to it that a hub learns of every feed that has changed. */
export interface HubTeller {
  /** Notes feeds that have changed, by their paths below the base. */
  add(paths: readonly string[]): void
  /** Tells of what the hub was not told yet, if it is time. Never rejects: what fails is written down and tried again. */
  tell(signal?: AbortSignal): Promise<void>
}

export interface HubTellerDeps {
  readonly hub: Hub
  /** The address of the aggregators' host, without a trailing slash. */
  readonly base: string
  readonly clock: Clock
  readonly log: Log
}

const topicsAtOnce = 50
const shortestPauseMs = 60_000
const longestPauseMs = 3_600_000

/** Each failure in a row doubles the pause, from a minute to an hour; what was not told is kept until it was. */
export function createHubTeller({ hub, base, clock, log }: HubTellerDeps): HubTeller {
  const waiting = new Set<string>()
  let failures = 0
  let retryAtMs = 0

  async function tellAll(signal: AbortSignal | undefined): Promise<void> {
    while (waiting.size > 0) {
      const topics = [...waiting].slice(0, topicsAtOnce)
      await hub.tell(topics, signal)
      for (const topic of topics) waiting.delete(topic)
      failures = 0
      log.write({ event: 'hub-told', topics: topics.length })
    }
  }

  return {
    add(paths) {
      for (const path of paths) waiting.add(`${base}/${path}`)
    },
    async tell(signal) {
      if (clock.nowMs() < retryAtMs) return
      try {
        await tellAll(signal)
      } catch (cause) {
        if (signal?.aborted === true) return
        const { kind, message } = asAppError(cause, 'fetch-failed')
        retryAtMs = clock.nowMs() + Math.min(longestPauseMs, shortestPauseMs * 2 ** failures)
        failures++
        log.write({ event: 'failure', kind, message })
      }
    },
  }
}
