import { expect, test } from 'vitest'
import { parseMaxAge } from '../../../src/core/source/max-age.ts'

test.each([
  { given: 'max-age=600', want: 600 },
  { given: 'public, Max-Age=600, must-revalidate', want: 600 },
  { given: 'max-age="600"', want: 600 },
  { given: 's-maxage=10, max-age=600', want: 600 },
  { given: 'max-age=0', want: 0 },
  { given: 's-maxage=10', want: null },
  { given: 'no-cache, max-age=600', want: null },
  { given: 'max-age=600, no-store', want: null },
  { given: 'max-age=-1', want: null },
  { given: 'max-age=soon', want: null },
  { given: '', want: null },
  { given: null, want: null },
])('Cache-Control "$given" keeps an answer fresh for $want seconds', ({ given, want }) =>
  expect(parseMaxAge(given)).toBe(want),
)
