import { env } from 'cloudflare:test'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { createSitePack } from '../../../src/adapters/workers/site-pack.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'
import { writeSitePack } from '../../../src/core/source/site-pack.ts'
import { openWorker } from '../../../src/open-worker.ts'
import { ruledFeed, ruledPage, siteRulesContract } from '../../contracts/site-rules.ts'
import { createCountedPlatform, delivery } from './counted-platform.ts'
import { openEmptyD1 } from './open-empty-d1.ts'
import { openUpstream } from './upstream.ts'

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
})

const key = 'site-rules/1'

siteRulesContract('Workers', async () => {
  const upstream = openUpstream()
  await upstream.script('/ruled.rss', {
    headers: { 'content-type': 'application/rss+xml' },
    body: ruledFeed(`${upstream.origin}/ruled.html`),
  })
  await upstream.script('/ruled.html', {
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: ruledPage,
  })
  return {
    async textWith({ sites = [], files = {}, own = {} }) {
      const database = await openEmptyD1()
      const platform = createCountedPlatform({ hasBucket: true })
      await env.PUBLISHED.put(
        key,
        writeSitePack(Object.entries(files).map(([host, text]) => ({ host, text }))),
      )
      const config = parseConfig(
        {
          title: 'T',
          sources: [
            {
              id: 'ruled',
              name: 'Ruled',
              feeds: [`${upstream.origin}/ruled.rss`],
              language: 'en',
              rules: own,
            },
          ],
          sites,
          limits: { allowPrivate: [upstream.host] },
          edge: { plan: 'paid' },
        },
        () => '',
      )
      const worker = await openWorker(config, { ...platform.env, SITE_RULES: key })
      await worker.tick()
      for (let next = platform.sent.shift(); next !== undefined; next = platform.sent.shift())
        await worker.consume(delivery('tamizdat-work', next.work, 1).batch)
      const [article] = await createSqlArchive(database).newest('all', 1)
      return article?.text ?? ''
    },
  }
})

test('of a folder of files an isolate reads the index once, then each file that is asked for and there', async () => {
  let reads = 0
  const bucket = {
    get: (...args: Parameters<R2Bucket['get']>) => {
      reads++
      return env.PUBLISHED.get(...args)
    },
  } as Pick<R2Bucket, 'get'>
  const files = Array.from({ length: 2_000 }, (_, n) => ({
    host: `paper${n}.example`,
    text: `# paper ${n} – й`,
  }))
  await env.PUBLISHED.put('site-rules/2', writeSitePack([...files, { host: 'empty.example', text: '' }]))
  const read = createSitePack(bucket, 'site-rules/2')

  expect(await read('unknown.example')).toBeNull()
  expect(reads).toBe(2)
  expect(await read('paper1234.example')).toBe('# paper 1234 – й')
  expect(await read('paper0.example')).toBe('# paper 0 – й')
  expect(await read('empty.example')).toBe('')
  expect(reads).toBe(4)
})

test('rules that are not where the deployment says fail as something to mend, and are looked for again', async () => {
  const read = createSitePack(env.PUBLISHED, 'site-rules/late')

  await expect(read('news.example')).rejects.toMatchObject({
    kind: 'store-failed',
    next: 'npx tamizdat deploy cloudflare',
  })
  await env.PUBLISHED.put('site-rules/late', writeSitePack([{ host: 'news.example', text: '# late' }]))

  expect(await read('news.example')).toBe('# late')
})
