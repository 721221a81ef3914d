import { platformClock } from '../../../src/adapters/workers/clock.ts'
import type { Clock } from '../../../src/ports/clock.ts'

export interface ShiftedClock extends Clock {
  shift(ms: number): void
}

/** The platform's clock, which goes on by itself and can be moved ahead. */
export function createShiftedClock(): ShiftedClock {
  let shiftMs = 0
  return {
    ...platformClock,
    nowMs: () => platformClock.nowMs() + shiftMs,
    shift: ms => {
      shiftMs += ms
    },
  }
}
