import { expect, test } from 'vitest'
import { createFixedClock } from '../../../src/adapters/memory/clock.ts'
import { systemClock } from '../../../src/adapters/node/clock.ts'
import { clockContract } from '../../contracts/clock.ts'

clockContract('system', () => systemClock)
clockContract('fixed', () => createFixedClock(1_000))

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
