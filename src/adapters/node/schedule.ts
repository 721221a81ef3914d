import { schedule } from 'node-cron'

/**
 * Calls `tick` at every full minute, and never while the tick before is still under way.
 * @param tick must not reject.
 * @returns what stops it.
 */
export function scheduleEveryMinute(tick: () => Promise<void>): () => Promise<void> {
  // In UTC, so that no minute is skipped or comes twice when the clocks change.
  const task = schedule('* * * * *', tick, {
    name: 'refresh',
    noOverlap: true,
    timezone: 'UTC',
    suppressMissedWarning: true,
  })
  return async () => {
    await task.destroy()
  }
}
