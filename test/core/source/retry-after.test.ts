import { expect, test } from 'vitest'
import { parseRetryAfter } from '../../../src/core/source/retry-after.ts'

const nowMs = Date.UTC(2026, 10, 17, 8)

test.each([
  { name: 'seconds', given: '120', want: nowMs + 120_000 },
  { name: 'no seconds', given: '0', want: nowMs },
  { name: 'seconds with blanks around', given: ' 7 ', want: nowMs + 7000 },
  { name: 'more seconds than a date can hold', given: '9'.repeat(400), want: 8.64e15 },
  { name: 'a date as written today', given: 'Tue, 17 Nov 2026 09:00:00 GMT', want: nowMs + 3_600_000 },
  {
    name: 'a date in the form of RFC 850',
    given: 'Tuesday, 17-Nov-26 09:00:00 GMT',
    want: nowMs + 3_600_000,
  },
  { name: 'a year that seems far ahead', given: 'Sunday, 06-Nov-94 08:49:37 GMT', want: 784_111_777_000 },
  { name: 'a date in the form of asctime', given: 'Sun Nov  6 08:49:37 1994', want: 784_111_777_000 },
  { name: 'a date in another case', given: 'tue, 17 nov 2026 09:00:00 gmt', want: nowMs + 3_600_000 },
  { name: 'a day that is none', given: 'Tue, 31 Nov 2026 09:00:00 GMT', want: null },
  { name: 'a day zero', given: 'Tue, 00 Nov 2026 09:00:00 GMT', want: null },
  { name: 'an hour that is none', given: 'Tue, 17 Nov 2026 24:00:00 GMT', want: null },
  { name: 'a month that is none', given: 'Tue, 17 Nev 2026 09:00:00 GMT', want: null },
  { name: 'another zone', given: 'Tue, 17 Nov 2026 09:00:00 +0300', want: null },
  { name: 'an ISO date', given: '2026-11-17T09:00:00Z', want: null },
  { name: 'seconds below nothing', given: '-5', want: null },
  { name: 'a fraction', given: '1.5', want: null },
  { name: 'words', given: 'soon', want: null },
  { name: 'an empty field', given: '', want: null },
  { name: 'no field', given: null, want: null },
])('Retry-After with $name', ({ given, want }) => expect(parseRetryAfter(given, nowMs)).toBe(want))
