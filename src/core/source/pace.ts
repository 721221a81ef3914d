import { afterSkipped, commonlySkipped } from './skipped-times.ts'
import { type FeedState, feedAddresses, type Source, type SourceState } from './source.ts'

const minuteMs = 60_000
const longestBackOffMinutes = 24 * 60
const longestRetryAfterMs = 7 * 24 * 60 * minuteMs

/** How a refresh of a source ended, as far as its pace goes. */
export type PaceOutcome =
  | {
      readonly status: 'changed' | 'unchanged'
      readonly feeds: readonly FeedState[]
      /** For how long the upstream says that there is nothing new: `ttl`, max-age; null if it does not say. */
      readonly freshForSeconds: number | null
      /** Retry-After of a part that failed, epoch milliseconds. */
      readonly retryAtMs: number | null
    }
  | {
      readonly status: 'failed'
      readonly feeds: readonly FeedState[]
      /** Kind and message. */
      readonly error: string
      readonly retryAtMs: number | null
    }

/** Whether it is time for a refresh; a source that was never asked is due at once, one that has stopped never. */
export function isDue(
  source: Pick<Source, 'feeds' | 'pages'>,
  state: SourceState | null,
  nowMs: number,
): boolean {
  return state === null || (nowMs >= state.nextDueAtMs && !isStopped(source, state))
}

/** Whether every feed of a source is gone (RFC 9110 §15.5.11, 410). An address that is configured anew starts it. */
export function isStopped(source: Pick<Source, 'feeds' | 'pages'>, state: SourceState | null): boolean {
  return feedAddresses(source).every(url =>
    state?.feeds.some(feed => feed.url === url && feed.goneAtMs !== undefined),
  )
}

/**
 * How a source stands after a refresh, and when the next is due: the interval halves when something was new and grows
 * by half when nothing was, within the source's bounds; failures in a row wait twice as long each, from the shortest
 * interval up to 24 hours. Each wait varies by a tenth, so that sources do not fall into step.
 * What the upstream asks for is kept: freshness and skipped times up to the longest interval, Retry-After up to seven
 * days.
 * @param state null after a source's first refresh.
 * @param random in [0, 1).
 */
export function nextState(
  source: Pick<Source, 'id' | 'everyMinutes'>,
  state: SourceState | null,
  outcome: PaceOutcome & { readonly nowMs: number; readonly random: number },
): SourceState {
  const { min, max } = source.everyMinutes
  const { nowMs } = outcome
  const current = clamp(state?.intervalMinutes ?? min, min, max)
  const retryAtMs = Math.min(outcome.retryAtMs ?? nowMs, nowMs + longestRetryAfterMs)
  if (outcome.status === 'failed') {
    const failures = (state?.failures ?? 0) + 1
    return {
      sourceId: source.id,
      feeds: outcome.feeds,
      intervalMinutes: current,
      nextDueAtMs: Math.max(nowMs + varied(backOffMinutes(min, failures), outcome.random), retryAtMs),
      lastAttemptAtMs: nowMs,
      lastSuccessAtMs: state?.lastSuccessAtMs ?? null,
      lastNewAtMs: state?.lastNewAtMs ?? null,
      failures,
      lastError: outcome.error,
    }
  }
  const isChanged = outcome.status === 'changed'
  const intervalMinutes = clamp(isChanged ? current / 2 : current * 1.5, min, max)
  const freshMs = Math.min((outcome.freshForSeconds ?? 0) * 1000, max * minuteMs)
  const awaited = Math.max(nowMs + varied(intervalMinutes, outcome.random), nowMs + freshMs, retryAtMs)
  const unskipped = afterSkipped(awaited, commonlySkipped(outcome.feeds.map(feed => feed.skipped)))
  return {
    sourceId: source.id,
    feeds: outcome.feeds,
    intervalMinutes,
    nextDueAtMs: Math.max(awaited, Math.min(unskipped, nowMs + max * minuteMs)),
    lastAttemptAtMs: nowMs,
    lastSuccessAtMs: nowMs,
    lastNewAtMs: isChanged ? nowMs : (state?.lastNewAtMs ?? null),
    failures: 0,
    lastError: null,
  }
}

function backOffMinutes(min: number, failures: number): number {
  return Math.min(min * 2 ** (failures - 1), Math.max(longestBackOffMinutes, min))
}

/** Minutes as milliseconds, a tenth more or less. */
function varied(minutes: number, random: number): number {
  return Math.round(minutes * minuteMs * (0.9 + 0.2 * random))
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max)
}
