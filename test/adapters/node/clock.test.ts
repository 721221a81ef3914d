import { describe, expect, test } from 'vitest'
import { createFixedClock } from '../../../src/adapters/memory/clock.ts'
import { systemClock } from '../../../src/adapters/node/clock.ts'

describe.each([
  { name: 'system', clock: systemClock },
  { name: 'fixed', clock: createFixedClock(1_000) },
])('the $name clock', ({ clock }) => {
  test('a signal that fires ends a sleep with its own reason', async () => {
    const abort = new AbortController()
    const reason = new Error('enough')
    const sleep = clock.sleep(60_000, abort.signal)

    abort.abort(reason)

    await expect(sleep).rejects.toBe(reason)
  })

  test('a signal that has fired lets nobody sleep', async () => {
    const reason = new Error('enough')

    await expect(clock.sleep(60_000, AbortSignal.abort(reason))).rejects.toBe(reason)
  })

  test('a sleep of nothing ends', async () => {
    await expect(clock.sleep(0)).resolves.toBeUndefined()
  })

  test('its random number lies in [0, 1)', () => {
    const number = clock.random()

    expect(number >= 0 && number < 1).toBe(true)
  })
})

test('on the fixed clock sleepers wake in the order of their times, when the time is moved that far', async () => {
  const clock = createFixedClock(0)
  const woken: string[] = []
  const sleeps = [
    clock.sleep(20).then(() => woken.push('late')),
    clock.sleep(10).then(() => woken.push('early')),
    clock.sleep(30).then(() => woken.push('never')),
  ]

  clock.advance(20)
  await Promise.all(sleeps.slice(0, 2))

  expect(woken).toEqual(['early', 'late'])
  expect(clock.nowMs()).toBe(20)
  expect(clock.sleepers()).toBe(1)
})
