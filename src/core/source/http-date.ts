const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// RFC 9110 §5.6.7: one form is written today, and all three must be understood.
const forms = [
  /^[a-z]{3}, (?<day>\d{2}) (?<month>[a-z]{3}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/i,
  /^[a-z]{6,9}, (?<day>\d{2})-(?<month>[a-z]{3})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/i,
  /^[a-z]{3} (?<month>[a-z]{3}) (?<day>[ \d]\d) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$/i,
]

/**
 * Reads an HTTP-date (RFC 9110 §5.6.7) in any of its three forms.
 * @param nowMs settles the century of a two-digit year.
 * @returns epoch milliseconds, or null if it is none of them.
 */
export function parseHttpDate(value: string, nowMs: number): number | null {
  const groups = forms.map(form => form.exec(value.trim())?.groups).find(found => found !== undefined)
  if (groups === undefined) return null
  const month = months.indexOf((groups['month'] ?? '').toLowerCase())
  const [hour = 0, minute = 0, second = 0] = (groups['time'] ?? '').split(':').map(Number)
  if (month < 0 || hour > 23 || minute > 59 || second > 60) return null
  const day = Number(groups['day'])
  const year = fullYear(groups['year'] ?? '', nowMs)
  const ms = Date.UTC(year, month, day, hour, minute, second)
  return new Date(Date.UTC(year, month, day)).getUTCDate() === day ? ms : null
}

// RFC 9110 §5.6.7: two digits that seem to be more than 50 years ahead mean the most recent such year past.
function fullYear(digits: string, nowMs: number): number {
  if (digits.length === 4) return Number(digits)
  const thisYear = new Date(nowMs).getUTCFullYear()
  const year = Math.floor(thisYear / 100) * 100 + Number(digits)
  return year > thisYear + 50 ? year - 100 : year
}
