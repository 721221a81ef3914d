import { expect, test } from 'vitest'
import { play } from '../../../../src/core/mirror/simulation/play.ts'
import { defaultScenario, relaxed, type Scenario } from '../../../../src/core/mirror/simulation/scenario.ts'
import { summarize } from '../../../../src/core/mirror/simulation/summarize.ts'

// What the groups are to reach, as means over twenty plays; docs/simulation.md has the whole tables.

const seeds = Array.from({ length: 20 }, (_, n) => n + 1)

function mean(over: Partial<Scenario>, plays = seeds) {
  const scenario = { ...defaultScenario, ...over }
  const summary = summarize(
    scenario,
    plays.map(seed => play(scenario, seed)),
  )
  return {
    ...summary,
    used: summary.hostsUsed / summary.bound,
    on: (day: number) => summary.connected[day] ?? 0,
  }
}

test('5 % agents who tell at once: 98 % of reader-days, 99.5 % on every day from day 30, hosts within 1.25', () => {
  const { readerDays, worstDayLater, used, wronglyClosed } = mean({})

  expect(readerDays).toBeGreaterThanOrEqual(0.98)
  expect(worstDayLater).toBeGreaterThanOrEqual(0.995)
  expect(used).toBeLessThanOrEqual(1.25)
  expect(wronglyClosed).toBeLessThanOrEqual(0.01)
}, 120_000)

test('10 % agents who tell at once: 93 % of reader-days, 99 % by day 90, hosts within 1.25', () => {
  const { readerDays, lastDay, used, wronglyClosed } = mean({ agents: 0.1 })

  expect(readerDays).toBeGreaterThanOrEqual(0.93)
  expect(lastDay).toBeGreaterThanOrEqual(0.99)
  expect(used).toBeLessThanOrEqual(1.25)
  expect(wronglyClosed).toBeLessThanOrEqual(0.01)
}, 120_000)

test.each([
  { groupSize: 10, least: 0.6 },
  { groupSize: 5, least: 0.8 },
])(
  'sleepers in groups of $groupSize leave $least on the day they strike, and 98 % a week later',
  ({ groupSize, least }) => {
    const { on, wronglyClosed } = mean({ censor: 'sleepers', groupSize })

    expect(on(45)).toBeGreaterThanOrEqual(least)
    expect(on(52)).toBeGreaterThanOrEqual(0.98)
    expect(wronglyClosed).toBeLessThanOrEqual(0.01)
  },
  120_000,
)

test('with every kindness taken away no more than 1 % of honest invites are closed', () => {
  expect(mean({ relaxations: relaxed }, seeds.slice(0, 5)).wronglyClosed).toBeLessThanOrEqual(0.01)
}, 120_000)

test('the same seed gives the same play, another one another', () => {
  const scenario = {
    ...defaultScenario,
    invites: 200,
    firstHosts: 40,
    freshHostsPerDay: 2,
    relaxations: relaxed,
  }

  expect(play(scenario, 7)).toEqual(play(scenario, 7))
  expect(play(scenario, 7).connected).not.toEqual(play(scenario, 8).connected)
})

test('a public list keeps nobody, a hash ring and fixed groups lose for good what groups that split win back', () => {
  const last = (policy: Scenario['policy']) => mean({ policy }, seeds.slice(0, 3)).lastDay

  expect(last('public-list')).toBe(0)
  expect(last('hash-ring')).toBeLessThan(0.6)
  expect(last('fixed-groups')).toBeLessThan(0.7)
  expect(last('splitting-groups')).toBeGreaterThan(0.99)
}, 120_000)

test('2,000 invites over 90 days are played in less than 5 seconds of this processor’s time', () => {
  const before = process.cpuUsage()
  play({ ...defaultScenario, agents: 0.1, relaxations: relaxed }, 1)
  const { user, system } = process.cpuUsage(before)

  expect((user + system) / 1e6).toBeLessThan(5)
})
