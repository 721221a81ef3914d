import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import { createMemoryAuditLog } from '../../../src/adapters/memory/audit-log.ts'
import { createMemoryLog } from '../../../src/adapters/memory/log.ts'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { createSqlMirrorLog } from '../../../src/adapters/sql/mirror-log.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'
import { openWorker } from '../../../src/open-worker.ts'
import { rotateMirrors } from '../../../src/operations/change-mirror.ts'
import type { MirrorLog } from '../../../src/ports/mirror-log.ts'
import { sampleArticle, sampleNowMs } from '../../support/sample-article.ts'
import { openEmptyD1 } from './open-empty-d1.ts'
import { createShiftedClock } from './shifted-clock.ts'

// The reading half of the journey where Workers run: an archive in D1, the Hono app, three mirrors.

const config = parseConfig(
  {
    title: 'Зеркало',
    sources: [{ id: 'example', name: 'Example News', feeds: ['https://news.example/rss'], language: 'ru' }],
    mirrors: [
      { host: 'a.example', state: 'live' },
      { host: 'b.example', state: 'live' },
      { host: 'c.example', state: 'live' },
      { host: 'd.example' },
    ],
  },
  () => '',
)

let ask: (host: string, path: string, init?: RequestInit) => Promise<Response>
let mirrorLog: MirrorLog
let page: string
const clock = createShiftedClock()

beforeAll(async () => {
  const database = await openEmptyD1()
  const archive = createSqlArchive(database)
  for (const n of [3, 2, 1]) await archive.put(sampleArticle(n), { nowMs: sampleNowMs })
  mirrorLog = createSqlMirrorLog(database)
  const app = await openWorker(config, env, clock)
  ask = async (host, path, init) => {
    const context = createExecutionContext()
    const response = await app.fetch(new Request(`https://${host}${path}`, init), context)
    await waitOnExecutionContext(context)
    return response
  }
  page = `/a/${sampleArticle(1).identity.articleId}.html`
})

describe('in workerd', () => {
  test.each(['a.example', 'b.example', 'c.example'])(
    '%s gives page, text and feeds out of D1',
    async host => {
      const article = await ask(host, page)
      expect(article.status).toBe(200)
      expect(await article.text()).toContain('Первый абзац статьи 1.')

      for (const format of ['rss', 'atom', 'json']) {
        const feed = await (await ask(host, `/feeds/all.${format}`)).text()
        for (const n of [1, 2, 3]) expect(feed).toContain(`Заголовок ${n}`)
        expect(feed).toContain(`https://${host}${page}`)
      }
      expect(await (await ask(host, page.replace('.html', '.txt'))).text()).toContain('Заголовок 1')
      expect(await (await ask(host, '/')).text()).toContain('Заголовок 2')
    },
  )

  test('a body comes in gzip to who takes it, and a 304 to who has it', async () => {
    const coded = await ask('a.example', page, { headers: { 'accept-encoding': 'gzip' } })
    const body = await new Response(coded.body?.pipeThrough(new DecompressionStream('gzip'))).text()
    const etag = coded.headers.get('etag') ?? ''
    const again = await ask('a.example', page, {
      headers: { 'accept-encoding': 'gzip', 'if-none-match': etag },
    })

    expect(coded.headers.get('content-encoding')).toBe('gzip')
    expect(body).toContain('Первый абзац статьи 1.')
    expect(again.status).toBe(304)
  })

  test('a standby and an unknown host are strangers alike', async () => {
    const [standby, unknown] = [await ask('d.example', page), await ask('nobody.example', '/')]

    expect([standby.status, await standby.text()]).toEqual([unknown.status, await unknown.text()])
    expect(standby.status).toBe(404)
  })

  test('a rotation is seen everywhere within a minute, by nobody half', async () => {
    const request = { channelId: 'public', fromHost: 'a.example' }
    const by = { actor: 'anna', auditLog: createMemoryAuditLog() }
    const deps = { mirrorLog, clock, log: createMemoryLog(), ...by }
    await rotateMirrors(request, config.channels, deps)

    // Kept for what is left of a minute at most.
    expect(await (await ask('a.example', '/feeds/all.rss')).text()).not.toContain('d.example')
    clock.shift(60_000)

    expect(await (await ask('a.example', '/feeds/all.rss')).text()).toContain('d.example')
    expect((await ask('d.example', page)).status).toBe(200)
    expect(await (await ask('b.example', '/feeds/all.rss')).text()).not.toContain('d.example')
  })
})
