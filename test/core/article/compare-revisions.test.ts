import { expect, test } from 'vitest'
import type { Revision } from '../../../src/core/article/article.ts'
import { compareRevisions } from '../../../src/core/article/compare-revisions.ts'
import { sampleArticle, sampleNowMs } from '../../support/sample-article.ts'

function revision(blocks: readonly string[], changes: Partial<Revision> = {}): Revision {
  const { identity: _, publishedMs: __, ...article } = sampleArticle(1)
  const made = { revision: 1, madeBy: 'upstream', revisedAtMs: sampleNowMs } as const
  return { ...article, ...made, text: blocks.join('\n\n'), ...changes }
}

test.each([
  { name: 'nothing', before: ['a', 'b'], after: ['a', 'b'], want: [] },
  { name: 'a block in the middle', before: ['a', 'b', 'c'], after: ['a', 'x', 'c'], want: ['-b', '+x'] },
  { name: 'a block at the end', before: ['a'], after: ['a', 'b'], want: ['+b'] },
  { name: 'a block at the start', before: ['z', 'a'], after: ['a'], want: ['-z'] },
  {
    name: 'two apart',
    before: ['a', 'b', 'c', 'd', 'e'],
    after: ['a', 'c', 'x', 'e'],
    want: ['-b', '-d', '+x'],
  },
  { name: 'blocks that changed places', before: ['a', 'b'], after: ['b', 'a'], want: ['-a', '+a'] },
  { name: 'everything', before: ['a'], after: [], want: ['-a'] },
])('comparing tells $name', ({ before, after, want }) => {
  const { blocks, parts } = compareRevisions(revision(before), revision(after))

  expect(blocks.map(({ kind, text }) => (kind === 'removed' ? '-' : '+') + text)).toEqual(want)
  expect(parts).toEqual([])
})

test('parts that differ are named', () => {
  const after = revision(['a'], { title: 'Other', corrections: [] })

  expect(compareRevisions(revision(['a']), after).parts).toEqual(['title', 'corrections'])
})

test('a text of many thousand blocks is compared in no time', () => {
  const long = (mark: string) => Array.from({ length: 20_000 }, (_, n) => `${mark} ${n}`)

  expect(compareRevisions(revision(long('a')), revision(long('b'))).blocks).toHaveLength(40_000)
})
