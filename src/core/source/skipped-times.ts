/** When a feed asks not to be asked (RSS 2.0 `skipHours`, `skipDays`), in Greenwich's time. */
export interface SkippedTimes {
  /** 0 to 23. */
  readonly hours: readonly number[]
  /** 0 for Sunday to 6. */
  readonly days: readonly number[]
}

const hourMs = 60 * 60_000
const hoursInAWeek = 7 * 24

/**
 * The first moment, from an instant on, that is not skipped.
 * @returns the instant itself where every hour of the week is skipped: nobody can mean that.
 */
export function afterSkipped(fromMs: number, { hours, days }: SkippedTimes): number {
  for (let step = 0; step <= hoursInAWeek; step++) {
    const ms = step === 0 ? fromMs : (Math.floor(fromMs / hourMs) + step) * hourMs
    const date = new Date(ms)
    if (!hours.includes(date.getUTCHours()) && !days.includes(date.getUTCDay())) return ms
  }
  return fromMs
}

/** What all of several feeds skip. */
export function commonlySkipped(feeds: readonly (SkippedTimes | undefined)[]): SkippedTimes {
  const [first, ...others] = feeds.map(each => each ?? { hours: [], days: [] })
  if (first === undefined) return { hours: [], days: [] }
  return {
    hours: first.hours.filter(hour => others.every(({ hours }) => hours.includes(hour))),
    days: first.days.filter(day => others.every(({ days }) => days.includes(day))),
  }
}
