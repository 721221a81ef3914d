import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../ports/clock.ts'

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  random: () => Math.random(),
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, signal && { signal })
    } catch (error) {
      // Node wraps the reason in an AbortError of its own; the port promises the reason itself.
      throw signal?.aborted ? signal.reason : error
    }
  },
}
