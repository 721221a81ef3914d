const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// RFC 822 §5.1 and what is seen beside it, in hours. Other names say nothing reliable and count as UTC (RFC 5322 §4.3).
const zones: Readonly<Record<string, number>> = {
  ...{ edt: -4, est: -5, cdt: -5, cst: -6, mdt: -6, mst: -7, pdt: -7, pst: -8 },
  ...{ bst: 1, cet: 1, cest: 2, eet: 2, eest: 3, msk: 3 },
}

const clock = String.raw`(?:[\s,T]+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?)?`
const zone = String.raw`\s*(?<zone>(?:gmt|utc)?[+-]\d{1,2}:?\d{0,2}|[a-z]+)?`

const shapes = [
  // RFC 3339, and the shorter forms of W3C-DTF and ISO 8601.
  new RegExp(
    String.raw`^(?<year>\d{4})(?:-?(?<month>\d{2})(?:-?(?<day>\d{2})${clock.replace('+', '*')}${zone})?)?`,
    'i',
  ),
  // RFC 822: `Sat, 07 Sep 2002 00:00:01 GMT`.
  new RegExp(
    String.raw`^(?:[a-z]+[.,]*\s*)?(?<day>\d{1,2})[\s-]+(?<monthName>[a-z]{3})[a-z]*[\s.,-]+(?<year>\d{4}|\d{2})${clock}${zone}`,
    'i',
  ),
  // `September 7, 2002 10:00`.
  new RegExp(
    String.raw`^(?:[a-z]+[.,]+\s*)?(?<monthName>[a-z]{3})[a-z]*[\s.]+(?<day>\d{1,2})[\s,]+(?<year>\d{4})${clock}${zone}`,
    'i',
  ),
  // asctime: `Sat Sep  7 00:00:01 GMT 2002`.
  new RegExp(
    String.raw`^[a-z]+\s+(?<monthName>[a-z]{3})[a-z]*\s+(?<day>\d{1,2})${clock}${zone}\s+(?<year>\d{4})`,
    'i',
  ),
]

/** More than any date, with a comment behind it. */
const maxLength = 100

/**
 * A date as feeds write it: RFC 3339 or RFC 822, and common misspellings of both. Without a zone it is UTC.
 * @returns epoch milliseconds, or null for what is no date.
 */
export function parseDate(text: string | undefined): number | null {
  const trimmed = (text ?? '').trim().slice(0, maxLength)
  for (const shape of shapes) {
    const parts = shape.exec(trimmed)?.groups
    const ms = parts === undefined ? null : toInstant(parts)
    if (ms !== null) return ms
  }
  return null
}

function toInstant(parts: Readonly<Record<string, string | undefined>>): number | null {
  const year = fullYear(Number(parts['year']))
  const month =
    parts['monthName'] === undefined ? Number(parts['month'] ?? 1) - 1 : monthIndex(parts['monthName'])
  const day = Number(parts['day'] ?? 1)
  const hour = Number(parts['hour'] ?? 0)
  const minute = Number(parts['minute'] ?? 0)
  const second = Number(parts['second'] ?? 0)
  if (month < 0 || month > 11 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return null
  return Date.UTC(year, month, day, hour, minute, second) - zoneOffsetMs(parts['zone'] ?? '')
}

function monthIndex(name: string): number {
  return months.indexOf(name.toLowerCase())
}

// RFC 5322 §4.3.
function fullYear(year: number): number {
  if (year >= 100) return year
  return year < 50 ? 2000 + year : 1900 + year
}

function zoneOffsetMs(name: string): number {
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(name)
  const minutes = match
    ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0))
    : (zones[name.toLowerCase()] ?? 0) * 60
  return minutes * 60_000
}
