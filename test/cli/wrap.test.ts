import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { columnsOf, hang } from '../../src/cli/wrap.ts'

test.each([
  { name: 'leaves what fits', given: 'one two', want: 'one two' },
  {
    name: 'breaks at spaces and sets the rest in',
    given: 'the disk is filling: 286 MB are free',
    want: 'the disk is filling: 286\n      MB are free',
  },
  {
    name: 'leaves a long word whole',
    given: 'see https://news.example/a/very/long/address now',
    want: 'see\n      https://news.example/a/very/long/address\n      now',
  },
])('hang $name', ({ given, want }) => {
  expect(hang(given, 6, 30)).toBe(want)
})

test('what is no terminal has lines of any length', () => {
  const line = 'word '.repeat(100).trim()

  expect(hang(line, 20, columnsOf(new PassThrough()))).toBe(line)
  expect(columnsOf({ columns: 80 })).toBe(80)
})
