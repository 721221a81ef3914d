import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createMemoryArchive } from '../src/adapters/memory/archive.ts'
import { createMemoryLog } from '../src/adapters/memory/log.ts'
import { createMemorySourceLog } from '../src/adapters/memory/source-log.ts'
import { systemClock } from '../src/adapters/node/clock.ts'
import { createExtractor } from '../src/adapters/web/extractor.ts'
import type { Source } from '../src/core/source/source.ts'
import { refreshSource } from '../src/operations/refresh-source.ts'
import { refreshSources } from '../src/operations/refresh-sources.ts'
import type { Fetcher } from '../src/ports/fetcher.ts'
import {
  contentBehaviours,
  itemOf,
  pageBehaviours,
  rssOf,
  transportBehaviours,
} from './support/hostile-behaviours.ts'
import {
  answering,
  dripping,
  type HostileNewsroom,
  headOf,
  startHostileNewsroom,
} from './support/hostile-newsroom.ts'
import { createTestFetcher } from './support/node-fetcher.ts'

const maxBodyBytes = 10 * 1024 * 1024
// What the kernel and the streams between hold when a connection is given up.
const bytesUnderWay = 12 * 1024 * 1024
// The body, its text, its tree and what is made of them; 60,000 items are the largest of it.
const mostPeakBytes = 600 * 1024 * 1024
const mostCpuSeconds = 60

let newsroom: HostileNewsroom
let honest: HostileNewsroom
let fetcher: Fetcher

beforeEach(async () => {
  newsroom = await startHostileNewsroom()
  honest = await startHostileNewsroom('127.0.0.2')
  fetcher = createTestFetcher([newsroom.host, honest.host], {
    limits: { maxBodyBytes, timeoutSeconds: 1.5, connectTimeoutSeconds: 1.5 },
  })
})

afterEach(async () => {
  await fetcher.close()
  await newsroom.close()
  await honest.close()
})

function sourceOf(id: string, path: string, changes: Partial<Source> = {}): Source {
  return {
    id,
    name: id,
    feeds: [(path.startsWith('/good') ? honest : newsroom).origin + path],
    language: 'en',
    topics: [],
    fullText: 'feed',
    everyMinutes: { min: 10, max: 120 },
    politeness: { concurrency: 1, delaySeconds: 0 },
    headers: {},
    rules: {},
    recheck: { days: 0, perPull: 0 },
    maxNewArticles: 50,
    ...changes,
  }
}

function open() {
  return {
    fetcher,
    archive: createMemoryArchive(),
    extractor: createExtractor(),
    sourceLog: createMemorySourceLog(),
    clock: systemClock,
    log: createMemoryLog(),
  }
}

let peakBefore: number
let cpuBefore: NodeJS.CpuUsage

beforeAll(() => {
  peakBefore = process.resourceUsage().maxRSS * 1024
})

beforeEach(() => {
  cpuBefore = process.cpuUsage()
})

afterEach(() => {
  const { user, system } = process.cpuUsage(cpuBefore)
  expect((user + system) / 1e6).toBeLessThan(mostCpuSeconds)
})

afterAll(() => {
  const peak = process.resourceUsage().maxRSS * 1024 - peakBefore
  expect(peak).toBeLessThan(mostPeakBytes)
})

describe.each([
  { what: 'on the line', behaviours: transportBehaviours },
  { what: 'in the document', behaviours: contentBehaviours },
])('a feed that is hostile $what', ({ behaviours }) => {
  test.each(behaviours)('$name: $want', async ({ feed, want, also = {}, requests = 1 }) => {
    newsroom.answer('/feed', feed)
    honest.answer('/good', answering(rssOf(itemOf(77))))
    for (const [path, answer] of Object.entries(also)) newsroom.answer(path, answer)
    const deps = open()

    const [hostile, good] = await refreshSources(
      [sourceOf('hostile', '/feed'), sourceOf('good', '/good')],
      deps,
    )

    if (typeof want === 'number') {
      expect(hostile?.errors).toEqual([])
      expect(hostile?.added).toBe(want)
    } else expect(hostile?.errors.map(error => error.kind)).toEqual([want])
    expect(good).toMatchObject({ status: 'changed', added: 1, errors: [] })
    expect(newsroom.asked.length).toBeLessThanOrEqual(requests)
    expect(newsroom.sentBytes()).toBeLessThan(requests * (maxBodyBytes + bytesUnderWay))
    for (const article of await deps.archive.range('all', 1, 100)) {
      expect(article.id).toMatch(/^[\w-]{1,64}$/)
      expect(article.text.length).toBeLessThan(maxBodyBytes)
      expect(`${article.title}${article.html}`).not.toMatch(/root:|javascript:/)
    }
  })
})

describe('a page that is hostile', () => {
  test.each(pageBehaviours)('$name: $want, and the feed’s own text in its place', async ({ page, want }) => {
    newsroom.answer('/page/1', page)
    newsroom.answer('/page/2', answering('', {}, 404))
    const links = [1, 2].map(n => itemOf(n, `<link>${newsroom.origin}/page/${n}</link>`))
    newsroom.answer('/feed', answering(rssOf(links.join(''))))
    const deps = open()

    const report = await refreshSource(sourceOf('news', '/feed', { fullText: 'page' }), deps)

    expect(report).toMatchObject({ status: 'changed', added: 2, errors: [] })
    expect(report.failures).toContainEqual(
      expect.objectContaining({
        url: `${newsroom.origin}/page/1`,
        fromFeed: true,
        error: expect.objectContaining({ kind: want }),
      }),
    )
    for (const { text } of await deps.archive.range('all', 1, 10)) expect(text).toContain('three valleys')
    expect(newsroom.sentBytes()).toBeLessThan(maxBodyBytes + bytesUnderWay)
  })
})

describe('from one refresh to the next', () => {
  test('an ETag that changes each time brings nothing twice', async () => {
    newsroom.answer('/feed', exchange =>
      answering(rssOf(itemOf(1)), { etag: `"${exchange.earlier}"` })(exchange),
    )
    const deps = open()

    const reports = []
    for (let round = 0; round < 3; round += 1)
      reports.push(await refreshSource(sourceOf('news', '/feed'), deps))

    expect(reports.map(({ added, revised }) => added + revised)).toEqual([1, 0, 0])
  })

  test('a 304 with a body is unchanged, and its body is left', async () => {
    newsroom.answer('/feed', exchange => {
      if (exchange.headers.get('if-none-match') !== '"v1"')
        answering(rssOf(itemOf(1)), { etag: '"v1"' })(exchange)
      else exchange.socket.end(`${headOf({ 'content-length': '20' }, 304)}${rssOf(itemOf(2))}`)
    })
    const deps = open()
    await refreshSource(sourceOf('news', '/feed'), deps)

    const second = await refreshSource(sourceOf('news', '/feed'), deps)

    expect(second).toMatchObject({ status: 'unchanged', added: 0, errors: [] })
  })

  test('the same id with another text is a revision', async () => {
    newsroom.answer('/feed', exchange =>
      answering(rssOf(itemOf(1).replace('Article 1', `Article ${exchange.earlier}`)))(exchange),
    )
    const deps = open()

    const reports = []
    for (let round = 0; round < 2; round += 1)
      reports.push(await refreshSource(sourceOf('news', '/feed'), deps))

    expect(reports).toMatchObject([
      { added: 1, revised: 0 },
      { added: 0, revised: 1 },
    ])
    expect((await deps.archive.edition('all'))?.count).toBe(1)
  })

  test('a feed that is well again is read again', async () => {
    newsroom.answer('/feed', exchange => {
      if (exchange.earlier === 0) exchange.socket.resetAndDestroy()
      else answering(rssOf(itemOf(1)))(exchange)
    })
    const deps = open()

    const first = await refreshSource(sourceOf('news', '/feed'), deps)
    const second = await refreshSource(sourceOf('news', '/feed'), deps)

    expect([first.status, second.status]).toEqual(['failed', 'changed'])
  })
})

describe('a source that wastes time', () => {
  test('is asked for three pages in vain, and no more', async () => {
    newsroom.answer('/page/*', () => undefined)
    const links = Array.from({ length: 30 }, (_, n) => itemOf(n, `<link>${newsroom.origin}/page/${n}</link>`))
    newsroom.answer('/feed', answering(rssOf(links.join(''))))
    const deps = open()

    const report = await refreshSource(sourceOf('news', '/feed', { fullText: 'page' }), deps)

    expect(newsroom.asked.filter(path => path.startsWith('/page/'))).toHaveLength(3)
    expect(report).toMatchObject({ added: 30, errors: [] })
    expect(report.failures).toHaveLength(30)
  })

  test('whose firewall sends a challenge to each page is asked for three, and no more', async () => {
    newsroom.answer('/page/*', answering('', { 'cf-mitigated': 'challenge' }, 403))
    const links = Array.from({ length: 30 }, (_, n) => itemOf(n, `<link>${newsroom.origin}/page/${n}</link>`))
    newsroom.answer('/feed', answering(rssOf(links.join(''))))
    const deps = open()

    const report = await refreshSource(sourceOf('news', '/feed', { fullText: 'page' }), deps)

    expect(newsroom.asked.filter(path => path.startsWith('/page/'))).toHaveLength(3)
    expect(new Set(report.failures.map(({ error }) => error.kind))).toEqual(new Set(['upstream-challenged']))
    expect(report.added).toBe(30)
  })

  test('that fails now and then is asked for all', async () => {
    newsroom.answer('/page/*', exchange => {
      const n = Number(exchange.path.split('/')[2])
      if (n % 3 === 0) answering('<article></article>', { 'content-type': 'text/html' })(exchange)
      else answering('', { 'cf-mitigated': 'challenge' }, 403)(exchange)
    })
    const links = Array.from({ length: 9 }, (_, n) => itemOf(n, `<link>${newsroom.origin}/page/${n}</link>`))
    newsroom.answer('/feed', answering(rssOf(links.join(''))))

    await refreshSource(sourceOf('news', '/feed', { fullText: 'page' }), open())

    expect(newsroom.asked.filter(path => path.startsWith('/page/'))).toHaveLength(9)
  })

  test('delays none of seven others by more than its own request', async () => {
    newsroom.answer('/slow', dripping(headOf({ 'content-type': 'text/xml' }), ' '))
    const others = Array.from({ length: 7 }, (_, n) => `/good/${n}`)
    for (const path of others) honest.answer(path, answering(rssOf(itemOf(1))))
    const deps = open()
    const sources = ['/slow', ...others].map(path => sourceOf(path.replaceAll('/', ''), path))
    const ended: string[] = []
    const log = deps.log
    const noted = {
      ...deps,
      log: {
        write: (event: Parameters<typeof log.write>[0]) =>
          void ('sourceId' in event && ended.push(event.sourceId)),
      },
    }

    await refreshSources(sources, noted)

    expect(ended.at(-1)).toBe('slow')
    expect(ended.filter(id => id.startsWith('good'))).toHaveLength(7)
  })
})
