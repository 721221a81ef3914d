import { expect, test } from 'vitest'
import { formatFacts, formatInstant, formatTable } from '../../src/cli/print.ts'
import { formatBar } from '../../src/cli/progress.ts'

test('a table is aligned by what is seen, whatever the script', () => {
  const table = formatTable(
    ['ID', 'TITLE', 'N'],
    [
      ['1', 'خبر', 5],
      ['22', 'é as two: e\u0301', null],
    ],
  )

  expect(table).toBe('ID  TITLE        N\n1   خبر          5\n22  é as two: e\u0301  –\n')
})

test('facts stand behind their names, and a dash where there is none', () => {
  expect(formatFacts({ status: 200, charset: null })).toBe('status   200\ncharset  –\n')
})

test('an instant is shown to the second', () => {
  expect(formatInstant(Date.UTC(2026, 0, 2, 3, 4, 5, 678))).toBe('2026-01-02T03:04:05Z')
})

test.each([
  {
    name: 'in the middle',
    given: [
      { done: 1, total: 2 },
      { done: 5, total: 10 },
    ],
    want: '[############------------] 6/12',
  },
  { name: 'at the end', given: [{ done: 2, total: 2 }], want: '[########################] 2/2' },
  { name: 'with nothing to do', given: [{ done: 0, total: 0 }], want: '[########################] 0/0' },
])('the progress bar counts over all sources: $name', ({ given, want }) => {
  expect(formatBar(given)).toBe(want)
})
