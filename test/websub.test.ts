import { afterEach, expect, test } from 'vitest'
import { createMemoryArchive } from '../src/adapters/memory/archive.ts'
import { createFixedClock } from '../src/adapters/memory/clock.ts'
import { createMemoryLog } from '../src/adapters/memory/log.ts'
import { createMemoryWorkLog } from '../src/adapters/memory/work-log.ts'
import { createHub } from '../src/adapters/node/hub.ts'
import { createHubTeller } from '../src/operations/hub-teller.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { startServer, type TestServer } from './support/runtime.ts'
import { sampleArticle, sampleNowMs } from './support/sample-article.ts'
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.ts'

// WebSub (W3C Recommendation of 23 January 2018): a hub on loopback is told what has changed, and pushes it.

const limits = { timeoutSeconds: 5, connectTimeoutSeconds: 2, allowPrivate: [] as string[] }
let newsroom: Newsroom | undefined
let server: TestServer | undefined
let scripted: ScriptedServer | undefined

afterEach(async () => {
  await server?.stop()
  await newsroom?.server.close()
  await scripted?.close()
  server = newsroom = scripted = undefined
})

/** A hub that answers these statuses, the last one ever after, and keeps the forms that it was sent. */
async function startHub(...statuses: number[]) {
  const forms: URLSearchParams[] = []
  scripted = await startScriptedServer()
  scripted.script(
    '/hub',
    ...statuses.map(
      status =>
        (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => {
          let form = ''
          request.on('data', chunk => {
            form += chunk
          })
          request.on('end', () => {
            forms.push(new URLSearchParams(form))
            response.writeHead(status).end()
          })
        },
    ),
  )
  return { url: `${scripted.origin}/hub`, host: scripted.host, forms }
}

test('feeds of the aggregators’ host name the hub, and it is told of each that has changed', async () => {
  const hub = await startHub(202)
  newsroom = await startNewsroom({ firstMs: Date.now() - 3_600_000 })
  newsroom.publish()
  server = await startServer({
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
    mirrors: [{ host: 'a.example', state: 'live' }],
    aggregators: { host: 'feeds.example', hub: hub.url },
    limits: { allowPrivate: [newsroom.server.host, hub.host] },
  })
  await server.runtime.pull({ signal: AbortSignal.timeout(10_000) })

  const topics = hub.forms.flatMap(form => form.getAll('hub.url'))
  expect(new Set(hub.forms.map(form => form.get('hub.mode')))).toEqual(new Set(['publish']))
  for (const slug of ['all', 'source-news', 'lang-en'])
    for (const format of ['rss', 'atom', 'json'])
      expect(topics).toContain(`https://feeds.example/feeds/${slug}.${format}`)

  for (const [format, named] of [
    ['rss', `<atom:link rel="hub" href="${hub.url}"/>`],
    ['atom', `<link rel="hub" href="${hub.url}"/>`],
    ['json', `"hubs":[{"type":"WebSub","url":"${hub.url}"}]`],
  ] as const) {
    const topic = `https://feeds.example/feeds/all.${format}`
    const answer = await server.ask('feeds.example', `/feeds/all.${format}`)
    expect(answer.body).toContain(named)
    expect(answer.headers['link']).toBe(`<${hub.url}>; rel="hub", <${topic}>; rel="self"`)
    const onMirror = await server.ask('a.example', `/feeds/all.${format}`)
    expect(onMirror.body).not.toContain(hub.url)
    expect(onMirror.headers['link']).toBeUndefined()
  }
  expect((await server.ask('feeds.example', '/feeds/all-light.rss')).headers['link']).toBeUndefined()
})

const base = 'https://feeds.example'
const feedsOf = (slug: string) => ['rss', 'atom', 'json'].map(format => `${base}/feeds/${slug}.${format}`)

async function openTeller(statuses: readonly number[]) {
  const { url, host, forms } = await startHub(...statuses)
  const clock = createFixedClock(sampleNowMs)
  const log = createMemoryLog()
  const archive = createMemoryArchive()
  const deps = {
    hub: createHub({ url, userAgent: 'test', proxy: null, limits: { ...limits, allowPrivate: [host] } }),
    base,
    archive,
    workLog: createMemoryWorkLog(),
    clock,
    log,
  }
  const put = (n: number) => archive.put(sampleArticle(n), { nowMs: clock.nowMs() })
  return { deps, forms, clock, log, put, topics: () => forms.at(-1)?.getAll('hub.topic') ?? [] }
}

test('what a hub would not take is told again, after a pause that doubles, until it was taken', async () => {
  const { deps, forms, clock, log, put, topics } = await openTeller([503, 500, 204])
  const teller = createHubTeller(deps)
  const tellAfter = async (ms: number) => {
    clock.advance(ms)
    await teller.tell()
    return forms.length
  }

  await put(1)
  expect(await tellAfter(0)).toBe(1)
  expect(await tellAfter(59_000), 'not yet').toBe(1)
  await put(2)
  expect(await tellAfter(1_000)).toBe(2)
  expect(await tellAfter(60_000), 'not yet').toBe(2)
  expect(await tellAfter(60_000)).toBe(3)
  expect(topics()).toEqual(expect.arrayContaining(feedsOf('all')))
  expect(new Set(topics()).size).toBe(topics().length)
  expect(await tellAfter(3_600_000), 'nothing is left').toBe(3)

  expect(log.events).toMatchObject([
    { event: 'failure', kind: 'upstream-refused' },
    { event: 'failure', kind: 'upstream-refused' },
    { event: 'hub-told', topics: topics().length },
  ])
  await deps.hub.close()
})

test('what waits for a hub is told by whoever starts next, and what was told is not told again', async () => {
  const { deps, forms, put, topics } = await openTeller([503, 204])
  await put(1)
  await createHubTeller(deps).tell()
  expect(forms).toHaveLength(1)

  await createHubTeller(deps).tell()
  await createHubTeller(deps).tell()

  expect(forms).toHaveLength(2)
  expect(topics()).toEqual(expect.arrayContaining([...feedsOf('all'), ...feedsOf('source-example')]))
  await deps.hub.close()
})

test('of many editions those that were told before a failure are not told again', async () => {
  const { deps, forms, put } = await openTeller([204, 503, 204])
  const editions = Array.from({ length: 40 }, (_, n) => ({
    slug: `e${n}`,
    count: 1,
    version: n + 1,
    definedAtMs: null,
  }))
  const archive = { ...deps.archive, editions: async () => editions }
  await put(1)
  await createHubTeller({ ...deps, archive }).tell()
  await createHubTeller({ ...deps, archive }).tell()

  const told = forms.map(form => form.getAll('hub.topic').length / 3)
  expect(told).toEqual([15, 15, 15, 10])
  await deps.hub.close()
})

test.each([
  { name: 'that is not public and not allowed', url: 'http://127.0.0.1:9/hub', kind: 'blocked-address' },
  { name: 'that redirects elsewhere', url: null, kind: 'upstream-refused' },
])('a hub $name is refused', async ({ url, kind }) => {
  const redirecting = await startHub(307)
  const allowPrivate = url === null ? [redirecting.host] : []
  const hub = createHub({
    url: url ?? redirecting.url,
    userAgent: 'test',
    proxy: null,
    limits: { ...limits, allowPrivate },
  })

  await expect(hub.tell(['https://feeds.example/feeds/all.rss'])).rejects.toMatchObject({ kind })
  await hub.close()
})
