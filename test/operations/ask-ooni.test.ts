import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFixedClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryMeasurementLog } from '../../src/adapters/memory/measurement-log.ts'
import { askOoni } from '../../src/operations/ask-ooni.ts'
import type { Fetcher } from '../../src/ports/fetcher.ts'
import { createTestFetcher } from '../support/node-fetcher.ts'
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.ts'

// The answers have the shape that api.ooni.org documents for /api/v1/aggregation.

const nowMs = Date.UTC(2026, 10, 24, 12)
const path = (since: string) =>
  `/api/v1/aggregation?probe_cc=BY&domain=a.example&test_name=web_connectivity&since=${since}&until=2026-11-24&axis_x=measurement_start_day`
let ooni: ScriptedServer
let fetcher: Fetcher
let log: ReturnType<typeof createMemoryMeasurementLog>

beforeAll(async () => {
  ooni = await startScriptedServer()
  fetcher = createTestFetcher([ooni.host])
})

beforeEach(() => {
  log = createMemoryMeasurementLog()
})

afterAll(async () => {
  await fetcher.close()
  await ooni.close()
})

function row(day: string, ok: number, anomaly: number, confirmed = 0) {
  return {
    ...{ measurement_start_day: day, ok_count: ok, anomaly_count: anomaly, confirmed_count: confirmed },
    ...{ failure_count: 1, measurement_count: ok + anomaly + confirmed + 1 },
  }
}

function script(since: string, result: readonly unknown[]) {
  const body = JSON.stringify({ dimension_count: 1, result, v: 0 })
  ooni.script(path(since), { headers: { 'content-type': 'application/json' }, body })
}

function ask() {
  const rules = { address: `${ooni.origin}/`, regions: ['BY'] }
  const deps = { fetcher, measurementLog: log, clock: createFixedClock(nowMs) }
  return askOoni('a.example', rules, deps, AbortSignal.timeout(10_000))
}

describe('public measurements', () => {
  test('count as six a day at most, in the proportion that volunteers saw, within their day', async () => {
    script('2026-11-17', [row('2026-11-21', 90, 30), row('2026-11-22', 1, 0), row('2026-11-23', 0, 1, 2)])

    const measured = await ask()

    const seen = measured.map(each => [new Date(each.atMs).toISOString().slice(0, 10), each.class])
    expect(seen.filter(([day]) => day === '2026-11-21')).toHaveLength(6)
    expect(seen.filter(([day, seenAs]) => day === '2026-11-21' && seenAs === 'anomaly')).toHaveLength(1)
    expect(seen.filter(([day]) => day === '2026-11-22')).toEqual([['2026-11-22', 'ok']])
    expect(seen.filter(([day]) => day === '2026-11-23').map(([, seenAs]) => seenAs)).toEqual(
      Array(3).fill('anomaly'),
    )
  })

  test('of days that are known are not asked for again', async () => {
    script('2026-11-17', [row('2026-11-22', 3, 0)])
    script('2026-11-23', [])
    await log.record(await ask())

    await ask()

    expect(ooni.requests.at(-1)?.path).toBe(path('2026-11-23'))
  })

  test.each([
    { name: 'an error', answer: { status: 500 } },
    { name: 'something else', answer: { body: '<html>busy</html>' } },
  ])('that cannot be had for $name say nothing of the host', async ({ answer }) => {
    ooni.script(path('2026-11-17'), answer)

    expect(await ask()).toMatchObject([{ vantageId: 'ooni', class: 'vantage-failed' }])
  })
})
