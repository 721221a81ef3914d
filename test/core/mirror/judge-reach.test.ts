import { describe, expect, test } from 'vitest'
import { judgeReach } from '../../../src/core/mirror/judge-reach.ts'
import type { Measurement, ProbeClass } from '../../../src/core/mirror/measurement.ts'
import { createChance } from '../../../src/core/mirror/simulation/chance.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const startMs = Date.UTC(2026, 10, 1)

function measurement(atMs: number, probeClass: ProbeClass, vantageId = 'minsk'): Measurement {
  const rest = { region: 'BY', bytes: 0, note: null, facts: null }
  return { atMs, host: 'a.example', vantageId, class: probeClass, ...rest }
}

/** So many measurements, an hour apart, from vantage points in turn. */
function hourly(classes: readonly ProbeClass[], vantageIds: readonly string[] = ['minsk', 'brest']) {
  return classes.map((probeClass, n) =>
    measurement(startMs + n * hourMs, probeClass, vantageIds[n % vantageIds.length]),
  )
}

const times = (count: number, probeClass: ProbeClass) => Array<ProbeClass>(count).fill(probeClass)

describe('whether a host is blocked', () => {
  test.each([
    { name: 'one failed probe says nothing', given: hourly(times(1, 'tls-reset')), want: 'watched' },
    { name: 'nothing measured', given: [], want: 'unmeasured' },
    { name: 'interference without an end', given: hourly(times(12, 'tls-reset')), want: 'blocked' },
    {
      name: 'interference of all kinds',
      given: hourly(['dns-lie', 'cut', 'frozen', 'tcp-blocked', 'tls-reset', 'wrong-content']),
      want: 'blocked',
    },
    {
      name: 'one vantage point of two that fails alone',
      given: hourly(Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? 'tls-reset' : 'ok'))),
      want: 'watched',
    },
    {
      name: 'every other probe of both',
      given: hourly(['ok', 'ok', ...times(8, 'tls-reset'), ...times(20, 'ok')]),
      want: 'reached',
    },
    {
      name: 'one vantage point for six hours',
      given: hourly(times(8, 'tls-reset'), ['minsk']),
      want: 'blocked',
    },
    {
      name: 'one vantage point for half an hour, over and over',
      given: Array.from({ length: 20 }, (_, n) => measurement(startMs + n * 60_000, 'tls-reset')),
      want: 'watched',
    },
    { name: 'volunteers alone', given: hourly(times(40, 'anomaly'), ['ooni']), want: 'watched' },
    {
      name: 'volunteers and a vantage point',
      given: hourly(times(12, 'anomaly'), ['ooni', 'minsk']),
      want: 'blocked',
    },
    { name: 'an outage of ours', given: hourly(times(40, 'outage')), want: 'unmeasured' },
    {
      name: 'a vantage point that is broken itself',
      given: hourly(times(40, 'vantage-failed')),
      want: 'unmeasured',
    },
    {
      name: 'connections that freeze behind the first page',
      given: hourly(times(40, 'freezing')),
      want: 'reached',
    },
  ] as const)('$name: $want', ({ given, want }) => {
    expect(judgeReach(given).status).toBe(want)
  })
})

describe('in simulation', () => {
  /** Days until a block is found; null where none is found in all of them. */
  function play(options: {
    readonly seed: number
    readonly perDay: number
    readonly vantages: number
    readonly failing: (atMs: number, vantage: number, chance: () => number) => boolean
    readonly days: number
  }): number | null {
    const chance = createChance(options.seed)
    const stepMs = dayMs / options.perDay
    const measured: Measurement[] = []
    for (let atMs = startMs; atMs < startMs + options.days * dayMs; atMs += stepMs) {
      const vantage = measured.length % options.vantages
      const failed = options.failing(atMs, vantage, () => chance.next())
      measured.push(measurement(atMs, failed ? 'tls-reset' : 'ok', `v${vantage}`))
      // As in operation, the last fourteen days count.
      const recent = measured.slice(-Math.ceil(14 * options.perDay))
      // A success never completes the evidence.
      if (failed && judgeReach(recent).status === 'blocked') return (atMs - startMs) / dayMs
    }
    return null
  }

  test.each([
    { noise: 0.05, perDay: 10, vantages: 2 },
    { noise: 0.1, perDay: 10, vantages: 2 },
    { noise: 0.1, perDay: 10, vantages: 1 },
    { noise: 0.1, perDay: 48, vantages: 4 },
  ])(
    '$noise of noise at $perDay a day from $vantages: at most one false block in 1,000 days of a mirror',
    ({ noise, perDay, vantages }) => {
      const mirrors = Math.ceil(400 / perDay)
      const days = 100
      let falseBlocks = 0
      for (let seed = 1; seed <= mirrors; seed++) {
        const foundAt = play({ seed, perDay, vantages, days, failing: (_, __, chance) => chance() < noise })
        if (foundAt !== null) falseBlocks++
      }
      expect((falseBlocks / (mirrors * days)) * 1_000).toBeLessThanOrEqual(1)
    },
  )

  test.each([
    { noise: 0, vantages: 2 },
    { noise: 0.1, vantages: 2 },
    { noise: 0.1, vantages: 1 },
  ])(
    'a true block is found within 24 hours at 10 measurements a day, $noise of them failing to see it, from $vantages',
    ({ noise, vantages }) => {
      const found = Array.from({ length: 200 }, (_, seed) =>
        play({
          seed: seed + 1,
          perDay: 10,
          vantages,
          days: 3,
          failing: (_, __, chance) => chance() >= noise,
        }),
      )
      const inTime = found.filter(days => days !== null && days <= 1).length

      expect(inTime / found.length).toBeGreaterThanOrEqual(0.98)
    },
  )
})
