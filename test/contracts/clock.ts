import { describe, expect, test } from 'vitest'
import type { Clock } from '../../src/ports/clock.ts'

/** What every Clock does. */
export function clockContract(name: string, open: () => Clock): void {
  describe(`the ${name} clock`, () => {
    const clock = open()

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
}
