import type { Clock } from '../../ports/clock.ts'

/** A clock that stands still until it is moved. */
export interface FixedClock extends Clock {
  /** Moves the time on and wakes, in their order, all whose sleep ends by then. */
  advance(ms: number): void
  /** How many are asleep. */
  sleepers(): number
}

interface Sleeper {
  readonly wakeAtMs: number
  readonly wake: () => void
}

/**
 * A clock for tests. `sleep` resolves only when `advance` moves the time to its end; a sleep of nothing resolves at once.
 * @param random what `random()` gives each time.
 */
export function createFixedClock(startMs: number, random = 0.5): FixedClock {
  let nowMs = startMs
  let asleep: readonly Sleeper[] = []

  return {
    nowMs: () => nowMs,
    random: () => random,
    sleepers: () => asleep.length,
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      if (ms <= 0) return
      await new Promise<void>((resolve, reject) => {
        const sleeper: Sleeper = { wakeAtMs: nowMs + ms, wake }
        function wake(): void {
          signal?.removeEventListener('abort', giveUp)
          resolve()
        }
        function giveUp(): void {
          asleep = asleep.filter(each => each !== sleeper)
          reject(signal?.reason)
        }
        signal?.addEventListener('abort', giveUp, { once: true })
        asleep = [...asleep, sleeper]
      })
    },
    advance(ms) {
      nowMs += ms
      const due = asleep.filter(each => each.wakeAtMs <= nowMs).sort((a, b) => a.wakeAtMs - b.wakeAtMs)
      asleep = asleep.filter(each => each.wakeAtMs > nowMs)
      for (const each of due) each.wake()
    },
  }
}
