import { describe, expect, test } from 'vitest'
import { createMemoryArchive } from '../../src/adapters/memory/archive.ts'
import { createFixedClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryFetcher, type MemoryAnswer } from '../../src/adapters/memory/fetcher.ts'
import { createMemoryLog } from '../../src/adapters/memory/log.ts'
import { createMemorySourceLog } from '../../src/adapters/memory/source-log.ts'
import { createExtractor } from '../../src/adapters/web/extractor.ts'
import { AppError } from '../../src/core/errors.ts'
import type { Source } from '../../src/core/source/source.ts'
import { refreshSource } from '../../src/operations/refresh-source.ts'

const nowMs = Date.UTC(2026, 10, 24, 12)
const minuteMs = 60_000
const feedUrl = 'https://news.example/rss'

const source: Source = {
  id: 'news',
  name: 'News',
  feeds: [feedUrl],
  language: 'en',
  topics: ['world'],
  fullText: 'page',
  everyMinutes: { min: 10, max: 120 },
  politeness: { concurrency: 1, delaySeconds: 0 },
  headers: {},
  rules: {},
  recheck: { days: 7, perPull: 0 },
  maxNewArticles: 50,
}

const sentence =
  'The committee published the report that residents of the three valleys had waited for since spring.'

function page(n: number): string {
  const body = Array.from({ length: 6 }, (_, i) => `<p>Paragraph ${i} of article ${n}. ${sentence}</p>`).join(
    '',
  )
  return `<!doctype html><html lang="en"><head><title>Article ${n}</title></head><body><article><h1>Article ${n}</h1>${body}</article></body></html>`
}

function item(n: number, text = `Summary ${n}.`): string {
  const date = new Date(nowMs - n * 60 * minuteMs).toUTCString()
  return `<item><guid isPermaLink="false">id-${n}</guid><title>Article ${n}</title><link>https://news.example/${n}</link><pubDate>${date}</pubDate><description>${text}</description></item>`
}

function feed(items: string, headers: Record<string, string> = {}): MemoryAnswer {
  const body = `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://news.example/</link><description>d</description>${items}</channel></rss>`
  return { headers: { 'content-type': 'application/rss+xml', ...headers }, body }
}

function html(n: number): MemoryAnswer {
  return { headers: { 'content-type': 'text/html; charset=utf-8' }, body: page(n) }
}

function start(answers: Record<string, MemoryAnswer | readonly MemoryAnswer[]>) {
  const fetcher = createMemoryFetcher(answers, nowMs)
  const deps = {
    fetcher,
    extractor: createExtractor(),
    archive: createMemoryArchive(),
    sourceLog: createMemorySourceLog(),
    clock: createFixedClock(nowMs),
    log: createMemoryLog(),
  }
  return {
    ...deps,
    deps,
    refresh: (changes: Partial<Source> = {}) => refreshSource({ ...source, ...changes }, deps),
  }
}

describe('a refresh', () => {
  test('archives every new article from its page, oldest first', async () => {
    const { archive, refresh } = start({
      [feedUrl]: feed(item(1) + item(2)),
      'https://news.example/1': html(1),
      'https://news.example/2': html(2),
    })

    const report = await refresh()

    expect(report).toMatchObject({ status: 'changed', added: 2, failures: [], errors: [] })
    const articles = await archive.range('all', 1, 10)
    expect(articles.map(article => article.title)).toEqual(['Article 2', 'Article 1'])
    expect(articles[0]).toMatchObject({ provenance: { method: 'page' }, topics: ['world'], sourceId: 'news' })
    expect(articles[0]?.text).toContain('Paragraph 5 of article 2.')
  })

  test('asks again with the validators it was given, and a 304 keeps the archive untouched', async () => {
    const { archive, fetcher, sourceLog, refresh } = start({
      [feedUrl]: feed(item(1), { etag: 'W/"odd, one"', 'last-modified': 'Tue, 24 Nov 2026 09:00:00 GMT' }),
      'https://news.example/1': html(1),
    })

    await refresh()
    const version = await archive.version()
    const second = await refresh()

    expect(second).toMatchObject({ status: 'unchanged', added: 0 })
    expect(await archive.version()).toBe(version)
    expect(fetcher.requests.at(-1)?.validators).toMatchObject({
      etag: 'W/"odd, one"',
      lastModified: 'Tue, 24 Nov 2026 09:00:00 GMT',
    })
    expect((await sourceLog.find('news'))?.intervalMinutes).toBe(15)
  })

  test('fetches no page twice whose entry says the same as before', async () => {
    const { fetcher, refresh } = start({ [feedUrl]: feed(item(1)), 'https://news.example/1': html(1) })

    await refresh()
    await refresh()

    expect(fetcher.requests.filter(request => request.url === 'https://news.example/1')).toHaveLength(1)
  })

  test('makes a revision, with the same id, of an article whose entry and page have changed', async () => {
    const { archive, refresh } = start({
      [feedUrl]: [feed(item(1)), feed(item(1, 'Corrected.'))],
      'https://news.example/1': [
        html(1),
        { ...html(1), body: page(1).replace('Paragraph 0', 'Corrected 0') },
      ],
    })

    await refresh()
    const before = (await archive.range('all', 1, 1))[0]
    const report = await refresh()
    const after = (await archive.range('all', 1, 2))[0]

    expect(report).toMatchObject({ status: 'changed', added: 0, revised: 1 })
    expect(after).toMatchObject({ id: before?.id, entryId: before?.entryId, revision: 2 })
    expect(after?.text).toContain('Corrected 0')
  })

  test('takes the feed’s own full text where the page can’t be had, and asks for the page again later', async () => {
    const content = `<p>${sentence}</p><p>${sentence.replace('committee', 'council')}</p>`
    const withText = item(1).replace(
      '</item>',
      `<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[${content}]]></content:encoded></item>`,
    )
    const { archive, clock, refresh } = start({
      [feedUrl]: feed(withText, { etag: '"1"' }),
      'https://news.example/1': [{ status: 503 }, { status: 503 }, html(1)],
    })

    const first = await refresh()
    const [fromFeed] = await archive.range('all', 1, 1)
    clock.advance(10 * minuteMs)
    const tooEarly = await refresh()
    clock.advance(5 * minuteMs)
    const second = await refresh()
    clock.advance(60 * minuteMs)
    const third = await refresh()
    const [fromPage] = await archive.range('all', 1, 1)

    expect(first).toMatchObject({ added: 1, failures: [{ fromFeed: true }] })
    expect(fromFeed?.provenance.method).toBe('feed')
    expect(tooEarly.failures).toEqual([])
    expect(second).toMatchObject({ revised: 0, failures: [{ fromFeed: true }] })
    expect(third).toMatchObject({ revised: 1, failures: [] })
    expect(fromPage).toMatchObject({ id: fromFeed?.id, provenance: { method: 'page' } })
  })

  test('keeps the text that readers have where an entry changes while its page can’t be had', async () => {
    const { archive, clock, refresh } = start({
      [feedUrl]: [feed(item(1)), feed(item(1, 'Corrected.'), { etag: '"2"' })],
      'https://news.example/1': [
        html(1),
        { status: 503 },
        { ...html(1), body: page(1).replace('Paragraph 0', 'Corrected 0') },
      ],
    })

    await refresh()
    const failed = await refresh()
    const [between] = await archive.range('all', 1, 1)
    clock.advance(15 * minuteMs)
    const again = await refresh()
    const [after] = await archive.range('all', 1, 1)

    expect(failed).toMatchObject({ status: 'unchanged', revised: 0, failures: [{ fromFeed: true }] })
    expect(between).toMatchObject({ revision: 1, provenance: { method: 'page' } })
    expect(between?.text).toContain('Paragraph 5 of article 1.')
    expect(again).toMatchObject({ revised: 1 })
    expect(after?.text).toContain('Corrected 0')
  })

  test('gives up on a page after five tries', async () => {
    const { clock, fetcher, refresh } = start({ [feedUrl]: feed(item(1), { etag: '"1"' }) })

    for (let tries = 0; tries < 8; tries++) {
      await refresh()
      clock.advance(24 * 60 * minuteMs)
    }

    expect(fetcher.requests.filter(request => request.url === 'https://news.example/1')).toHaveLength(5)
  })

  test('loses no entry to a bad one beside it', async () => {
    const { archive, refresh } = start({
      [feedUrl]: feed(`${item(1)}<item><title></title></item>${item(2)}`),
      'https://news.example/1': { headers: { 'content-type': 'text/html' }, body: '<div>'.repeat(200_000) },
      'https://news.example/2': html(2),
    })

    await refresh()

    const titles = (await archive.range('all', 1, 10)).map(article => article.title)
    expect(titles).toContain('Article 2')
    expect(titles).toContain('Article 1')
  })

  test('leaves what is over the limit for the next, newest first, and then asks for the whole feed', async () => {
    const { archive, refresh } = start({
      [feedUrl]: feed(item(1) + item(2) + item(3), { etag: '"1"' }),
      'https://news.example/1': html(1),
      'https://news.example/2': html(2),
      'https://news.example/3': html(3),
    })

    const first = await refresh({ maxNewArticles: 2 })
    const second = await refresh({ maxNewArticles: 2 })

    expect(first).toMatchObject({ added: 2, left: 1 })
    expect(second).toMatchObject({ added: 1, left: 0 })
    const titles = (await archive.range('all', 1, 10)).map(article => article.title)
    expect(titles).toEqual(['Article 2', 'Article 1', 'Article 3'])
  })

  test.each([
    { name: 'is empty', answer: { headers: {}, body: '' }, kind: 'upstream-empty' },
    { name: 'has no entries', answer: feed(''), kind: 'upstream-empty' },
    { name: 'is a page', answer: html(1), kind: 'feed-unreadable' },
    { name: 'is refused', answer: { status: 403 }, kind: 'upstream-refused' },
    { name: 'times out', answer: { error: new AppError('fetch-timeout', 'slow') }, kind: 'fetch-timeout' },
  ])('fails, is shown as failed and backs off when a feed $name', async ({ answer, kind }) => {
    const { log, refresh, sourceLog } = start({ [feedUrl]: answer })

    const first = await refresh()
    await refresh()

    expect(first).toMatchObject({ status: 'failed', errors: [{ kind }] })
    expect(await sourceLog.find('news')).toMatchObject({
      failures: 2,
      lastError: expect.stringContaining(kind),
      lastSuccessAtMs: null,
      nextDueAtMs: nowMs + 20 * minuteMs,
    })
    expect(log.events.map(event => event.event)).toEqual(['source-failed', 'source-failed'])
  })

  test('goes on with its other feeds when one fails, and says so', async () => {
    const other = 'https://news.example/atom'
    const { archive, refresh, sourceLog } = start({
      [feedUrl]: { status: 500 },
      [other]: feed(item(1)),
      'https://news.example/1': html(1),
    })

    const report = await refresh({ feeds: [feedUrl, other] })

    expect(report).toMatchObject({ status: 'changed', added: 1, errors: [{ kind: 'upstream-refused' }] })
    expect((await archive.edition('all'))?.count).toBe(1)
    expect((await sourceLog.find('news'))?.lastError).toContain('500')
  })

  test('waits as long as Retry-After says', async () => {
    const { refresh, sourceLog } = start({ [feedUrl]: { status: 429, headers: { 'retry-after': '7200' } } })

    await refresh()

    expect((await sourceLog.find('news'))?.nextDueAtMs).toBe(nowMs + 120 * minuteMs)
  })

  test('sends the operator’s headers to the source’s own hosts and nowhere else', async () => {
    const { fetcher, refresh } = start({
      [feedUrl]: feed(item(1) + item(2).replace('https://news.example/2', 'https://elsewhere.example/2')),
      'https://news.example/1': html(1),
      'https://elsewhere.example/2': html(2),
    })

    await refresh({ headers: { 'x-secret': 'open sesame' } })

    const told = fetcher.requests.filter(request => request.headers?.['x-secret'] !== undefined)
    expect(told.map(request => request.url).toSorted()).toEqual(['https://news.example/1', feedUrl])
  })
})
