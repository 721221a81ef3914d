import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { createOperatorApi } from '../../../src/adapters/web/operator-api.ts'
import { platformLimits } from '../../../src/adapters/workers/limits.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'
import type { Work } from '../../../src/core/source/work.ts'
import { openWorker } from '../../../src/open-worker.ts'
import type { OperatorApi } from '../../../src/ports/operator-api.ts'
import { sampleArticle, sampleNowMs } from '../../support/sample-article.ts'
import { createCountedPlatform, delivery } from './counted-platform.ts'
import { openEmptyD1 } from './open-empty-d1.ts'
import { createShiftedClock } from './shifted-clock.ts'

// What `tamizdat mirrors add HOST --edge` and its like come to: the same client, the Worker's own app behind it.

const written = {
  title: 'Mirror',
  sources: [{ id: 'news', name: 'News', feeds: ['https://news.example/rss'], language: 'en' }],
  mirrors: [{ host: 'a.example', state: 'live' }],
  channels: [{ id: 'public' }, { id: 'friends', kind: 'invite' }],
  operator: { token: { kind: 'secret', name: 'TOKEN' } },
  edge: { operatorHost: 'desk.example', plan: 'paid' },
}

async function open(changes: object = {}) {
  await createSqlArchive(await openEmptyD1()).put(sampleArticle(1), { nowMs: sampleNowMs })
  const platform = createCountedPlatform({ hasBucket: true })
  const clock = createShiftedClock()
  const hook = 'https://hook.example/'
  const config = parseConfig({ ...written, ...changes }, ({ name }) =>
    name === 'HOOK' ? hook : 'right-token',
  )
  const other = () => openWorker(config, { ...platform.env, PUBLISHED: env.PUBLISHED }, clock)
  const worker = await other()
  const send = async (request: Request) => {
    const context = createExecutionContext()
    const response = await worker.fetch(request, context)
    await waitOnExecutionContext(context)
    return response
  }
  const posted: { subject: string; lines: string[] }[] = []
  vi.stubGlobal('fetch', async (url: URL | string, init?: RequestInit) => {
    if (String(url) !== hook) return send(new Request(url, init))
    posted.push(JSON.parse(String(init?.body)))
    return new Response('ok')
  })
  const base = 'https://desk.example'
  const api = createOperatorApi({ base, token: 'right-token', actor: 'anna' })
  const ask = (host: string, path: string) => send(new Request(`https://${host}${path}`))
  return { api, ask, clock, worker, other, platform, send, posted }
}

const failures = async (api: OperatorApi) => (await api.ask('get', '/work')) as readonly object[]

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the operator at a Worker', () => {
  test('adds a mirror and announces it: manifest, feeds and states are others within a minute', async () => {
    const { api, ask, clock } = await open()
    const manifest = async (host: string) => (await ask(host, '/mirrors.json')).text()
    expect(await manifest('a.example')).not.toContain('c.example')
    expect((await ask('c.example', '/')).status).toBe(404)

    await api.ask('post', '/mirrors', { host: 'c.example', provider: 'cloudflare' })
    clock.shift(60_000)
    // A standby is told to nobody.
    expect(await manifest('a.example')).not.toContain('c.example')
    expect((await ask('c.example', '/')).status).toBe(404)

    await api.ask('post', '/rotate', {})
    clock.shift(60_000)
    expect(await manifest('a.example')).toContain('c.example')
    expect((await ask('c.example', '/')).status).toBe(200)
    expect(await (await ask('a.example', '/feeds/all.rss')).text()).toContain('c.example')
    expect(await api.ask('get', '/status')).toMatchObject({
      mirrors: { live: ['c.example'], draining: ['a.example'] },
    })
    expect(await api.ask('get', '/audit')).toMatchObject([
      { actor: 'anna', action: 'rotation-announced' },
      { actor: 'anna', action: 'mirror-added', subject: 'c.example' },
    ])

    await api.ask('post', '/mirrors/a.example/state', { to: 'retired', force: true })
    clock.shift(60_000)
    expect((await ask('a.example', '/')).status).toBe(404)
    expect(await manifest('c.example')).not.toContain('a.example')
  })

  test('invites a reader, whose prefix opens on the host that was added for the channel', async () => {
    const { api, ask, clock } = await open()
    await api.ask('post', '/mirrors', { host: 'closed.example', channel: 'friends' })

    const { secret, address } = (await api.ask('post', '/channels/friends/invites')) as {
      secret: string
      address: string
    }
    clock.shift(60_000)

    expect((await ask('closed.example', new URL(address).pathname)).status).toBe(200)
    expect((await ask('closed.example', '/')).status).toBe(404)
    expect(await api.ask('post', '/where', { secret })).toEqual({ address })
  })

  test('has hosts that are old enough rotated out by the cron, as long as one stays in reserve', async () => {
    const { api, worker, clock } = await open({
      channels: [{ id: 'public', rotation: { everyDays: 2 } }],
      mirrors: [{ host: 'a.example', state: 'live' }, { host: 'b.example' }, { host: 'c.example' }],
    })
    const mirrors = async () => ((await api.ask('get', '/status')) as { mirrors: object }).mirrors
    clock.shift(86_400_000)
    await worker.tick()
    expect(await mirrors()).toMatchObject({ live: ['a.example'] })

    clock.shift(86_400_000)
    await worker.tick()
    expect(await mirrors()).toMatchObject({ live: ['b.example'], draining: ['a.example'] })
    clock.shift(2 * 86_400_000)
    await worker.tick()

    expect(await mirrors()).toMatchObject({ live: ['b.example'], standby: ['c.example'] })
    expect(await api.ask('get', '/audit')).toMatchObject([{ actor: 'edge', action: 'rotation-announced' }])
  })

  test('holds the Worker up while the archive is carried: readers are served, nothing is pulled or lost', async () => {
    const { api, ask, worker, platform, clock } = await open()
    await api.ask('post', '/store', { seconds: 900 })

    await worker.tick()
    expect(platform.sent).toEqual([])
    const work: Work = { kind: 'refresh', sourceId: 'news', dueAtMs: 0 }
    const { batch, state } = delivery('tamizdat-work', work, 1)
    await worker.consume(batch)
    expect(state).toEqual({ isAcked: false, isRetried: true })
    expect(await failures(api)).toEqual([])
    expect((await ask('a.example', '/')).status).toBe(200)

    // A command that was killed holds it no longer than that.
    clock.shift(901_000)
    await worker.tick()
    expect(platform.sent.map(each => each.work.kind)).toContain('refresh')
  })

  test('is told by webhook once an hour of what went wrong or right again, whichever isolate comes first', async () => {
    const notices = { webhook: { kind: 'secret', name: 'HOOK' } }
    const { worker, other, clock, posted } = await open({ notices })
    await worker.tick()
    const told = () => posted.map(body => body.subject)
    // There is no standby, nothing is signed, and the source was never pulled.
    expect(told()).toEqual(['Mirror: 3 new, 0 lasting, 0 over'])

    await (await other()).tick()
    clock.shift(3_600_000)
    await (await other()).tick()
    expect(told()).toHaveLength(1)

    const work: Work = { kind: 'refresh', sourceId: 'news', dueAtMs: 0 }
    await worker.consume(delivery('tamizdat-given-up', work, 1).batch)
    clock.shift(3_600_000)
    await (await other()).tick()
    await worker.tick()

    expect(told().slice(1)).toEqual(['Mirror: 1 new, 3 lasting, 0 over'])
    expect(posted[1]?.lines).toContain('- 1 piece of work given up; see tamizdat work list')
  })

  test('may follow a hundred sources: the dashboard asks D1 no oftener than the free plan allows', async () => {
    const sources = Array.from({ length: 100 }, (_, n) => ({
      ...{ id: `s${n}`, name: `Newsroom ${n}`, feeds: [`https://s${n}.example/rss`], language: 'en' },
    }))
    const { api, platform } = await open({ sources })

    for (const path of ['/sources', '/status']) {
      const cost = await platform.count(async () => void (await api.ask('get', path)))
      expect(cost.d1Queries, path).toBeLessThanOrEqual(platformLimits.free.d1QueriesPerRun)
    }
  })

  test('sees what was given up, on the dashboard too, and hands it over again', async () => {
    const { api, worker, platform, send } = await open()
    const work: Work = { kind: 'articles', sourceId: 'news', keys: ['k'] }
    platform.isBroken = true
    await worker.consume(delivery('tamizdat-work', work, 4).batch)
    platform.isBroken = false
    await worker.consume(delivery('tamizdat-given-up', work, 1).batch)
    const form = new URLSearchParams({ name: 'anna', token: 'right-token' })
    const login = await send(new Request('https://desk.example/admin/login', { method: 'POST', body: form }))
    const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const overview = async () =>
      (await send(new Request('https://desk.example/admin', { headers: { cookie } }))).text()

    const page = await overview()
    expect(page).toMatch(/<b>1<\/b>Work given up/)
    expect(page).toContain('news: 1 article')
    const [, formToken = ''] = /name="form" value="([^"]+)"/.exec(page) ?? []
    const retried = await send(
      new Request('https://desk.example/admin/work/retry', {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ form: formToken, id: 'articles news ["k"]' }),
      }),
    )

    expect(retried.headers.get('location')).toBe('/admin?done=retryWork')
    expect(platform.sent).toEqual([{ work, delaySeconds: 0 }])
    expect(await failures(api)).toEqual([])
    expect(await overview()).toMatch(/<b>0<\/b>Work given up/)
  })
})
