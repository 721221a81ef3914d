import type { SkippedTimes } from '../source/skipped-times.ts'
import { childrenOf, textsOf } from './element.ts'
import type { XmlElement } from './xml-tree.ts'

// RSS 1.0 module "syndication".
const periodMinutes: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 24 * 60,
  weekly: 7 * 24 * 60,
  monthly: 30 * 24 * 60,
  yearly: 365 * 24 * 60,
}

/** How long a channel stays as it is, in minutes: RSS `ttl`, else `sy:updatePeriod` by `sy:updateFrequency`. */
export function ttlOf(channel: XmlElement): number | null {
  const minutes = Number(textsOf(channel, 'ttl')[0])
  if (Number.isInteger(minutes) && minutes > 0) return minutes
  const period = periodMinutes[textsOf(channel, 'sy:updateperiod')[0]?.toLowerCase() ?? '']
  if (period === undefined) return null
  const frequency = Number(textsOf(channel, 'sy:updatefrequency')[0] ?? 1)
  return frequency >= 1 && frequency <= period ? Math.round(period / frequency) : period
}

// RSS 2.0, in the order of getUTCDay.
const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** When a channel asks not to be asked: RSS `skipHours` and `skipDays`; null where it does not. */
export function skippedOf(channel: XmlElement): SkippedTimes | null {
  const hours = within(channel, 'skiphours', 'hour')
    // Netscape's form of it counted from 1 to 24.
    .map(text => (/^\d{1,2}$/.test(text) ? Number(text) % 24 : -1))
    .filter((hour, index, all) => hour >= 0 && all.indexOf(hour) === index)
  const days = within(channel, 'skipdays', 'day')
    .map(text => dayNames.indexOf(text.toLowerCase()))
    .filter((day, index, all) => day >= 0 && all.indexOf(day) === index)
  return hours.length + days.length > 0 ? { hours, days } : null
}

function within(channel: XmlElement, outer: string, inner: string): readonly string[] {
  return childrenOf(channel, outer).flatMap(element => textsOf(element, inner))
}
