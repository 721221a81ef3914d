import { describe, expect, test } from 'vitest'
import { createMemoryArchive } from '../../src/adapters/memory/archive.ts'
import { createFixedClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryFetcher, type MemoryAnswer } from '../../src/adapters/memory/fetcher.ts'
import { createMemoryLog } from '../../src/adapters/memory/log.ts'
import { createMemorySourceLog } from '../../src/adapters/memory/source-log.ts'
import { createExtractor } from '../../src/adapters/web/extractor.ts'
import type { Source } from '../../src/core/source/source.ts'
import { refreshSource } from '../../src/operations/refresh-source.ts'
import { refreshDue } from '../../src/operations/refresh-sources.ts'
import { resumeSource } from '../../src/operations/resume-source.ts'

const nowMs = Date.UTC(2026, 10, 24, 12)
const old = 'https://old.example/feed'
const fresh = 'https://new.example/feed'

const source: Source = {
  id: 'news',
  name: 'News',
  feeds: [old],
  language: 'en',
  topics: [],
  fullText: 'feed',
  everyMinutes: { min: 10, max: 120 },
  politeness: { concurrency: 1, delaySeconds: 0 },
  headers: { 'x-pass': 'open sesame' },
  rules: {},
  recheck: { days: 7, perPull: 0 },
  maxNewArticles: 50,
}

const gone: MemoryAnswer = { status: 410 }
const moved: MemoryAnswer = { status: 301, headers: { location: fresh } }
const feed: MemoryAnswer = {
  headers: { 'content-type': 'application/rss+xml', etag: '"v1"' },
  body: '<rss version="2.0"><channel><title>News</title><item><guid>1</guid><title>One</title><description>What happened on the first day of the council, told in one sentence.</description></item></channel></rss>',
}

function start(answers: Record<string, MemoryAnswer | readonly MemoryAnswer[]>) {
  const clock = createFixedClock(nowMs)
  const deps = {
    fetcher: createMemoryFetcher(answers, nowMs),
    extractor: createExtractor(),
    archive: createMemoryArchive(),
    sourceLog: createMemorySourceLog(),
    clock,
    log: createMemoryLog(),
  }
  return {
    ...deps,
    deps,
    refresh: (changes: Partial<Source> = {}) => refreshSource({ ...source, ...changes }, deps),
    /** Addresses that were asked for, in their order. */
    asked: () => deps.fetcher.requests.map(request => request.url),
    /** What a scheduler would do after a day. */
    async nextDay(changes: Partial<Source> = {}) {
      clock.advance(24 * 60 * 60_000)
      return refreshDue([{ ...source, ...changes }], deps)
    },
  }
}

describe('a feed that has moved for good', () => {
  test('is asked for at its new address from the fourth refresh on, without the secrets of the old', async () => {
    const { refresh, asked, fetcher, log } = start({ [old]: moved, [fresh]: feed })

    for (let round = 0; round < 5; round += 1) await refresh()

    expect(asked()).toEqual([old, old, old, fresh, fresh])
    expect(fetcher.requests.map(({ headers }) => headers?.['x-pass'])).toEqual([
      ...Array(3).fill('open sesame'),
      undefined,
      undefined,
    ])
    expect(fetcher.requests.at(-1)?.validators).toMatchObject({ etag: '"v1"' })
    expect(log.events.filter(({ event }) => event === 'feed-moved')).toEqual([
      { event: 'feed-moved', sourceId: 'news', from: old, to: fresh },
    ])
  })

  test('is asked for at its old address again, at once, when the new one fails', async () => {
    const { refresh, asked, sourceLog, log } = start({
      [old]: [moved, moved, moved, feed],
      [fresh]: [feed, feed, feed, { status: 404 }],
    })

    for (let round = 0; round < 3; round += 1) await refresh()
    const report = await refresh()
    await refresh()

    expect(report.errors).toEqual([])
    expect(asked()).toEqual([old, old, old, fresh, old, old])
    expect((await sourceLog.find('news'))?.feeds[0]?.moved).toBeUndefined()
    expect(log.events.filter(({ event }) => event === 'feed-moved').at(-1)).toMatchObject({
      from: fresh,
      to: old,
    })
  })

  test('is not asked for twice when the new address asks to wait', async () => {
    const { refresh, asked } = start({
      [old]: moved,
      [fresh]: [feed, feed, feed, { status: 503, headers: { 'retry-after': '60' } }, feed],
    })

    for (let round = 0; round < 5; round += 1) await refresh()

    expect(asked()).toEqual([old, old, old, fresh, fresh])
  })

  test('moves no further for a passing redirect', async () => {
    const { refresh, asked } = start({ [old]: { status: 302, headers: { location: fresh } }, [fresh]: feed })

    for (let round = 0; round < 5; round += 1) await refresh()

    expect(new Set(asked())).toEqual(new Set([old]))
  })
})

describe('a feed that is gone', () => {
  test('stops its source: it is not asked again, and the operator is told how to resume it', async () => {
    const { refresh, nextDay, asked, sourceLog } = start({ [old]: gone })

    const first = await refresh()
    await nextDay()
    const second = await refresh()

    expect(first).toMatchObject({ status: 'failed', errors: [{ kind: 'upstream-gone' }] })
    expect(second.errors[0]?.next).toContain('tamizdat sources resume news')
    expect(asked()).toEqual([old])
    expect(await sourceLog.find('news')).toMatchObject({
      feeds: [{ url: old, goneAtMs: nowMs }],
      lastError: expect.stringContaining('upstream-gone'),
    })
  })

  test('leaves the other feeds of its source going', async () => {
    const other = 'https://old.example/other'
    const { refresh, nextDay, asked } = start({ [old]: gone, [other]: feed })

    await refresh({ feeds: [old, other] })
    const [report] = await nextDay({ feeds: [old, other] })

    expect(report).toMatchObject({ status: 'unchanged', errors: [{ kind: 'upstream-gone' }] })
    expect(asked()).toEqual([old, other, other])
  })

  test('is asked again once its source is resumed', async () => {
    const { deps, refresh, nextDay, asked } = start({ [old]: [gone, feed] })
    await refresh()

    await resumeSource(source, deps)
    const [report] = await nextDay()

    expect(report).toMatchObject({ status: 'changed', added: 1, errors: [] })
    expect(asked()).toEqual([old, old])
  })

  test('is asked for at the address that is configured in its place', async () => {
    const { refresh, nextDay, asked } = start({ [old]: gone, [fresh]: feed })
    await refresh()

    const [report] = await nextDay({ feeds: [fresh] })

    expect(report).toMatchObject({ status: 'changed', added: 1 })
    expect(asked()).toEqual([old, fresh])
  })

  test('where it had moved to is asked for where it was', async () => {
    const { refresh, asked } = start({
      [old]: [moved, moved, moved, feed],
      [fresh]: [feed, feed, feed, gone],
    })

    for (let round = 0; round < 4; round += 1) await refresh()
    const report = await refresh()

    expect(report.errors).toEqual([])
    expect(asked()).toEqual([old, old, old, fresh, old, old])
  })

  test('to resume a source that was never asked changes nothing', async () => {
    const { deps, sourceLog } = start({})

    expect(await resumeSource(source, deps)).toBeNull()
    expect(await sourceLog.list()).toEqual([])
  })
})

describe('a source that answers slowly', () => {
  test('gives way after five minutes, and goes on at its next refresh', async () => {
    const item = (n: number) =>
      `<item><guid>${n}</guid><title>Article ${n}</title><link>https://old.example/${n}</link><description>What happened on day ${n} of the council, told in one sentence.</description></item>`
    const items = Array.from({ length: 12 }, (_, n) => item(n)).join('')
    const body = `<rss version="2.0"><channel><title>News</title>${items}</channel></rss>`
    const { deps, clock, fetcher } = start({ [old]: { ...feed, body } })
    const slow: typeof fetcher = {
      ...fetcher,
      get(request) {
        if (request.url !== old) clock.advance(60_000)
        return fetcher.get(request)
      },
    }
    const refresh = () => refreshSource({ ...source, fullText: 'page' }, { ...deps, fetcher: slow })

    const first = await refresh()
    const second = await refresh()

    expect(first).toMatchObject({ added: 6, left: 6 })
    expect(second).toMatchObject({ added: 6, left: 0 })
    expect(fetcher.requests.filter(({ url }) => url === old).at(-1)?.validators).toMatchObject({ etag: null })
  })
})

describe('the rhythm that a feed asks for', () => {
  test('holds after a 304 too, which does not repeat it', async () => {
    const asking = `${feed.body}`.replace(
      '<item>',
      '<ttl>100</ttl><skipHours><hour>13</hour></skipHours><item>',
    )
    const { refresh, sourceLog, clock } = start({ [old]: { ...feed, body: asking } })

    await refresh()
    const first = await sourceLog.find('news')
    clock.advance(100 * 60_000)
    const report = await refresh()
    const second = await sourceLog.find('news')

    // At 13:40 the hour is one to skip.
    expect(first?.nextDueAtMs).toBe(Date.UTC(2026, 10, 24, 14))
    expect(report.status).toBe('unchanged')
    expect(second?.nextDueAtMs).toBe(clock.nowMs() + 100 * 60_000)
  })

  test('is what the 304 says, where that is longer', async () => {
    const headers = { ...feed.headers, 'cache-control': 'max-age=3600' }
    const { refresh, sourceLog } = start({ [old]: { ...feed, headers } })

    await refresh()
    await refresh()

    expect((await sourceLog.find('news'))?.nextDueAtMs).toBe(nowMs + 60 * 60_000)
  })
})
