/** How regularly a source publishes, as its last articles show. */
export interface Rhythm {
  /** Half of the pauses between two articles are shorter. */
  readonly usualPauseMs: number
  /** A silence beyond this is unusual for the source. */
  readonly longestUsualPauseMs: number
}

const minPauses = 8
const hourMs = 3_600_000
const shortestAlarmMs = 6 * hourMs

/**
 * Reads a source's rhythm from the dates of its articles. Nights, weekends and holidays are pauses as well: a silence is
 * unusual only if it is half as long again as the longest but one that is known, and six hours at the least.
 * @param publishedMs in any order.
 * @returns null where there are too few of them to tell.
 */
export function rhythmOf(publishedMs: readonly number[]): Rhythm | null {
  const dates = publishedMs.toSorted((a, b) => a - b)
  const pauses = dates
    .slice(1)
    .map((date, index) => date - (dates[index] ?? date))
    .sort((a, b) => a - b)
  const usualPauseMs = pauses[Math.floor(pauses.length / 2)]
  const nearlyLongestMs = pauses.at(-2)
  if (pauses.length < minPauses || usualPauseMs === undefined || nearlyLongestMs === undefined) return null
  return { usualPauseMs, longestUsualPauseMs: Math.max(1.5 * nearlyLongestMs, shortestAlarmMs) }
}
