import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { trustArchivedHtml } from '../../src/core/article/sanitize.ts'
import { pageLengths } from '../../src/core/page/padding.ts'
import { createReadersApp, type ReadersDeps } from '../../src/http/readers-app.ts'
import { publishEditions } from '../../src/operations/publish-editions.ts'
import { openReadingRoom, publicChannel, sampleMirror, sampleSite } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

let deps: Awaited<ReturnType<typeof openReadingRoom>>
let ask: (
  path: string,
  headers?: Record<string, string>,
  init?: { method?: string; host?: string },
) => Promise<Response>
const id = sampleArticle(1).identity.articleId
const page = `/a/${id}.html`

function asker(room: ReadersDeps): typeof ask {
  const app = createReadersApp(room)
  return async (path, headers = {}, { method = 'GET', host = 'a.example' } = {}) =>
    app.fetch(new Request(`https://${host}${path}`, { method, headers }))
}

/** A long article whose words do not repeat, so that it weighs what real text weighs. */
function longHtml(paragraphs: number): string {
  let seed = 7
  const word = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed.toString(36).slice(-6)
  }
  const paragraph = () => `<p>${Array.from({ length: 60 }, word).join(' ')}.</p>`
  return Array.from({ length: paragraphs }, paragraph).join('')
}

beforeAll(async () => {
  deps = await openReadingRoom()
  for (let n = 120; n >= 1; n--) await deps.archive.put(sampleArticle(n), { nowMs: sampleNowMs })
  await deps.archive.put(sampleArticle(200, { html: trustArchivedHtml(longHtml(80)) }), {
    nowMs: sampleNowMs,
  })
  ask = asker(deps)
})

describe('content coding', () => {
  test.each([
    { name: 'br where both are taken', accept: 'gzip, deflate, br', want: 'br' },
    { name: 'gzip where that is preferred', accept: 'br;q=0.5, gzip;q=0.9', want: 'gzip' },
    { name: 'gzip alone', accept: 'gzip', want: 'gzip' },
    { name: 'none where nothing is named', accept: '', want: null },
    { name: 'none where br is refused', accept: 'br;q=0', want: null },
    { name: 'any where anything goes', accept: '*', want: 'br' },
  ])('is $name (RFC 9110 §12.5.3)', async ({ accept, want }) => {
    const answer = await ask(page, { 'accept-encoding': accept })

    expect(answer.headers.get('content-encoding')).toBe(want)
    expect(answer.headers.get('vary')).toBe('Accept-Encoding')
  })

  test('changes the bytes and not the text, and each coding has a validator of its own', async () => {
    const [plain, gzip, br] = await Promise.all(
      ['identity', 'gzip', 'br'].map(coding => ask(page, { 'accept-encoding': coding })),
    )
    const text = (await plain?.text())?.replace(/\n<!-- +-->$/, '')

    expect(gunzipSync(new Uint8Array((await gzip?.arrayBuffer()) ?? [])).toString()).toBe(text)
    expect(brotliDecompressSync(new Uint8Array((await br?.arrayBuffer()) ?? [])).toString()).toBe(text)
    const tags = [plain, gzip, br].map(answer => answer?.headers.get('etag') ?? '')
    expect(new Set(tags).size).toBe(3)
    expect(new Set(tags.map(tag => tag.length)).size).toBe(1)
  })
})

describe('a conditional request', () => {
  const known = async (name: string, path = '/feeds/all.atom') => (await ask(path)).headers.get(name) ?? ''

  test.each([
    { name: 'the validator', header: (tag: string) => tag },
    { name: 'the validator made weak on its way', header: (tag: string) => `W/${tag}` },
    { name: 'it among others', header: (tag: string) => `"other", ${tag}` },
    { name: 'an asterisk', header: () => '*' },
  ])('with $name is answered 304 with the same headers and no body', async ({ header }) => {
    const full = await ask('/feeds/all.atom')
    const answer = await ask('/feeds/all.atom', { 'if-none-match': header(await known('etag')) })

    expect(answer.status).toBe(304)
    expect(await answer.text()).toBe('')
    for (const name of ['etag', 'last-modified', 'cache-control', 'vary']) {
      expect(answer.headers.get(name)).toBe(full.headers.get(name))
    }
  })

  test('is decided by the validator and not by the date where it has both (RFC 9110 §13.2.2)', async () => {
    const headers = { 'if-none-match': '"other"', 'if-modified-since': await known('last-modified') }

    expect((await ask('/feeds/all.atom', headers)).status).toBe(200)
  })

  test.each([
    { name: 'of the change', shiftMs: 0, status: 304 },
    { name: 'after it', shiftMs: 1_000, status: 304 },
    { name: 'before it', shiftMs: -1_000, status: 200 },
  ])('with a date $name is answered $status', async ({ shiftMs, status }) => {
    const since = new Date(Date.parse(await known('last-modified')) + shiftMs).toUTCString()

    expect((await ask('/feeds/all.atom', { 'if-modified-since': since })).status).toBe(status)
  })

  test('with a date that is none is answered in full', async () => {
    expect((await ask('/feeds/all.atom', { 'if-modified-since': 'yesterday' })).status).toBe(200)
  })
})

test.each([
  '/',
  page,
  '/feeds/all.rss',
  '/feeds/all-1.json',
  '/feeds.opml',
  '/subscribe.html',
  '/mirrors.json',
])('HEAD of %s has the headers of GET and no body', async path => {
  const [get, head] = [await ask(path), await ask(path, {}, { method: 'HEAD' })]

  expect(head.status).toBe(200)
  expect([...head.headers]).toEqual([...get.headers])
  expect(await head.text()).toBe('')
  expect(Number(get.headers.get('content-length'))).toBe((await get.arrayBuffer()).byteLength)
})

test.each([
  { path: `/a/${id}`, same: page },
  { path: '/subscribe', same: '/subscribe.html' },
  { path: '/mirrors', same: '/mirrors.html' },
  { path: '/index.html', same: '/' },
  { path: '/lang-ru', same: '/lang-ru.html' },
])('$path answers as $same', async ({ path, same }) => {
  expect(await (await ask(path)).text()).toBe(await (await ask(same)).text())
})

test('content names no software, keeps nothing and lets nothing run', async () => {
  const { headers } = await ask(page)

  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
  expect(headers.get('content-security-policy')).not.toMatch(/script|unsafe/)
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  for (const name of ['set-cookie', 'server', 'x-powered-by']) expect(headers.has(name)).toBe(false)
})

test.each([
  { audience: 'open', path: '/feeds/all.rss', want: /^public, max-age=600, .*no-transform$/ },
  { audience: 'careful', path: '/feeds/all.rss', want: /^private, no-cache, no-transform$/ },
  { audience: 'careful', path: page, want: /^no-store, no-transform$/ },
] as const)('$path for a(n) $audience audience is cached as $want', async ({ audience, path, want }) => {
  const careful = asker({ ...deps, channels: [{ ...publicChannel, audience }] })

  expect((await careful(path)).headers.get('cache-control')).toMatch(want)
})

test('a channel that asks for it has every connection closed', async () => {
  const closing = asker({ ...deps, channels: [{ ...publicChannel, oneExchangePerConnection: true }] })

  expect((await closing('/')).headers.get('connection')).toBe('close')
  expect((await closing('/nothing')).status).toBe(404)
})

describe('weight', () => {
  const bodyBytes = async (path: string, coding: string) => {
    const answer = await ask(path, { 'accept-encoding': coding })
    expect(answer.status).toBe(200)
    return (await answer.arrayBuffer()).byteLength
  }
  const longId = sampleArticle(200).identity.articleId

  test.each(['gzip', 'br'])('no page and no light feed is over 6,000 bytes in %s', async coding => {
    const pages = ['/', page, '/subscribe.html', '/mirrors.html', '/all.html', '/all_2.html', '/lang-ru.html']
    const light = ['rss', 'atom', 'json'].map(format => `/feeds/all-light.${format}`)
    for (const path of [...pages, ...light])
      expect(await bodyBytes(path, coding), path).toBeLessThanOrEqual(6_000)

    let path: string | undefined = `/a/${longId}.html`
    let count = 0
    while (path !== undefined) {
      expect(await bodyBytes(path, coding), path).toBeLessThanOrEqual(6_000)
      count++
      const text: string = await (await ask(path)).text()
      const next: RegExpMatchArray | null = text.match(
        new RegExp(`href="(?:\\./)?(${longId}-${count + 1}\\.html)"`),
      )
      path = next === null ? undefined : `/a/${next[1]}`
    }
    expect(count).toBeGreaterThan(2)
  })

  test.each(['gzip', 'br', 'identity'] as const)(
    'pages of articles have one of the fixed lengths in %s',
    async coding => {
      const ids = [1, 2, 3, 200].map(n => sampleArticle(n).identity.articleId)
      const paths = [...ids.map(each => `/a/${each}.html`), `/a/${longId}-2.html`]

      for (const path of paths) expect(pageLengths[coding], path).toContain(await bodyBytes(path, coding))
    },
  )

  test('a long article loses no paragraph at its page breaks, and each page has title and notice', async () => {
    const article = await deps.archive.find(longId)
    const paragraphs = [...(article?.html.matchAll(/<p>(.*?)<\/p>/g) ?? [])].map(match => match[1])
    let all = ''
    for (let n = 1; ; n++) {
      const answer = await ask(`/a/${longId}${n === 1 ? '' : `-${n}`}.html`)
      if (answer.status !== 200) break
      const text = await answer.text()
      expect(text).toContain('Заголовок 200')
      expect(text).toContain('Распространение может быть наказано.')
      all += text
    }
    for (const paragraph of paragraphs) expect(all).toContain(paragraph)
  })
})

test('what is published ahead is what is answered, and a second publishing writes nothing', async () => {
  const before = await (await ask(page)).text()
  const first = await publishEditions(deps)
  const second = await publishEditions(deps)

  expect(first.documents).toBeGreaterThan(0)
  expect(second.documents).toBe(0)
  await deps.publisher.clear()
  expect(await (await asker({ ...deps, ...(await freshMemory()) })(page)).text()).toBe(before)
})

async function freshMemory() {
  return { memory: (await openReadingRoom()).memory }
}

test('archive documents hold fifty entries each and do not change when more come', async () => {
  const room = await openReadingRoom()
  const askRoom = asker(room)
  for (let n = 60; n >= 1; n--) await room.archive.put(sampleArticle(n), { nowMs: sampleNowMs })
  const first = await (await askRoom('/feeds/all-1.json')).text()
  for (let n = 161; n >= 101; n--) await room.archive.put(sampleArticle(n), { nowMs: sampleNowMs + 1_000 })

  expect(JSON.parse(first).items).toHaveLength(50)
  expect(await (await askRoom('/feeds/all-1.json')).text()).toBe(first)
  const ids = [1, 2, 3].map(async n => JSON.parse(await (await askRoom(`/feeds/all-${n}.json`)).text()).items)
  const seen = (await Promise.all(ids)).flat().map((item: { id: string }) => item.id)
  expect(new Set(seen).size).toBe(121)
})

test('a story that two sources announced names both on its page and stands in the feeds of both', async () => {
  const sources = ['Example Newsroom', 'Other Portal'].map(name => ({
    id: name.split(' ')[0]?.toLowerCase() ?? '',
    name,
    website: 'https://news.example/',
    rights: 'all rights reserved',
  }))
  const room = await openReadingRoom({ site: { ...sampleSite, sources } })
  const askRoom = asker(room)
  await room.archive.put(sampleArticle(1), { nowMs: sampleNowMs })
  const before = (await askRoom(page)).headers.get('etag')
  await room.archive.put(sampleArticle(1, { sourceId: 'other' }), { nowMs: sampleNowMs })

  const answer = await askRoom(page)

  expect(await answer.text()).toContain('Example Newsroom, Other Portal')
  expect(answer.headers.get('etag')).not.toBe(before)
  for (const source of ['example', 'other']) {
    const { items } = JSON.parse(await (await askRoom(`/feeds/source-${source}.json`)).text())
    expect(items.map((item: { id: string }) => item.id)).toEqual(['https://news.example/?p=1'])
  }
})

test('a withdrawn article loses its text everywhere and keeps its place in the feeds', async () => {
  const room = await openReadingRoom()
  const askRoom = asker(room)
  await room.archive.put(sampleArticle(1), { nowMs: sampleNowMs })
  await publishEditions(room)
  const reason = 'A source & her family are in danger.'
  await room.archive.withdraw(id, { reason, actor: 'anna', nowMs: sampleNowMs + 1_000 })
  await room.publisher.clear()

  for (const path of [page, `/a/${id}.txt`, '/feeds/all.rss', '/feeds/all.json', '/']) {
    expect(await (await askRoom(path)).text(), path).not.toContain('Первый абзац')
  }
  const notice = /отозвана\. \(1 июня 2026 г\.\) A source (&|&amp;|&amp;amp;|&#38;) her family/
  const forms = [
    page,
    `/a/${id}.txt`,
    `/a/${id}.md`,
    ...['rss', 'atom', 'json'].map(form => `/feeds/all.${form}`),
  ]
  for (const path of forms) {
    expect(await (await askRoom(path)).text(), path).toMatch(notice)
  }
  expect(await (await askRoom('/feeds/all.atom')).text()).toContain('https://news.example/?p=1')
})

test.each([
  { name: 'a retired host', state: 'retired' as const, status: 404 },
  { name: 'a host that is blocked somewhere', state: 'blocked' as const, status: 200 },
  { name: 'a draining host', state: 'draining' as const, status: 200 },
])('$name is answered $status', async ({ state, status }) => {
  const room = await openReadingRoom()
  await room.mirrorLog.record({ mirrors: [sampleMirror('x.example', state)], changes: [] })

  expect((await asker(room)('/', {}, { host: 'x.example' })).status).toBe(status)
})

test('a host of a closed channel answers nobody without an invite', async () => {
  const mail = { ...publicChannel, id: 'mail', kind: 'mail' as const }
  const room = await openReadingRoom({ channels: [publicChannel, mail] })
  await room.mirrorLog.record({ mirrors: [sampleMirror('secret.example', 'live', 'mail')], changes: [] })

  expect((await asker(room)('/', {}, { host: 'secret.example' })).status).toBe(404)
  expect(await (await asker(room)('/mirrors.json')).text()).not.toContain('secret.example')
})

describe('a feed is kept', () => {
  async function roomOf(count: number) {
    const room = await openReadingRoom()
    for (let n = count; n >= 1; n--) await room.archive.put(sampleArticle(n), { nowMs: sampleNowMs })
    return { room, askRoom: asker(room) }
  }

  test('a full archive document has the same validator for as long as its articles do', async () => {
    const { room, askRoom } = await roomOf(60)
    const etag = async () => (await askRoom('/feeds/all-1.atom')).headers.get('etag')
    const before = await etag()
    await room.archive.put(sampleArticle(100), { nowMs: sampleNowMs + 1_000 })
    const after = await etag()
    await room.archive.withdraw(sampleArticle(60).identity.articleId, {
      reason: null,
      nowMs: sampleNowMs,
      actor: 'operator',
    })

    expect(after).toBe(before)
    expect(await etag()).not.toBe(before)
  })

  test('an announcement reaches a client that compares dates alone', async () => {
    const { room, askRoom } = await roomOf(3)
    room.clock.advance(10_000)
    const since = (await askRoom('/feeds/all.rss')).headers.get('last-modified') ?? ''
    const conditional = { 'if-modified-since': since }
    expect((await askRoom('/feeds/all.rss', conditional)).status).toBe(304)

    const announcedAtMs = sampleNowMs + 60_000
    await room.mirrorLog.record({
      mirrors: [sampleMirror('a.example', 'draining'), sampleMirror('c.example')],
      changes: [],
      announcement: { channelId: 'public', fromHost: 'a.example', toHost: 'c.example', announcedAtMs },
    })
    room.clock.advance(120_000)
    const told = await askRoom('/feeds/all.rss', conditional)

    expect(told.status).toBe(200)
    expect(await told.text()).toContain('c.example')
    expect((await askRoom('/feeds/all-1.rss')).headers.get('last-modified')).toBe(since)
  })

  test('paths, prefixes and hosts that are made up fill no memory', async () => {
    const { room, askRoom } = await roomOf(60)
    for (const path of ['/', '/feeds/all.rss', '/feeds/all-1.json']) await askRoom(path)
    const { drafts, bodies } = room.memory
    const held = [drafts.size, bodies.size, bodies.calculatedSize]

    for (let n = 0; n < 3_000; n++) {
      const made = [
        `/${n}/feeds/all.rss`,
        `/feeds/all-${n + 3}.atom`,
        `/feeds/source-${n}.rss`,
        `/a/${n}.html`,
      ]
      const path = made[n % made.length] ?? ''
      expect((await askRoom(path, {}, { host: n % 2 === 0 ? 'a.example' : `${n}.example` })).status).toBe(404)
      expect((await askRoom(`/feeds/all.rss?${n}`)).status).toBe(200)
    }

    expect([drafts.size, bodies.size, bodies.calculatedSize]).toEqual(held)
  })

  test('every feed of every edition may be asked for at once by one address, again and again', async () => {
    const { room, askRoom } = await roomOf(60)
    const slugs = (await room.archive.editions()).map(each => each.slug)
    const paths = slugs.flatMap(slug => ['rss', 'atom', 'json'].map(format => `/feeds/${slug}.${format}`))

    for (let round = 0; round < 20; round++) {
      const answers = await Promise.all(paths.map(path => askRoom(path)))
      expect(new Set(answers.map(answer => answer.status))).toEqual(new Set([200]))
    }
  })

  test('a feed and not a page is sent whatever a client says it takes', async () => {
    const { askRoom } = await roomOf(1)

    for (const accept of ['text/html', 'application/json', 'image/png;q=1, */*;q=0']) {
      const answer = await askRoom('/feeds/all.rss', { accept })
      expect(answer.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
      expect(answer.headers.get('vary')).toBe('Accept-Encoding')
    }
  })

  test.each([
    { path: '/feeds/all.rss', type: 'application/rss+xml; charset=utf-8' },
    { path: '/feeds/all.atom', type: 'application/atom+xml; charset=utf-8' },
    { path: '/feeds/all.json', type: 'application/feed+json; charset=utf-8' },
    { path: '/feeds.opml', type: 'text/x-opml; charset=utf-8' },
  ])('$path is $type', async ({ path, type }) => {
    expect((await ask(path)).headers.get('content-type')).toBe(type)
  })

  test('every page leads to the feeds in all three formats', async () => {
    const pages = ['/', page, '/all.html', '/lang-ru.html', '/subscribe.html', '/mirrors.html']
    for (const path of pages) {
      const text = await (await ask(path)).text()
      for (const format of ['rss+xml', 'atom+xml', 'feed+json'])
        expect(text, path).toMatch(
          new RegExp(`<link rel="alternate" type="application/${format.replace('+', '[+]')}" href="`),
        )
    }
  })

  test('a light feed leaves out what is too heavy and goes on with the rest', async () => {
    const { room, askRoom } = await roomOf(5)
    const heavy = sampleArticle(0, { notices: [longHtml(40).replace(/<[^>]*>/g, ' ')] })
    await room.archive.put(heavy, { nowMs: sampleNowMs })

    for (const format of ['rss', 'atom', 'json']) {
      const answer = await askRoom(`/feeds/all-light.${format}`, { 'accept-encoding': 'gzip' })
      const body = gunzipSync(new Uint8Array(await answer.arrayBuffer())).toString()
      expect(Number(answer.headers.get('content-length'))).toBeLessThanOrEqual(6_000)
      expect(body).not.toContain(heavy.title)
      for (let n = 1; n <= 5; n++) expect(body).toContain(`Заголовок ${n}`)
      expect(await (await askRoom(`/feeds/all.${format}`)).text()).toContain(heavy.title)
    }
  })
})

describe('the host for aggregators', () => {
  const aggregators = { host: 'feeds.example', hub: null }

  test('serves the public channel through a rotation, and no mirror names it', async () => {
    const room = await openReadingRoom({ aggregators })
    await room.archive.put(sampleArticle(1), { nowMs: sampleNowMs })
    await room.mirrorLog.record({
      mirrors: [sampleMirror('a.example', 'draining'), sampleMirror('c.example')],
      changes: [],
      announcement: {
        channelId: 'public',
        fromHost: 'a.example',
        toHost: 'c.example',
        announcedAtMs: sampleNowMs,
      },
    })
    const onHost = (path: string) => asker(room)(path, {}, { host: aggregators.host })
    const feed = await onHost('/feeds/all.rss')

    expect(feed.status).toBe(200)
    expect(feed.headers.get('cache-control')).toMatch(/^public, max-age=600/)
    expect(await feed.text()).not.toMatch(/c\.example/)
    expect(JSON.parse(await (await onHost('/mirrors.json')).text()).signed.hosts).toEqual([
      'b.example',
      'c.example',
    ])
    for (const path of ['/', '/mirrors.html', '/mirrors.json', '/feeds/all.rss', '/subscribe.html'])
      expect(await (await asker(room)(path)).text(), path).not.toContain(aggregators.host)
  })

  test('states on a page where to ask, how often, whose it all is and whom to write to', async () => {
    const site = { ...sampleSite, rights: 'Free to republish.', contact: 'feeds@example.net' }
    const room = await openReadingRoom({ site, aggregators: { ...aggregators, hub: 'https://hub.example/' } })
    const text = await (await asker(room)('/aggregators.html')).text()

    for (const said of [
      'https://feeds.example/feeds/all.atom',
      'Once an hour',
      ...Object.values(site).slice(2, 4),
      'https://hub.example/',
    ])
      expect(text).toContain(said)
    expect(await (await asker(await openReadingRoom())('/aggregators')).text()).toContain(
      'https://a.example/feeds/all.rss',
    )
  })

  test('is a stranger’s host where the operator has none', async () => {
    expect((await ask('/feeds/all.rss', {}, { host: aggregators.host })).status).toBe(404)
  })
})

test('the page to subscribe from says which readers are safe, what stays on a phone, and how to follow to a next address', async () => {
  const text = await (await ask('/subscribe.html')).text()

  for (const said of [
    'runs on your own device',
    'leaves on the phone',
    'write the new name',
    'aggregators.html',
  ])
    expect(text).toContain(said)
})

describe('an onion mirror', () => {
  const onion = `${'a'.repeat(56)}.onion`

  async function openWithOnion(channels = [publicChannel]) {
    const room = await openReadingRoom({
      channels,
      originOf: host => (host.endsWith('.onion') ? `http://${host}` : `https://${host}`),
    })
    await room.mirrorLog.record({ mirrors: [sampleMirror(onion)], changes: [] })
    return createReadersApp(room)
  }

  test('is offered on the front page of other public hosts, within the limit of the head', async () => {
    const app = await openWithOnion()

    const answer = await app.fetch(new Request('https://a.example/'))

    expect(answer.headers.get('onion-location')).toBe(`http://${onion}/`)
    const head = [...answer.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')
    expect(
      head.length + 'HTTP/1.1 200 OK\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n'.length,
    ).toBeLessThanOrEqual(700)
  })

  test('is not offered on itself, and serves the same pages', async () => {
    const app = await openWithOnion()

    const answer = await app.fetch(new Request(`http://${onion}/`))

    expect(answer.status).toBe(200)
    expect(answer.headers.get('onion-location')).toBeNull()
  })
})
