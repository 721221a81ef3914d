import { createExecutionContext, env, waitOnExecutionContext } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFixedClock } from '../../../src/adapters/memory/clock.ts'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { createSqlMirrorLog } from '../../../src/adapters/sql/mirror-log.ts'
import { createSqlWorkLog } from '../../../src/adapters/sql/work-log.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'
import { openWorker } from '../../../src/open-worker.ts'
import { inviteReader } from '../../../src/operations/invite-reader.ts'
import { sampleArticle, sampleNowMs } from '../../support/sample-article.ts'
import { createCountedPlatform, delivery } from './counted-platform.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

const minuteMs = 60_000

async function open(hubAnswers: () => Response = () => new Response(null, { status: 202 })) {
  const database = await openEmptyD1()
  const archive = createSqlArchive(database)
  await archive.put(sampleArticle(1), { nowMs: sampleNowMs })
  const forms: { url: string; form: URLSearchParams }[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    forms.push({ url, form: new URLSearchParams(String(init.body)) })
    return hubAnswers()
  })
  const platform = createCountedPlatform({ hasBucket: true })
  const clock = createFixedClock(sampleNowMs)
  const config = parseConfig(
    {
      title: 'Mirror',
      mirrors: [{ host: 'a.example', state: 'live' }],
      channels: [{ id: 'public' }, { id: 'friends', kind: 'invite' }],
      aggregators: { host: 'feeds.example', hub: 'https://hub.example/tell' },
      where: { port: 0, perMinute: 3 },
      edge: { plan: 'free', whereHost: 'ask.example' },
    },
    () => '',
  )
  const worker = await openWorker(config, { ...platform.env, PUBLISHED: env.PUBLISHED }, clock)
  const deliverAll = async () => {
    for (let next = platform.sent.shift(); next !== undefined; next = platform.sent.shift())
      await worker.consume(delivery('tamizdat-work', next.work, 1).batch)
  }
  return { archive, database, forms, worker, platform, clock, config, deliverAll }
}

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('the hub of a Worker', () => {
  test('is told of each feed that has changed, a minute after, and of each change once', async () => {
    const { archive, forms, worker, platform, clock, deliverAll } = await open()

    await worker.tick()
    expect(platform.sent.map(each => each.delaySeconds)).toEqual([60])
    await deliverAll()

    const [told] = forms
    expect(told?.url).toBe('https://hub.example/tell')
    expect(told?.form.get('hub.mode')).toBe('publish')
    for (const slug of ['all', 'source-example'])
      for (const format of ['rss', 'atom', 'json'])
        expect(told?.form.getAll('hub.url')).toContain(`https://feeds.example/feeds/${slug}.${format}`)

    clock.advance(6 * minuteMs)
    await worker.tick()
    expect(platform.sent).toEqual([])
    await archive.put(sampleArticle(2), { nowMs: clock.nowMs() })
    // Not before its turn.
    clock.advance(minuteMs)
    await worker.tick()
    expect(platform.sent).toEqual([])
    clock.advance(4 * minuteMs)
    await worker.tick()
    await worker.tick()
    await deliverAll()
    expect(forms).toHaveLength(2)
  })

  test('that refuses is told again, and what it never took is shown to the operator', async () => {
    const { database, worker, platform } = await open(() => new Response('no', { status: 500 }))
    await worker.tick()
    const [sent] = platform.sent.splice(0)
    if (sent === undefined) throw new Error('nothing was sent')

    for (let attempt = 1; attempt <= 4; attempt++) {
      const { batch, state } = delivery('tamizdat-work', sent.work, attempt)
      await worker.consume(batch)
      expect(state).toEqual({ isAcked: false, isRetried: true })
    }
    await worker.consume(delivery('tamizdat-given-up', sent.work, 1).batch)

    expect(await createSqlWorkLog(database).failures()).toMatchObject([
      {
        work: { kind: 'tell' },
        error: 'upstream-refused: https://hub.example/tell: the hub answered 500',
        isGivenUp: true,
      },
    ])
  })

  test('that stands at an address which is not public is not asked', async () => {
    const { worker, platform, forms, config } = await open()
    await worker.tick()
    const [sent] = platform.sent.splice(0)
    if (sent === undefined || config.aggregators === null) throw new Error('nothing was sent')
    const elsewhere = { ...config, aggregators: { ...config.aggregators, hub: 'http://10.0.0.1/tell' } }
    const other = await openWorker(elsewhere, platform.env, createFixedClock(sampleNowMs))

    await other.consume(delivery('tamizdat-work', sent.work, 1).batch)

    expect(forms).toEqual([])
  })
})

describe('where a secret leads, asked at a Worker', () => {
  const ask = async (worker: Awaited<ReturnType<typeof open>>['worker'], path: string, body?: string) => {
    const context = createExecutionContext()
    const init = body === undefined ? {} : { method: 'POST', body }
    const response = await worker.fetch(new Request(`https://ask.example${path}`, init), context)
    await waitOnExecutionContext(context)
    return { status: response.status, text: await response.text(), headers: response.headers }
  }

  test('is told to who has the secret, and to nobody more than so often in a minute', async () => {
    const { database, worker, clock, config } = await open()
    const mirrorLog = createSqlMirrorLog(database)
    const state = 'standby' as const
    const mirror = { host: 'closed.example', channelId: 'friends', state, blockedIn: [], provider: null }
    await mirrorLog.record({ mirrors: [{ ...mirror, addedAtMs: 0, changedAtMs: 0 }], changes: [] })
    const log = { write: () => undefined }
    const { secret } = await inviteReader({ channelId: 'friends' }, config.channels, {
      mirrorLog,
      clock,
      log,
    })

    const form = await ask(worker, '/')
    const right = await ask(worker, '/', new URLSearchParams({ secret }).toString())
    const plain = await ask(worker, '/', secret)
    const wrong = await ask(worker, '/', 'secret=none')
    const late = await ask(worker, '/', secret)
    clock.advance(minuteMs)
    const again = await ask(worker, '/', secret)

    expect(form.text).toContain('<form method="post">')
    expect(right).toMatchObject({
      status: 200,
      text: expect.stringMatching(/^https:\/\/closed\.example\/\S+\/\n$/),
    })
    expect(plain.text).toBe(right.text)
    expect(wrong.status).toBe(404)
    expect([late.status, again.status]).toEqual([429, 200])
    expect(right.headers.get('cache-control')).toBe('no-store')
  })

  test('gives every other path the answer of strangers', async () => {
    const { worker } = await open()

    for (const path of ['/admin', '/feeds/all.rss', '/api/v1/mirrors'])
      expect(await ask(worker, path)).toMatchObject({ status: 404, text: 'Not Found\n' })
  })
})
