import { expect, test } from 'vitest'
import { parseDate } from '../../../src/core/feed/date.ts'
import { toIso } from '../../../src/core/instant.ts'

test.each([
  { name: 'RFC 3339', given: '2002-09-07T10:20:30Z', want: '2002-09-07T10:20:30Z' },
  {
    name: 'RFC 3339 with fractions and an offset',
    given: '2002-09-07T10:20:30.5+03:30',
    want: '2002-09-07T06:50:30Z',
  },
  { name: 'a space for the T', given: '2002-09-07 10:20:30', want: '2002-09-07T10:20:30Z' },
  { name: 'an offset without a colon', given: '2002-09-07T10:20-0500', want: '2002-09-07T15:20:00Z' },
  { name: 'a day alone', given: '2002-09-07', want: '2002-09-07T00:00:00Z' },
  { name: 'a month alone', given: '2002-09', want: '2002-09-01T00:00:00Z' },
  { name: 'the basic form', given: '20020907', want: '2002-09-07T00:00:00Z' },
  { name: 'RFC 822', given: 'Sat, 07 Sep 2002 10:20:30 GMT', want: '2002-09-07T10:20:30Z' },
  { name: 'RFC 822 with two digits of the year', given: '7 Sep 02 10:20 EST', want: '2002-09-07T15:20:00Z' },
  { name: 'RFC 822 of the last century', given: 'Thu, 01 Jan 98 00:00:00 GMT', want: '1998-01-01T00:00:00Z' },
  { name: 'an offset after GMT', given: 'Sat, 07 Sep 2002 10:20:30 GMT+0300', want: '2002-09-07T07:20:30Z' },
  {
    name: 'a whole month name',
    given: 'Saturday, 7 September 2002 10:20:30 +0000',
    want: '2002-09-07T10:20:30Z',
  },
  { name: 'the month first', given: 'September 7, 2002 10:20', want: '2002-09-07T10:20:00Z' },
  { name: 'asctime', given: 'Sat Sep  7 10:20:30 2002', want: '2002-09-07T10:20:30Z' },
  { name: 'white space around', given: '\n 2002-09-07 \t', want: '2002-09-07T00:00:00Z' },
])('parseDate reads $name', ({ given, want }) => {
  const ms = parseDate(given)

  expect(ms === null ? null : toIso(ms).replace(/\.\d+/, '')).toBe(want)
})

test.each(['', 'yesterday', '07/09/2002', 'Sat, 41 Sep 2002', '2002-13-01', 'Sat, 07 Foo 2002', undefined])(
  'parseDate gives null for %o',
  given => expect(parseDate(given)).toBeNull(),
)
