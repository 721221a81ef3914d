import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeMirror, rotateMirrors } from '../src/operations/change-mirror.ts'
import { startServer, type TestServer } from './support/runtime.ts'
import { startScriptedServer } from './support/scripted-server.ts'

// Upstream page → three feeds and a page on two mirrors → one rotated out; on real servers, with the seed's page.

const seed = new URL('fixtures/seed/', import.meta.url)
const expected = JSON.parse(readFileSync(new URL('rferl-belarus.expected.json', seed), 'utf8'))
const articlePath = '/a/nato-chief-jens-stoltenberg-belarus-russia/31293164.html'
const upstreamId = `https://www.rferl.org${articlePath}`

let upstream: Awaited<ReturnType<typeof startScriptedServer>>
let server: TestServer
let page: string

beforeAll(async () => {
  upstream = await startScriptedServer()
  const feed = readFileSync(new URL('rferl-feed.xml', seed), 'utf8')
  upstream.script('/api/', {
    headers: { 'content-type': 'application/rss+xml', etag: '"1"' },
    body: feed.replace(/<link>[^<]*\.html<\/link>/, `<link>${upstream.origin}${articlePath}</link>`),
  })
  upstream.script(articlePath, {
    headers: { 'content-type': 'text/html' },
    body: readFileSync(new URL('rferl-belarus.html', seed)),
  })
  server = await startServer({
    title: 'A mirror',
    sources: [
      { id: 'rferl', name: 'RFE/RL', feeds: [`${upstream.origin}/api/`], language: 'en', topic: 'belarus' },
    ],
    mirrors: [
      { host: 'a.example', state: 'live' },
      { host: 'b.example', state: 'live' },
      { host: 'c.example' },
    ],
    limits: { allowPrivate: [upstream.host] },
  })
  await server.runtime.pull({ signal: AbortSignal.timeout(10_000) })
  const [article] = await server.runtime.archive.newest('all', 1)
  page = `/a/${article?.id}.html`
})

afterAll(async () => {
  await server.stop()
  await upstream.close()
})

describe('an article on its way', () => {
  test('stands on a page of each live mirror, whole, and without what does not belong to it', async () => {
    const [a, b] = [await server.ask('a.example', page), await server.ask('b.example', page)]

    expect([a.status, b.status]).toEqual([200, 200])
    expect(a.body).toBe(b.body)
    const text = a.body
      .replace(/<style>.*?<\/style>/s, '')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
    for (const paragraph of [...expected.paragraphs, ...expected.noticeParagraphs, expected.credit]) {
      expect(text).toContain(paragraph)
    }
    for (const word of ['Crisis In Belarus', 'Share on Facebook', 'googletagmanager', '<script', 'Editors']) {
      expect(text).not.toContain(word)
    }
  })

  test.each([
    { format: 'rss', type: 'application/rss+xml' },
    { format: 'atom', type: 'application/atom+xml' },
    { format: 'json', type: 'application/feed+json' },
  ])(
    'stands in the $format feeds under its upstream id, with links on the host that was asked',
    async ({ format, type }) => {
      for (const name of ['all', 'source-rferl', 'lang-en', 'topic-belarus', 'all-light']) {
        for (const host of ['a.example', 'b.example']) {
          const { status, headers, body } = await server.ask(host, `/feeds/${name}.${format}`)

          expect(status).toBe(200)
          expect(headers['content-type']).toContain(type)
          expect(body).toContain(upstreamId)
          expect(body).toContain(`https://${host}${page}`)
          expect(body).not.toContain(host === 'a.example' ? 'b.example' : 'a.example')
        }
      }
    },
  )

  test('comes with the publisher’s notice in every form that readers get', async () => {
    const notice = 'you could face fines or imprisonment for sharing'
    for (const path of [
      page,
      page.replace('.html', '.txt'),
      page.replace('.html', '.md'),
      '/feeds/all.rss',
      '/feeds/all.json',
    ]) {
      expect((await server.ask('a.example', path)).body).toContain(notice)
    }
  })

  test('is not fetched again on a reader’s request', async () => {
    const before = upstream.requests.length
    await server.ask('a.example', page)
    await server.ask('b.example', '/feeds/all.atom')

    expect(upstream.requests).toHaveLength(before)
  })

  test('is answered 304 to who has it', async () => {
    const { headers } = await server.ask('a.example', '/feeds/all.rss')
    const again = await server.ask('a.example', '/feeds/all.rss', {
      'if-none-match': String(headers['etag']),
    })

    expect(again).toMatchObject({ status: 304, body: '' })
  })
})

test('the head of every answer is at most 700 bytes on the wire', async () => {
  for (const path of ['/', page, '/feeds/all.rss', '/feeds.opml', '/subscribe.html', '/mirrors.json']) {
    const { rawHeaders } = await server.ask('a.example', path, { 'accept-encoding': 'br' })
    const lines = rawHeaders.map((text, index) => `${text}${index % 2 === 0 ? ': ' : '\r\n'}`)
    const head = `HTTP/1.1 200 OK\r\n${lines.join('')}\r\n`

    expect(head.length, path).toBeLessThanOrEqual(700)
  }
})

describe('a stranger', () => {
  test.each([
    { name: 'a standby', host: 'c.example', path: '/', method: 'GET' },
    { name: 'an unknown host', host: 'other.example', path: '/', method: 'GET' },
    { name: 'an unknown path', host: 'a.example', path: '/wp-login.php', method: 'GET' },
    { name: 'an unknown article', host: 'a.example', path: '/a/000000000000.html', method: 'GET' },
    { name: 'another method', host: 'a.example', path: '/', method: 'POST' },
    { name: 'the operator’s paths', host: 'a.example', path: '/metrics', method: 'GET' },
  ])('gets one small plain answer from $name', async ({ host, path, method }) => {
    const usual = await server.ask('nobody.example', '/nothing')
    const answer = await server.ask(host, path, {}, method)

    expect({ ...answer, headers: { ...answer.headers, date: '' }, rawHeaders: [] }).toEqual({
      ...usual,
      headers: { ...usual.headers, date: '' },
      rawHeaders: [],
    })
    expect(answer.status).toBe(404)
    expect(JSON.stringify(answer)).not.toMatch(/hono|tamizdat|node/i)
  })
})

test('the operator’s listener tells health, readiness and metrics, and no host name', async () => {
  expect(await server.askOperator('/healthz')).toMatchObject({ status: 200 })
  expect(await server.askOperator('/readyz')).toMatchObject({ status: 200 })
  const { body } = await server.askOperator('/metrics')

  expect(body).toMatch(/articles\S* 1\n/)
  expect(body).not.toContain('a.example')
})

// Changes the pool: stays behind what reads it.
describe('a rotation', () => {
  test('tells the readers of the old host in feeds and pages, as text, while it still serves', async () => {
    const { runtime } = server
    await rotateMirrors({ channelId: 'public', fromHost: 'a.example' }, runtime.config.channels, runtime)

    for (const path of [
      '/',
      '/mirrors.html',
      '/feeds/all.rss',
      '/feeds/all.atom',
      '/feeds/all.json',
      '/feeds/all-light.atom',
    ]) {
      const { status, body } = await server.ask('a.example', path)
      expect(status).toBe(200)
      expect(body).toContain('c.example')
      expect(body).not.toMatch(/href=["'][^"']*c\.example/)
    }
    expect((await server.ask('c.example', page)).status).toBe(200)
    expect((await server.ask('b.example', '/')).body).not.toContain('c.example')
    expect((await server.ask('a.example', '/mirrors.json')).body).toContain('"to":"c.example"')
  })

  test('changes no id and no article page', async () => {
    const [old, next] = [await server.ask('a.example', page), await server.ask('c.example', page)]
    const idsOf = (body: string) => JSON.parse(body).items.map((item: { id: string }) => item.id)

    expect(next.body).toBe(old.body)
    const [before, after] = [
      await server.ask('a.example', '/feeds/all.json'),
      await server.ask('c.example', '/feeds/all.json'),
    ]
    expect(idsOf(before.body).slice(1)).toEqual(idsOf(after.body))
  })

  test('leaves the old host a stranger once it is retired', async () => {
    await changeMirror('a.example', 'retired', { force: true }, server.runtime)

    expect((await server.ask('a.example', page)).status).toBe(404)
  })
})

test('the log of all this holds nothing of a reader', async () => {
  await server.ask('b.example', '/?from=reader-query', {
    'user-agent': 'reader-agent',
    referer: 'https://reader-referrer.example/',
    'x-forwarded-for': '198.51.100.7',
  })

  expect(server.log.events.length).toBeGreaterThan(0)
  expect(JSON.stringify(server.log.events)).not.toMatch(/reader-|198\.51\.100\.7|127\.0\.0\.1:\d+\/\?/)
})
