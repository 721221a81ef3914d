import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test'
import { beforeEach, describe, expect, test } from 'vitest'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { createSqlWorkLog } from '../../../src/adapters/sql/work-log.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'
import type { ConfigInput } from '../../../src/config/schema.ts'
import { type OpenedWorker, openWorker } from '../../../src/open-worker.ts'
import { sampleArticle, sampleNowMs } from '../../support/sample-article.ts'
import { createCountedPlatform } from './counted-platform.ts'
import { openEmptyD1 } from './open-empty-d1.ts'
import { createShiftedClock } from './shifted-clock.ts'

const config = (changes: Partial<ConfigInput> = {}) =>
  parseConfig(
    {
      title: 'Зеркало',
      sources: [{ id: 'example', name: 'Example News', feeds: ['https://news.example/rss'], language: 'ru' }],
      mirrors: [{ host: 'a.example', state: 'live' }],
      operator: { token: { kind: 'secret', name: 'TOKEN' } },
      edge: { operatorHost: 'desk.example' },
      ...changes,
    },
    () => 'right-token',
  )
const page = `/a/${sampleArticle(1).identity.articleId}.html`
const gzip = { 'accept-encoding': 'gzip' }

let platform: ReturnType<typeof createCountedPlatform>
let database: Awaited<ReturnType<typeof openEmptyD1>>

beforeEach(async () => {
  database = await openEmptyD1()
  const archive = createSqlArchive(database)
  for (const n of [3, 2, 1]) await archive.put(sampleArticle(n), { nowMs: sampleNowMs })
  platform = createCountedPlatform({ hasBucket: true })
})

async function ask(worker: OpenedWorker, url: string, init?: RequestInit): Promise<Response> {
  const context = createExecutionContext()
  const response = await worker.fetch(new Request(url, init), context)
  await waitOnExecutionContext(context)
  return response
}

describe('the cache of a place', () => {
  test('takes the load: another isolate answers from it without the archive, byte for byte, 304 and HEAD too', async () => {
    const clock = createShiftedClock()
    const [one, other] = [
      await openWorker(config(), env, clock),
      await openWorker(config(), platform.env, clock),
    ]
    const url = `https://a.example${page}`
    const first = await ask(one, url, { headers: gzip })
    const bytes = new Uint8Array(await first.arrayBuffer())
    const etag = first.headers.get('etag') ?? ''

    const cost = await platform.count(async () => {
      const second = await ask(other, url, { headers: gzip })
      expect(new Uint8Array(await second.arrayBuffer())).toEqual(bytes)
      expect([...second.headers]).toEqual([...first.headers])
      const unchanged = await ask(other, url, { headers: { ...gzip, 'if-none-match': etag } })
      expect([unchanged.status, unchanged.headers.get('etag')]).toEqual([304, etag])
      const head = await ask(other, url, { headers: gzip, method: 'HEAD' })
      expect([head.status, await head.text()]).toEqual([200, ''])
    })

    expect(bytes.subarray(0, 2)).toEqual(new Uint8Array([0x1f, 0x8b]))
    expect(bytes.length).toBe(3_400)
    expect(cost.d1Queries).toBe(0)
  })

  test('keeps each coding and each host apart', async () => {
    const clock = createShiftedClock()
    const mirrors = [
      { host: 'a.example', state: 'live' as const },
      { host: 'b.example', state: 'live' as const },
    ]
    const worker = await openWorker(config({ mirrors }), env, clock)
    const feed = '/feeds/all.json'

    await ask(worker, `https://a.example${feed}`, { headers: gzip })
    const plain = await ask(worker, `https://a.example${feed}`)
    const other = await ask(worker, `https://b.example${feed}`)

    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(await plain.text()).toContain('https://a.example/a/')
    expect(await other.text()).toContain('https://b.example/a/')
  })

  test('gives a reader the coding that the reader takes, whatever the platform writes in its place', async () => {
    const clock = createShiftedClock()
    // What other tests left in the cache is older.
    clock.shift(600_000)
    const worker = await openWorker(config(), env, clock)
    const url = `https://a.example${page}`
    const asked = (clientAcceptEncoding: string) =>
      ask(worker, url, {
        headers: { 'accept-encoding': 'gzip, br' },
        cf: { clientAcceptEncoding },
      } as RequestInit)

    expect((await asked('')).headers.get('content-encoding')).toBeNull()
    expect((await asked('gzip')).headers.get('content-encoding')).toBe('gzip')
  })

  test('keeps nothing of readers who must leave no trace, and no answer to a stranger', async () => {
    const clock = createShiftedClock()
    const channels = [{ id: 'public', audience: 'careful' as const }]
    const worker = await openWorker(config({ channels }), platform.env, clock)
    const url = `https://a.example${page}`

    for (const asked of [url, 'https://a.example/nothing']) {
      await ask(worker, asked)
      expect(
        await caches.default.match(`${asked}?coding=identity&turn=${Math.floor(clock.nowMs() / 30_000)}`),
      ).toBe(undefined)
    }
    const etag = (await ask(worker, url)).headers.get('etag') ?? ''
    expect((await ask(worker, url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  })
})

describe('the operator’s host', () => {
  const bearer = { authorization: 'Bearer right-token' }

  test.each(['/', '/metrics', '/healthz', '/readyz', page, '/feeds/all.rss'])(
    'gives strangers the strangers’ answer at %s',
    async path => {
      const worker = await openWorker(config(), env, createShiftedClock())
      const stranger = await ask(worker, 'https://nobody.example/')

      const answer = await ask(worker, `https://desk.example${path}`)

      expect([answer.status, await answer.text()]).toEqual([stranger.status, await stranger.text()])
    },
  )

  test('is no readers’ host, and readers’ hosts are not the operator’s', async () => {
    const worker = await openWorker(config(), env, createShiftedClock())

    expect((await ask(worker, 'https://a.example/api/v1/mirrors', { headers: bearer })).status).toBe(404)
    expect((await ask(worker, 'https://desk.example/api/v1/mirrors')).status).toBe(401)
    expect(
      (
        await ask(worker, 'https://desk.example/api/v1/mirrors', {
          headers: { authorization: 'Bearer wrong' },
        })
      ).status,
    ).toBe(401)
  })

  test('adds a mirror by one request, and all of it is there within a minute', async () => {
    const clock = createShiftedClock()
    const worker = await openWorker(config(), env, clock)
    const url = 'https://desk.example/api/v1/mirrors'
    const added = await ask(worker, url, { method: 'POST', headers: bearer, body: '{"host":"new.example"}' })
    const moved = await ask(worker, `${url}/new.example/state`, {
      method: 'POST',
      headers: bearer,
      body: '{"to":"live"}',
    })
    clock.shift(60_000)

    expect([added.status, moved.status]).toEqual([200, 200])
    expect((await ask(worker, `https://new.example${page}`)).status).toBe(200)
  })

  test('tells what was given up', async () => {
    await createSqlWorkLog(database).giveUp({ kind: 'refresh', sourceId: 'example', dueAtMs: 0 }, 1)
    const worker = await openWorker(config(), env, createShiftedClock())
    const headers = bearer

    const work = await ask(worker, 'https://desk.example/api/v1/work', { headers })
    const metrics = await ask(worker, 'https://desk.example/metrics', { headers })

    expect(await work.json()).toMatchObject([{ work: { sourceId: 'example' }, isGivenUp: true }])
    expect(await metrics.text()).toContain('tamizdat_work_given_up 1')
  })
})
