import type { Clock } from '../../ports/clock.ts'

/** The platform's clock: it stands still while a request computes and moves on with each answer from outside. */
export const platformClock: Clock = {
  nowMs: () => Date.now(),
  random: () => Math.random(),
  async sleep(ms, signal) {
    signal?.throwIfAborted()
    try {
      await scheduler.wait(ms, signal && { signal })
    } catch (error) {
      // The platform throws a copy of the reason; the port promises the reason itself.
      throw signal?.aborted ? signal.reason : error
    }
  },
}
