import { describe, expect, test } from 'vitest'
import { isDue, nextState, type PaceOutcome } from '../../../src/core/source/pace.ts'
import type { SourceState } from '../../../src/core/source/source.ts'

const nowMs = Date.UTC(2026, 10, 17, 8)
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const source = { id: 'svaboda', everyMinutes: { min: 10, max: 120 } }
const feeds = [{ url: 'https://upstream.example/feed', etag: '"v1"', lastModified: null }]

function stateWith(part: Partial<SourceState>): SourceState {
  return {
    sourceId: source.id,
    feeds,
    intervalMinutes: 40,
    nextDueAtMs: nowMs,
    lastAttemptAtMs: nowMs - dayMs,
    lastSuccessAtMs: nowMs - dayMs,
    lastNewAtMs: nowMs - dayMs,
    failures: 0,
    lastError: null,
    ...part,
  }
}

function answered(part: Partial<Extract<PaceOutcome, { freshForSeconds: unknown }>> = {}) {
  return {
    status: 'unchanged',
    feeds,
    freshForSeconds: null,
    retryAtMs: null,
    nowMs,
    random: 0.5,
    ...part,
  } as const
}

function failed(part: { retryAtMs?: number; random?: number } = {}) {
  return {
    status: 'failed',
    feeds,
    error: 'fetch-timeout: slow',
    retryAtMs: null,
    nowMs,
    random: 0.5,
    ...part,
  } as const
}

function waitMinutes(next: SourceState): number {
  return (next.nextDueAtMs - nowMs) / minuteMs
}

describe('isDue', () => {
  const dueSource = { feeds: feeds.map(feed => feed.url) }

  test.each([
    { name: 'a source that was never asked', state: null, want: true },
    { name: 'a source whose time has come to the millisecond', state: stateWith({}), want: true },
    { name: 'a source whose time is past', state: stateWith({ nextDueAtMs: nowMs - 1 }), want: true },
    {
      name: 'a source whose feed is gone',
      state: stateWith({ feeds: feeds.map(feed => ({ ...feed, goneAtMs: 1 })) }),
      want: false,
    },
    { name: 'a source whose time is to come', state: stateWith({ nextDueAtMs: nowMs + 1 }), want: false },
  ])('$name: $want', ({ state, want }) => expect(isDue(dueSource, state, nowMs)).toBe(want))
})

describe('the interval', () => {
  test.each([
    { name: 'halves after something new', from: 40, status: 'changed', want: 20 },
    { name: 'grows by half after nothing new', from: 40, status: 'unchanged', want: 60 },
    { name: 'never falls below the least', from: 12, status: 'changed', want: 10 },
    { name: 'never grows beyond the most', from: 100, status: 'unchanged', want: 120 },
    { name: 'comes back within bounds that were narrowed', from: 500, status: 'changed', want: 60 },
  ] as const)('$name', ({ from, status, want }) => {
    const next = nextState(source, stateWith({ intervalMinutes: from }), answered({ status }))

    expect(next.intervalMinutes).toBe(want)
    expect(waitMinutes(next)).toBe(want)
  })

  test('a first refresh begins at the least', () =>
    expect(nextState(source, null, answered({ status: 'changed' })).intervalMinutes).toBe(10))

  test.each([
    { random: 0, want: 54 },
    { random: 0.5, want: 60 },
    { random: 0.999_999, want: 66 },
  ])('a wait varies by a tenth: $random gives $want minutes', ({ random, want }) =>
    expect(waitMinutes(nextState(source, stateWith({}), { ...answered(), random }))).toBeCloseTo(want, 3),
  )

  test.each([
    { name: 'is waited for', freshForSeconds: 90 * 60, want: 90 },
    { name: 'shorter than the interval changes nothing', freshForSeconds: 60, want: 60 },
    { name: 'longer than the longest interval counts as that', freshForSeconds: 1e9, want: 120 },
  ])('a freshness that $name', ({ freshForSeconds, want }) =>
    expect(waitMinutes(nextState(source, stateWith({}), answered({ freshForSeconds })))).toBe(want),
  )

  // It is eight in the morning, and the interval is an hour.
  test.each([
    { name: 'is waited for', skipped: { hours: [9], days: [] }, want: 120 },
    { name: 'is bounded by the longest interval', skipped: { hours: [9, 10, 11], days: [] }, want: 120 },
    { name: 'of another hour changes nothing', skipped: { hours: [8], days: [] }, want: 60 },
  ])('a skipped time that $name', ({ skipped, want }) =>
    expect(
      waitMinutes(
        nextState(source, stateWith({}), answered({ feeds: feeds.map(feed => ({ ...feed, skipped })) })),
      ),
    ).toBe(want),
  )

  test('Retry-After of a part that failed is kept after a success too', () =>
    expect(nextState(source, stateWith({}), answered({ retryAtMs: nowMs + dayMs })).nextDueAtMs).toBe(
      nowMs + dayMs,
    ))
})

describe('back-off', () => {
  test.each([
    { before: 0, want: 10 },
    { before: 1, want: 20 },
    { before: 2, want: 40 },
    { before: 7, want: 1280 },
    { before: 8, want: 1440 },
    { before: 5000, want: 1440 },
  ])('after $before failures another one waits $want minutes', ({ before, want }) => {
    const next = nextState(source, stateWith({ failures: before }), failed())

    expect(waitMinutes(next)).toBe(want)
    expect(next.failures).toBe(before + 1)
  })

  test('it varies by a tenth', () =>
    expect(waitMinutes(nextState(source, stateWith({}), failed({ random: 0 })))).toBe(9))

  test('a source asked more seldom than daily is not asked more often for failing', () => {
    const weekly = { id: 'weekly', everyMinutes: { min: 10_080, max: 20_160 } }

    expect(waitMinutes(nextState(weekly, null, failed()))).toBe(10_080)
  })

  test.each([
    { name: 'later than the back-off is kept', retryAtMs: nowMs + 2 * dayMs, want: nowMs + 2 * dayMs },
    { name: 'earlier than the back-off changes nothing', retryAtMs: nowMs + 1, want: nowMs + 10 * minuteMs },
    { name: 'years ahead counts as seven days', retryAtMs: 8.64e15, want: nowMs + 7 * dayMs },
  ])('a Retry-After $name', ({ retryAtMs, want }) =>
    expect(nextState(source, stateWith({}), failed({ retryAtMs })).nextDueAtMs).toBe(want),
  )
})

describe('what is remembered', () => {
  test('a failure keeps interval, validators and the last success', () => {
    const before = stateWith({})

    expect(nextState(source, before, failed())).toEqual({
      ...before,
      nextDueAtMs: nowMs + 10 * minuteMs,
      lastAttemptAtMs: nowMs,
      failures: 1,
      lastError: 'fetch-timeout: slow',
    })
  })

  test('a success forgets the failures', () => {
    const next = nextState(source, stateWith({ failures: 3, lastError: 'x' }), answered())

    expect(next).toMatchObject({
      failures: 0,
      lastError: null,
      lastSuccessAtMs: nowMs,
      lastAttemptAtMs: nowMs,
    })
  })

  test('only a change counts as news', () => {
    expect(nextState(source, stateWith({}), answered()).lastNewAtMs).toBe(nowMs - dayMs)
    expect(nextState(source, stateWith({}), answered({ status: 'changed' })).lastNewAtMs).toBe(nowMs)
  })

  test('a first failure has nothing to remember but itself', () =>
    expect(nextState(source, null, failed())).toMatchObject({
      feeds,
      lastSuccessAtMs: null,
      failures: 1,
    }))
})
