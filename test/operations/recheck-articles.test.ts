import { describe, expect, test } from 'vitest'
import { createMemoryArchive } from '../../src/adapters/memory/archive.ts'
import { createFixedClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryFetcher, type MemoryAnswer } from '../../src/adapters/memory/fetcher.ts'
import { createMemoryLog } from '../../src/adapters/memory/log.ts'
import { createMemorySourceLog } from '../../src/adapters/memory/source-log.ts'
import { createExtractor } from '../../src/adapters/web/extractor.ts'
import type { Source } from '../../src/core/source/source.ts'
import { refreshSource } from '../../src/operations/refresh-source.ts'
import { sampleSource } from '../support/sample-source.ts'

const nowMs = Date.UTC(2026, 10, 24, 12)
const hourMs = 3_600_000
const feedUrl = 'https://news.example/rss'
const pageUrl = 'https://news.example/world/1'

const source: Source = { ...sampleSource, recheck: { days: 7, perPull: 2 } }

const sentence =
  'The committee published the report that residents of the valleys had waited for since spring.'

function page(n: number, body = sentence): MemoryAnswer {
  const paragraphs = Array.from({ length: 6 }, (_, i) => `<p>Paragraph ${i} of article ${n}. ${body}</p>`)
  return {
    headers: { 'content-type': 'text/html' },
    body: `<html lang="en"><title>Article ${n}</title><link rel="canonical" href="https://news.example/world/${n}"><body><article><h1>Article ${n}</h1>${paragraphs.join('')}</article></body></html>`,
  }
}

function feed(...numbers: number[]): MemoryAnswer {
  const items = numbers.map(
    n =>
      `<item><guid isPermaLink="false">id-${n}</guid><title>Article ${n}</title><link>https://news.example/world/${n}</link><category>Only in the feed</category><description>In short, ${n}.</description></item>`,
  )
  return {
    headers: { 'content-type': 'application/rss+xml', etag: '"1"' },
    body: `<rss version="2.0"><channel><title>News</title>${items.join('')}</channel></rss>`,
  }
}

/** A source after its first pull, half a day later; `answers` are what its one page gives then and later. */
async function halfADayLater(
  answers: Record<string, MemoryAnswer | readonly MemoryAnswer[]>,
  changes: Partial<Source> = {},
) {
  const fetcher = createMemoryFetcher({ [feedUrl]: feed(1), ...answers }, nowMs)
  const clock = createFixedClock(nowMs)
  const deps = {
    fetcher,
    extractor: createExtractor(),
    clock,
    archive: createMemoryArchive(),
    sourceLog: createMemorySourceLog(),
    log: createMemoryLog(),
  }
  const refresh = () => refreshSource({ ...source, ...changes }, deps)
  await refresh()
  clock.advance(12 * hourMs)
  const asked = () => fetcher.requests.filter(({ url }) => url !== feedUrl).length
  const find = async () => (await deps.archive.newest('all', 1))[0]
  return { ...deps, refresh, asked, find }
}

describe('an article that is gone upstream', () => {
  test.each([404, 410])(
    'with status %i is flagged, told of once, and stays with its readers',
    async status => {
      const { refresh, find, clock, log } = await halfADayLater({ [pageUrl]: [page(1), { status }] })

      const first = await refresh()
      clock.advance(24 * hourMs)
      const second = await refresh()

      expect([first.vanished, second.vanished]).toEqual([1, 0])
      expect(await find()).toMatchObject({ vanishedAtMs: nowMs + 12 * hourMs, withdrawn: null, revision: 1 })
      expect((await find())?.text).toContain('Paragraph 5 of article 1.')
      expect(log.events.filter(event => event.event === 'article-vanished')).toMatchObject([{ url: pageUrl }])
    },
  )

  test('is not flagged any more when it is back', async () => {
    const { refresh, find, clock } = await halfADayLater({ [pageUrl]: [page(1), { status: 404 }, page(1)] })

    await refresh()
    clock.advance(24 * hourMs)
    await refresh()

    expect(await find()).toMatchObject({ vanishedAtMs: null, revision: 1 })
  })

  test('is flagged too where its address leads to the front page or to its section', async () => {
    for (const target of ['https://news.example/', 'https://news.example/world']) {
      const section = { ...page(9), headers: { 'content-type': 'text/html', 'x-final-url': target } }
      const { refresh, find } = await halfADayLater({
        [pageUrl]: [page(1), { status: 302, headers: { location: target } }],
        [target]: section,
      })

      await refresh()

      expect((await find())?.vanishedAtMs).not.toBeNull()
      expect((await find())?.text).toContain('article 1')
    }
  })

  test.each([403, 429, 500, 503])('is not believed gone for a status %i', async status => {
    const { refresh, find, asked } = await halfADayLater({ [pageUrl]: [page(1), { status }] })

    const report = await refresh()
    await refresh()

    expect(report).toMatchObject({ vanished: 0, status: 'unchanged', failures: [] })
    expect(await find()).toMatchObject({ vanishedAtMs: null })
    expect(asked()).toBe(2)
  })
})

describe('a second look', () => {
  test('finds a correction of which the feed does not tell', async () => {
    const corrected = page(1, 'The committee withdrew the report.')
    const { refresh, find } = await halfADayLater({ [pageUrl]: [page(1), corrected] })

    const report = await refresh()

    expect(report).toMatchObject({ status: 'changed', revised: 1 })
    expect(await find()).toMatchObject({ revision: 2, tags: ['Only in the feed'] })
    expect((await find())?.text).toContain('withdrew')
  })

  test('makes no revision of what only the feed had said', async () => {
    const { refresh, find } = await halfADayLater({ [pageUrl]: page(1) })

    const report = await refresh()

    expect(report).toMatchObject({ status: 'unchanged', revised: 0 })
    expect(await find()).toMatchObject({ revision: 1, summary: 'In short, 1.' })
  })

  test('takes four requests in a week, and none after it', async () => {
    const { refresh, asked, clock } = await halfADayLater({ [pageUrl]: page(1) })

    for (let hour = 12; hour < 24 * 20; hour++) {
      await refresh()
      clock.advance(hourMs)
    }

    expect(asked()).toBe(1 + 4)
  })

  test('asks for so many pages in one pull, and for none where the operator says so', async () => {
    const pages = Object.fromEntries([1, 2, 3, 4, 5].map(n => [`https://news.example/world/${n}`, page(n)]))
    const five = { [feedUrl]: feed(1, 2, 3, 4, 5), ...pages }
    const some = await halfADayLater(five)
    const none = await halfADayLater(five, { recheck: { days: 7, perPull: 0 } })

    await some.refresh()
    await none.refresh()
    const [first, nothing] = [some.asked(), none.asked()]
    for (let pull = 0; pull < 5; pull++) await some.refresh()

    expect([first, nothing]).toEqual([5 + 2, 5])
    expect(some.asked()).toBe(5 + 5)
  })

  test('keeps the feed’s text of a source that is read from its feed, and still sees what is gone', async () => {
    const long = `<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>${sentence.repeat(9)}</p>]]></content:encoded></item>`
    const full = { ...feed(1), body: String(feed(1)['body']).replace('</item>', long) }
    const { refresh, find, clock } = await halfADayLater(
      { [feedUrl]: full, [pageUrl]: [page(1), { status: 404 }] },
      { fullText: 'feed' },
    )

    const there = await refresh()
    clock.advance(24 * hourMs)
    const gone = await refresh()

    expect([there.revised, there.vanished, gone.vanished]).toEqual([0, 0, 1])
    expect((await find())?.provenance.method).toBe('feed')
  })
})
