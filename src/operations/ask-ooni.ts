import { asAppError } from '../core/errors.ts'
import { dayMs } from '../core/mirror/group.ts'
import type { Measurement } from '../core/mirror/measurement.ts'
import { type OoniQuestion, ooniAddress, readOoni, toMeasurements } from '../core/mirror/ooni.ts'
import type { Clock } from '../ports/clock.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import type { MeasurementLog } from '../ports/measurement-log.ts'

export interface OoniDeps {
  readonly fetcher: Fetcher
  readonly measurementLog: MeasurementLog
  readonly clock: Clock
}

/** Where public measurements are asked for, and of which countries. */
export interface OoniRules {
  readonly address: string
  readonly regions: readonly string[]
}

const windowDays = 7

/**
 * Asks OONI's public data what volunteers saw of a public host on whole days that are not known yet. It names the host
 * to OONI, so it is for hosts that everybody is told of.
 */
export async function askOoni(
  host: string,
  { address, regions }: OoniRules,
  { fetcher, measurementLog, clock }: OoniDeps,
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  const today = dayOf(clock.nowMs())
  const known = await measurementLog.list({ host, sinceMs: clock.nowMs() - windowDays * dayMs })
  const found: Measurement[] = []
  for (const region of regions) {
    const own = known.filter(
      each => each.vantageId === 'ooni' && each.region === region && each.class !== 'vantage-failed',
    )
    const sinceMs = own.length === 0 ? clock.nowMs() - windowDays * dayMs : (own.at(-1)?.atMs ?? 0) + dayMs
    const question = { host, region, since: dayOf(sinceMs), until: today }
    if (question.since >= today) continue
    found.push(...(await ask(question, address, { fetcher, clock }, signal)))
  }
  return found
}

async function ask(
  question: OoniQuestion,
  address: string,
  { fetcher, clock }: Pick<OoniDeps, 'fetcher' | 'clock'>,
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  const { host, region } = question
  const failed = (note: string): readonly Measurement[] => [
    {
      atMs: clock.nowMs(),
      host,
      vantageId: 'ooni',
      region,
      class: 'vantage-failed',
      bytes: 0,
      note,
      facts: null,
    },
  ]
  try {
    const politeness = { concurrency: 1, delaySeconds: 1 }
    const outcome = await fetcher.get({ url: ooniAddress(address, question), politeness, signal })
    const days =
      outcome.status === 'fetched' ? readOoni(new TextDecoder().decode(outcome.capture.body)) : null
    if (days === null) return failed('the answer is none of the aggregation')
    return days.filter(each => each.day < question.until).flatMap(each => toMeasurements(each, question))
  } catch (error) {
    signal.throwIfAborted()
    return failed(asAppError(error, 'fetch-failed').message)
  }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
