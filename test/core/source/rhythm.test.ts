import { describe, expect, test } from 'vitest'
import { rhythmOf } from '../../../src/core/source/rhythm.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const startMs = Date.UTC(2026, 0, 5)

/** Articles at these hours of each weekday, for three weeks. */
function weekdays(hours: readonly number[]): number[] {
  const days = Array.from({ length: 21 }, (_, day) => day).filter(day => day % 7 < 5)
  return days.flatMap(day => hours.map(hour => startMs + day * dayMs + hour * hourMs))
}

describe('the rhythm of a source', () => {
  test('is not told from a few articles', () => {
    expect(rhythmOf([])).toBeNull()
    expect(rhythmOf(Array.from({ length: 8 }, (_, n) => n * hourMs))).toBeNull()
  })

  test('that publishes every four hours alarms after its usual pause and a half, six hours at the least', () => {
    const regular = Array.from({ length: 30 }, (_, n) => startMs + n * 4 * hourMs)

    expect(rhythmOf(regular)).toEqual({ usualPauseMs: 4 * hourMs, longestUsualPauseMs: 6 * hourMs })
  })

  test('that rests at night and on weekends alarms on neither', () => {
    const rhythm = rhythmOf(weekdays([8, 10, 12, 14, 16, 18]))

    expect(rhythm?.usualPauseMs).toBe(2 * hourMs)
    // Friday 18:00 to Monday 8:00 is 62 hours.
    expect(rhythm?.longestUsualPauseMs).toBe(93 * hourMs)
  })

  test('is not taken from a single long outage', () => {
    const regular = Array.from({ length: 30 }, (_, n) => startMs + n * hourMs)
    const resumed = regular.map(date => date + 40 * dayMs)

    expect(rhythmOf([...regular, ...resumed])?.longestUsualPauseMs).toBe(6 * hourMs)
  })

  test('does not depend on the order of the dates', () => {
    const dates = weekdays([9, 17])

    expect(rhythmOf(dates.toReversed())).toEqual(rhythmOf(dates))
  })
})
