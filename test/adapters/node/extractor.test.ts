import { expect, test } from 'vitest'
import { createExtractorPool } from '../../../src/adapters/node/extractor.ts'
import { extractorContract, rawPage } from '../../contracts/extractor.ts'

extractorContract('pooled', () => createExtractorPool({ threads: 2 }))

test('a page that takes too long costs itself alone', async () => {
  const extractor = createExtractorPool({ threads: 1, timeoutSeconds: 0.001 })
  const long = rawPage('Long', { body: `<p>${'word, '.repeat(2_000_000)}</p>`.repeat(2) })
  const next = createExtractorPool({ threads: 1 })

  await expect(extractor.extract(long)).rejects.toMatchObject({
    kind: 'article-unreadable',
    message: 'the page was given up: it took longer than 0.001 seconds',
  })
  expect((await next.extract(rawPage('Next'))).article.title).toBe('Next')
  await Promise.all([extractor.close(), next.close()])
})

test('a page that takes too much memory costs itself alone', async () => {
  const extractor = createExtractorPool({ threads: 1, maxMegabytes: 24 })
  const wide = rawPage('Wide', { body: '<p>a</p><p class="b">c</p>'.repeat(99_000) })
  const [first, second] = await Promise.allSettled([
    extractor.extract(wide),
    extractor.extract(rawPage('Next')),
  ])

  expect(first).toMatchObject({
    status: 'rejected',
    reason: {
      kind: 'article-unreadable',
      message: 'the page was given up: it needs more than 24 MB of memory',
    },
  })
  expect(second).toMatchObject({ status: 'fulfilled', value: { article: { title: 'Next' } } })
  await extractor.close()
})

test('closing gives up what is in hand and what waits', async () => {
  const extractor = createExtractorPool({ threads: 1 })
  const jobs = Promise.allSettled(['a', 'b', 'c'].map(title => extractor.extract(rawPage(title))))
  await extractor.close()

  expect((await jobs).map(job => job.status)).toEqual(['rejected', 'rejected', 'rejected'])
})
