import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFixedClock, type FixedClock } from '../src/adapters/memory/clock.ts'
import { changeMirror, enlistMirror, rotateMirrors } from '../src/operations/change-mirror.ts'
import { findAddress, inviteReader } from '../src/operations/invite-reader.ts'
import { tendMirrors } from '../src/operations/tend-mirrors.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { startServer, type TestServer } from './support/runtime.ts'

// A closed channel on a real server: invites, prefixes, a block, and what nobody is to find out.

const startMs = Date.UTC(2026, 10, 1)
const dayMs = 86_400_000
let newsroom: Newsroom
let server: TestServer
let clock: FixedClock

interface Reader {
  readonly secret: string
  readonly host: string
  readonly prefix: string
}

async function invite(fromSecret?: string): Promise<Reader> {
  const { secret } = await inviteReader(
    { channelId: 'friends', fromSecret },
    server.runtime.channels,
    server.runtime,
  )
  return { secret, ...(await whereabouts(secret)) }
}

async function whereabouts(secret: string): Promise<{ host: string; prefix: string }> {
  const found = await findAddress(secret, server.runtime)
  return found.status === 'found'
    ? { host: found.host, prefix: `/${found.prefix}` }
    : { host: '', prefix: '' }
}

async function addHosts(name: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const seed = {
      host: `${name}-${n}.${name}${n}.example`,
      channelId: 'friends',
      state: 'standby',
      provider: `p${n % 3}`,
    } as const
    await enlistMirror(seed, server.runtime.channels, server.runtime)
  }
}

beforeAll(async () => {
  newsroom = await startNewsroom({ firstMs: startMs })
  clock = createFixedClock(startMs)
  server = await startServer(
    {
      title: 'News on a mirror',
      sources: [
        {
          id: 'news',
          name: 'Valley News',
          feeds: [newsroom.feedUrl],
          language: 'en',
          politeness: { delaySeconds: 0 },
        },
      ],
      mirrors: [{ host: 'public.example', state: 'live' }],
      channels: [{ id: 'public' }, { id: 'friends', kind: 'invite', groups: { size: 3 } }],
      where: { port: 0, perMinute: 20 },
      limits: { allowPrivate: [newsroom.server.host] },
    },
    { clock },
  )
  for (let n = 0; n < 3; n++) newsroom.publish()
  await server.runtime.pull({ signal: AbortSignal.timeout(10_000) })
})

afterAll(async () => {
  await server.stop()
  await newsroom.server.close()
})

describe('an invite', () => {
  let readers: Reader[]

  beforeAll(async () => {
    await addHosts('a', 3)
    readers = [await invite(), await invite(), await invite(), await invite()]
  })

  test('opens every path under its own prefix on the host of its group', async () => {
    const [first, second, third, fourth] = readers
    expect([second?.host, third?.host]).toEqual([first?.host, first?.host])
    expect(fourth?.host).not.toBe(first?.host)
    expect(new Set(readers.map(reader => reader.prefix)).size).toBe(4)
    for (const { host, prefix } of readers) {
      expect((await server.ask(host, `${prefix}/`)).status).toBe(200)
      const feed = await server.ask(host, `${prefix}/feeds/all.rss`)
      expect(feed.body).toContain(`https://${host}${prefix}/a/`)
      expect(await server.ask(host, prefix)).toMatchObject({
        status: 308,
        headers: { location: `${prefix}/` },
      })
    }
  })

  test('opens nothing elsewhere: everything else is the stranger’s answer, byte for byte', async () => {
    const [first, , , fourth] = readers
    const stranger = await server.ask('nobody.example', '/')
    const wrong = [
      [first?.host, '/'],
      [first?.host, '/feeds/all.rss'],
      [first?.host, fourth?.prefix],
      [first?.host, `${first?.prefix}x/`],
      [fourth?.host, `${first?.prefix}/`],
      ['public.example', `${first?.prefix}/`],
    ] as const

    for (const [host = '', path = ''] of wrong) {
      const { status, rawHeaders, body } = await server.ask(host, path)
      const undated = rawHeaders.filter((_, at) => rawHeaders[at & ~1] !== 'Date')
      expect({ status, body, undated }, `${host}${path}`).toEqual({
        status: stranger.status,
        body: stranger.body,
        undated: stranger.rawHeaders.filter((_, at) => stranger.rawHeaders[at & ~1] !== 'Date'),
      })
    }
  })

  test('has the validators of every other invite of its group, and is cached carefully', async () => {
    for (const path of [
      '/',
      '/feeds/all.rss',
      '/feeds/all-light.json',
      '/subscribe.html',
      '/mirrors.html',
      '/mirrors.json',
      '/feeds.opml',
    ]) {
      const [a, b] = [
        await server.ask(readers[0]?.host ?? '', `${readers[0]?.prefix}${path}`),
        await server.ask(readers[1]?.host ?? '', `${readers[1]?.prefix}${path}`),
      ]
      expect(a.headers['etag'], path).toBe(b.headers['etag'])
      expect(a.headers['cache-control']).toMatch(/no-store|private/)
      expect(b.body).not.toContain(readers[0]?.prefix)
    }
  })

  test('is told of a planned next host with its own prefix there, as text, in feed, pages and manifest', async () => {
    const reader = readers[3] ?? readers[0]
    if (reader === undefined) throw new Error('no reader')
    await rotateMirrors(
      { channelId: 'friends', fromHost: reader.host },
      server.runtime.channels,
      server.runtime,
    )
    const next = await whereabouts(reader.secret)

    expect(next.host).not.toBe(reader.host)
    expect(next.prefix).not.toBe(reader.prefix)
    for (const path of [
      '/',
      '/mirrors.html',
      '/feeds/all.rss',
      '/feeds/all.atom',
      '/feeds/all.json',
      '/feeds/all-light.rss',
    ]) {
      const { body } = await server.ask(reader.host, `${reader.prefix}${path}`)
      expect(body, path).toContain(`${next.host}${next.prefix}`)
      expect(body, path).not.toMatch(
        new RegExp(`(?:href|src|url)\\W+(?:https?:)?//${next.host.replaceAll('.', '\\.')}`),
      )
    }
    expect((await server.ask(reader.host, `${reader.prefix}/mirrors.json`)).body).toContain(next.host)
    expect((await server.ask(next.host, `${next.prefix}/`)).status).toBe(200)
    expect(
      (await server.ask(readers[0]?.host ?? '', `${readers[0]?.prefix}/mirrors.html`)).body,
    ).not.toContain(next.host)
  })

  test('of a group whose host is blocked finds a fresh host with its secret, each half another', async () => {
    const [first] = readers
    await addHosts('b', 4)
    await changeMirror(first?.host ?? '', 'blocked', { region: 'RU' }, server.runtime)
    const found = await Promise.all(readers.slice(0, 3).map(reader => whereabouts(reader.secret)))

    expect(new Set(found.map(each => each.host)).size).toBe(2)
    expect(found.map(each => each.host)).not.toContain(first?.host)
    await expect(
      rotateMirrors({ channelId: 'friends', fromHost: first?.host }, server.runtime.channels, server.runtime),
    ).rejects.toMatchObject({ kind: 'mirror-refused' })
    // The blocked host goes on for who reaches it, and names neither half's new host.
    const old = await server.ask(first?.host ?? '', `${first?.prefix}/mirrors.html`)
    expect(old.status).toBe(200)
    for (const { host } of found) expect(old.body).not.toContain(host)
  })

  test('passed on by a reader comes into that reader’s group and inherits its blockages', async () => {
    const [first] = readers
    const friend = await invite(first?.secret)
    const { invites } = await server.runtime.mirrorLog.readGroups()

    expect(friend.host).toBe((await whereabouts(first?.secret ?? '')).host)
    expect(invites.at(-1)?.blockages).toBe(1)
    await expect(invite('0000-0000-0000-0000-0000-0000')).rejects.toMatchObject({ kind: 'invite-refused' })
    await expect(
      inviteReader({ channelId: 'public' }, server.runtime.channels, server.runtime),
    ).rejects.toMatchObject({ kind: 'invite-refused' })
  })

  test('that alone can have told waits a week for its next host', async () => {
    const lone = await invite()
    const alone = await whereabouts(lone.secret)
    const { groups } = await server.runtime.mirrorLog.readGroups()
    expect(groups.find(group => group.host === alone.host)?.inviteIds).toHaveLength(2)

    // Blocks until it is alone, then once more.
    for (let n = 0; n < 2; n++) {
      const { host } = await whereabouts(lone.secret)
      await changeMirror(host, 'blocked', { aim: 'specific' }, server.runtime)
      await addHosts(`c${n}`, 8)
    }
    expect((await whereabouts(lone.secret)).host).toBe('')

    clock.advance(7 * dayMs)
    await tendMirrors(server.runtime.channels, [], server.runtime)
    expect((await whereabouts(lone.secret)).host).not.toBe('')
  })
})

describe('a host', () => {
  test('is not retired before the lead time of its announcement, nor while it was asked for in 90 days', async () => {
    const retire = (force = false) => changeMirror('public.example', 'retired', { force }, server.runtime)
    const seed = { host: 'next.example', channelId: 'public', state: 'standby', provider: null } as const
    await enlistMirror(seed, server.runtime.channels, server.runtime)
    await rotateMirrors({ channelId: 'public' }, server.runtime.channels, server.runtime)
    await server.runtime.mirrorLog.noteAsked(['public.example'], Math.floor(clock.nowMs() / dayMs))

    await expect(retire()).rejects.toMatchObject({
      kind: 'mirror-refused',
      next: expect.stringContaining('48 hours'),
    })
    clock.advance(2 * dayMs)
    await expect(retire()).rejects.toMatchObject({ message: expect.stringContaining('asked for 2 days ago') })
    clock.advance(88 * dayMs)
    expect((await retire()).state).toBe('retired')
  })
})

describe('who asks where a secret leads', () => {
  const post = (body: string, type = 'application/x-www-form-urlencoded') =>
    fetch(`http://127.0.0.1:${server.serving.wherePort}/`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    })

  test('is told the address by form and as plain text, and of a wrong secret only that there is none now', async () => {
    const reader = await invite()
    const address = `https://${reader.host}${reader.prefix}/\n`

    const byForm = await post(new URLSearchParams({ secret: reader.secret.toUpperCase() }).toString())
    const byText = await post(reader.secret, 'text/plain')
    const wrong = await post('secret=0000-0000-0000-0000-0000-0000')

    expect([await byForm.text(), await byText.text()]).toEqual([address, address])
    expect([wrong.status, await wrong.text()]).toEqual([404, 'no address now, ask again later\n'])
    expect(byForm.headers.get('cache-control')).toBe('no-store')
    expect(JSON.stringify(server.log.events)).not.toContain(reader.secret)
  })

  test('does not put the secret into an address', async () => {
    const page = await (await fetch(`http://127.0.0.1:${server.serving.wherePort}/?secret=x`)).text()

    expect(page).toContain('method="post"')
  })

  test('is refused after so many questions in a minute, and heard again in the next', async () => {
    let last = 200
    for (let n = 0; n < 25 && last !== 429; n++) last = (await post('secret=x')).status
    expect(last).toBe(429)

    clock.advance(60_000)
    expect((await post('secret=x')).status).toBe(404)
  })
})

test('readers’ listener does not answer where a secret leads', async () => {
  const stranger = await server.ask('nobody.example', '/')
  const asked = await server.ask(
    'next.example',
    '/',
    { 'content-type': 'application/x-www-form-urlencoded' },
    'POST',
  )

  expect([asked.status, asked.body]).toEqual([stranger.status, stranger.body])
})

test('the store holds of a full run neither a secret, nor a prefix, nor anything of who asked', async () => {
  const reader = await invite()
  const agent = 'Sentinel-Agent/7.3 sentinel-referrer sentinel-query'
  await server.ask(reader.host, `${reader.prefix}/?sentinel-query=1`, {
    'user-agent': agent,
    referer: 'https://sentinel-referrer.example/',
    'x-forwarded-for': '203.0.113.77',
    cookie: 'sentinel-cookie=1',
  })
  await tendMirrors(server.runtime.channels, [reader.host], server.runtime)
  const file = server.runtime.config.store.file
  const store = Buffer.concat(await Promise.all([file, `${file}-wal`].map(each => readFile(each)))).toString(
    'latin1',
  )
  const kept = {
    store,
    log: JSON.stringify(server.log.events),
    metrics: (await server.askOperator('/metrics')).body,
  }

  for (const [name, text] of Object.entries(kept)) {
    for (const trace of [
      reader.secret,
      reader.secret.replaceAll('-', ''),
      reader.prefix.slice(1),
      'sentinel',
      '203.0.113.77',
    ]) {
      expect(text.toLowerCase().includes(trace.toLowerCase()), `${trace} in ${name}`).toBe(false)
    }
  }
  for (const text of [kept.log, kept.metrics]) expect(text).not.toContain(reader.host)
})
