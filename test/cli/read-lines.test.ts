import { expect, test } from 'vitest'
import { readLines } from '../../src/cli/read-lines.ts'

async function linesOf(chunks: readonly string[], maxBytes = 1000): Promise<unknown[]> {
  async function* input() {
    for (const chunk of chunks) yield Buffer.from(chunk, 'latin1')
  }
  return Array.fromAsync(readLines(input(), maxBytes))
}

const latin1 = (text: string) => Buffer.from(text).toString('latin1')

test.each([
  { name: 'lines in one chunk', given: ['a\nb\n'], want: ['a', 'b'] },
  { name: 'a last line without an end', given: ['a\nb'], want: ['a', 'b'] },
  { name: 'a line over several chunks', given: ['a', 'b', 'c\n'], want: ['abc'] },
  { name: 'empty lines, which count', given: ['\na\n\n'], want: ['', 'a', ''] },
  { name: 'nothing', given: [], want: [] },
  { name: 'a letter that is cut in two', given: latin1('é\n').split(''), want: ['é'] },
  { name: 'U+2028 inside a line', given: [latin1('a\u2028b\n')], want: ['a\u2028b'] },
])('readLines gives $name', async ({ given, want }) => {
  expect(await linesOf(given)).toEqual(want)
})

test('a line over the bound is null, and the next one is read', async () => {
  expect(await linesOf(['12345', '678901\nshort\n'], 10)).toEqual([null, 'short'])
})
