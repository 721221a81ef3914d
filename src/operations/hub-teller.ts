import { asAppError } from '../core/errors.ts'
import type { Archive } from '../ports/archive.ts'
import type { Clock } from '../ports/clock.ts'
import type { Hub } from '../ports/hub.ts'
import type { Log } from '../ports/log.ts'
import type { WorkLog } from '../ports/work-log.ts'
import { editionFeeds } from './edition-feeds.ts'

/** Sees to it that a hub learns of every feed that has changed. */
export interface HubTeller {
  /** Tells of what the hub was not told yet, if it is time. Never rejects: what fails is written down and tried again. */
  tell(signal?: AbortSignal): Promise<void>
}

export interface HubTellerDeps {
  readonly hub: Hub
  /** The address of the aggregators' host, without a trailing slash. */
  readonly base: string
  readonly archive: Archive
  readonly workLog: WorkLog
  readonly clock: Clock
  readonly log: Log
}

/** The version of the archive up to which the hub was told; `schedule-telling.ts` keeps the same on Workers. */
export const hubMark = 'hub'

const editionsAtOnce = 15
const shortestPauseMs = 60_000
const longestPauseMs = 3_600_000

/**
 * How far the hub was told stands in the archive, so that a change is told though the process was killed before it could.
 * Each failure in a row doubles the pause, from a minute to an hour.
 */
export function createHubTeller({ hub, base, archive, workLog, clock, log }: HubTellerDeps): HubTeller {
  let failures = 0
  let retryAtMs = 0

  async function tellAll(signal: AbortSignal | undefined): Promise<void> {
    const told = await workLog.readMark(hubMark)
    const changed = (await archive.editions())
      .filter(({ version }) => version > told)
      // From the oldest change on, so that the mark can follow.
      .toSorted((a, b) => a.version - b.version)
    for (let start = 0; start < changed.length; start += editionsAtOnce) {
      const editions = changed.slice(start, start + editionsAtOnce)
      const topics = editions.flatMap(({ slug }) => editionFeeds(slug)).map(path => `${base}/${path}`)
      await hub.tell(topics, signal)
      failures = 0
      log.write({ event: 'hub-told', topics: topics.length })
      const next = changed[start + editionsAtOnce]
      const last = editions.at(-1)?.version ?? told
      await workLog.raiseMark(hubMark, next === undefined ? last : Math.min(last, next.version - 1))
    }
  }

  return {
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
