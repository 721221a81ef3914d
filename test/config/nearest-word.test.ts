import { expect, test } from 'vitest'
import { nearestWord } from '../../src/config/nearest-word.ts'

const known = ['everyMinutes', 'headers', 'id', 'feeds']

test.each([
  { name: 'a letter left out', given: 'everyMinuts', want: 'everyMinutes' },
  { name: 'two letters swapped', given: 'haeders', want: 'headers' },
  { name: 'other case', given: 'HEADERS', want: 'headers' },
  { name: 'a plural forgotten', given: 'feed', want: 'feeds' },
  { name: 'nothing like it', given: 'temperature', want: null },
])('nearestWord finds what was meant: $name', ({ given, want }) => {
  expect(nearestWord(given, known)).toBe(want)
})
