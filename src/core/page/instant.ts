import { toIso } from '../instant.ts'
import { html, type Markup } from './markup.ts'
import type { Words } from './words/language-words.ts'

/** An instant as a day that people read, in their calendar, with the ISO day where that calendar is another one. */
export function writeDay(ms: number, words: Words): Markup {
  const iso = toIso(ms)
  const isoDay = isGregorian(words) ? null : iso.slice(0, 10)
  return html`<time datetime="${iso}">${dayText(ms, words)}${isoDay !== null && html` (<bdi>${isoDay}</bdi>)`}</time>`
}

/** The same with the time of day. */
export function writeMoment(ms: number, words: Words): Markup {
  const iso = toIso(ms)
  const time = `${iso.slice(11, 16)} UTC`
  const moment = isGregorian(words) ? html`, ${time}` : html` (<bdi>${iso.slice(0, 10)}, ${time}</bdi>)`
  return html`<time datetime="${iso}">${dayText(ms, words)}${moment}</time>`
}

function isGregorian({ dates }: Words): boolean {
  return !dates.includes('-u-ca-')
}

// Making one takes longer than all the rest of a date.
const formats = new Map<string, Intl.DateTimeFormat>()

/** The same as plain text. */
export function dayText(ms: number, { dates }: Words): string {
  const format = formats.get(dates) ?? new Intl.DateTimeFormat(dates, { dateStyle: 'long', timeZone: 'UTC' })
  formats.set(dates, format)
  const day = format.format(ms)
  // Which kind of space stands between the parts changes between versions of ICU.
  return day.replace(/[\u00a0\u202f]/g, ' ')
}
