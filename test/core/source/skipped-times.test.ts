import { expect, test } from 'vitest'
import { afterSkipped, commonlySkipped } from '../../../src/core/source/skipped-times.ts'

const everyHour = Array.from({ length: 24 }, (_, hour) => hour)

// 24 November 2026 is a Tuesday.
test.each([
  { name: 'nothing is skipped', hours: [], days: [], want: '2026-11-24T08:30:00Z' },
  { name: 'another hour is skipped', hours: [9], days: [], want: '2026-11-24T08:30:00Z' },
  { name: 'this hour is skipped', hours: [8], days: [], want: '2026-11-24T09:00:00Z' },
  { name: 'several hours are skipped', hours: [8, 9, 10], days: [], want: '2026-11-24T11:00:00Z' },
  {
    name: 'hours over midnight are skipped',
    hours: everyHour.slice(8),
    days: [],
    want: '2026-11-25T00:00:00Z',
  },
  { name: 'this day is skipped', hours: [], days: [2], want: '2026-11-25T00:00:00Z' },
  { name: 'a day and the next hour are skipped', hours: [0], days: [2], want: '2026-11-25T01:00:00Z' },
  { name: 'all but one day is skipped', hours: [], days: [0, 2, 3, 4, 5, 6], want: '2026-11-30T00:00:00Z' },
  { name: 'every hour is skipped', hours: everyHour, days: [], want: '2026-11-24T08:30:00Z' },
  { name: 'every day is skipped', hours: [], days: [0, 1, 2, 3, 4, 5, 6], want: '2026-11-24T08:30:00Z' },
])('where $name, the next moment is $want', ({ hours, days, want }) =>
  expect(afterSkipped(Date.parse('2026-11-24T08:30:00Z'), { hours, days })).toBe(Date.parse(want)),
)

test('several feeds skip what all of them skip', () => {
  const night = { hours: [0, 1, 2, 3], days: [0, 6] }

  expect(commonlySkipped([night, { hours: [2, 3, 4], days: [6] }])).toEqual({ hours: [2, 3], days: [6] })
  expect(commonlySkipped([night])).toEqual(night)
  expect(commonlySkipped([night, undefined])).toEqual({ hours: [], days: [] })
  expect(commonlySkipped([])).toEqual({ hours: [], days: [] })
})
