import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFixedClock } from '../../../src/adapters/memory/clock.ts'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { createSqlSourceLog } from '../../../src/adapters/sql/source-log.ts'
import { createSqlWorkLog } from '../../../src/adapters/sql/work-log.ts'
import { type Plan, platformLimits } from '../../../src/adapters/workers/limits.ts'
import { parseConfig } from '../../../src/config/parse-config.ts'
import type { Work } from '../../../src/core/source/work.ts'
import { type OpenedWorker, openWorker } from '../../../src/open-worker.ts'
import { createCountedPlatform, delivery, type RunCost } from './counted-platform.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

// Newsrooms are played by a fetch that answers by itself: two thousand pages over a socket would only be slower.

const startMs = Date.UTC(2026, 10, 24, 12)
const sentence = 'The council heard the residents of the three valleys before it voted on the road.'

function answer(url: string): Response {
  const { hostname, pathname } = new URL(url)
  if (pathname === '/rss') {
    const items = Array.from(
      { length: 20 },
      (_, n) =>
        `<item><title>Article ${n} of ${hostname}</title><link>https://${hostname}/${n}.html</link>
        <guid isPermaLink="false">tag:${hostname},2026:${n}</guid>
        <pubDate>${new Date(startMs - n * 60_000).toUTCString()}</pubDate></item>`,
    )
    return new Response(
      `<rss version="2.0"><channel><title>News</title><link>https://${hostname}/</link>
      <description>News</description>${items.join('')}</channel></rss>`,
      { headers: { 'content-type': 'application/rss+xml' } },
    )
  }
  const number = pathname.slice(1, -'.html'.length)
  const paragraphs = Array.from(
    { length: 6 },
    (_, n) => `<p>Part ${n} of ${number} at ${hostname}. ${sentence}</p>`,
  )
  return new Response(
    `<html lang="en"><title>Article ${number} of ${hostname}</title><main><article><h1>Article ${number} of ${hostname}</h1>
    ${paragraphs.join('')}</article></main></html>`,
    { headers: { 'content-type': 'text/html; charset=utf-8' } },
  )
}

/** A platform with so many sources, each with twenty new articles. */
async function openEdge(plan: Plan, sources: number) {
  const database = await openEmptyD1()
  const platform = createCountedPlatform({ hasBucket: plan === 'paid' })
  vi.stubGlobal('fetch', async (url: string) => {
    platform.noteFetch()
    return answer(url)
  })
  const clock = createFixedClock(startMs)
  const config = parseConfig(
    {
      title: 'Mirror',
      sources: Array.from({ length: sources }, (_, n) => ({
        id: `s${n}`,
        name: `Newsroom ${n}`,
        feeds: [`https://s${n}.example/rss`],
        language: 'en',
        politeness: { delaySeconds: 0 },
      })),
      mirrors: [{ host: 'a.example', state: 'live' }],
      edge: { plan },
    },
    () => '',
  )
  let worker: OpenedWorker | null = null
  const opening = await platform.count(async () => {
    worker = await openWorker(config, platform.env, clock)
  })
  if (worker === null) throw new Error('not opened')
  return {
    platform,
    clock,
    config,
    worker: worker as OpenedWorker,
    opening,
    archive: createSqlArchive(database),
    sourceLog: createSqlSourceLog(database),
    workLog: createSqlWorkLog(database),
  }
}

type Edge = Awaited<ReturnType<typeof openEdge>>

/** Delivers what was sent until nothing is left; `order` says what comes next, `times` how often. */
async function deliverAll(
  { worker, platform }: Pick<Edge, 'worker' | 'platform'>,
  options: {
    order?: (waiting: number) => number
    times?: (work: Work) => number
    onRun?: (cost: RunCost, work: Work) => void
  } = {},
): Promise<number> {
  let runs = 0
  while (platform.sent.length > 0) {
    const [next] = platform.sent.splice(options.order?.(platform.sent.length) ?? 0, 1)
    if (next === undefined) break
    for (let time = 0; time < (options.times?.(next.work) ?? 1); time++) {
      const { batch, state } = delivery('tamizdat-work', next.work, 1)
      const cost = await platform.count(() => worker.consume(batch))
      expect(state.isAcked).toBe(true)
      options.onRun?.(cost, next.work)
      runs++
    }
  }
  return runs
}

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe.each(['free', 'paid'] as const)('on the %s plan', plan => {
  test('a pull of 100 sources with 20 new articles each keeps to the limits', {
    timeout: 600_000,
  }, async () => {
    const edge = await openEdge(plan, 100)
    const limits = platformLimits[plan]
    const worst: Record<string, RunCost> = {}
    const sum = { rowsWritten: 0, rowsRead: 0, r2Writes: 0 }
    const note = (kind: string, cost: RunCost) => {
      const known = worst[kind] ?? { ...cost }
      for (const key of Object.keys(cost) as (keyof RunCost)[]) known[key] = Math.max(known[key], cost[key])
      worst[kind] = known
      sum.rowsWritten += cost.rowsWritten
      sum.rowsRead += cost.rowsRead
      sum.r2Writes += cost.r2Writes
    }

    note('tick', await edge.platform.count(() => edge.worker.tick()))
    await deliverAll(edge, { onRun: (cost, { kind }) => note(kind, cost) })
    edge.clock.advance(5 * 60_000)
    note('tick', await edge.platform.count(() => edge.worker.tick()))
    await deliverAll(edge, { onRun: (cost, { kind }) => note(kind, cost) })

    expect((await edge.archive.edition('all'))?.count).toBe(2000)
    for (const [kind, cost] of Object.entries(worst)) {
      // A run may be the first of its isolate, which opens the archive too; the very first makes its tables, once.
      expect(cost.subrequests + 5, kind).toBeLessThanOrEqual(limits.subrequestsPerRun)
      expect(cost.d1Queries + 5, kind).toBeLessThanOrEqual(limits.d1QueriesPerRun)
    }
    expect(edge.platform.queueOperations).toBeLessThanOrEqual(limits.queueOperationsPerDay)
    expect(sum.rowsWritten).toBeLessThanOrEqual(limits.d1RowsWrittenPerDay)
    expect(sum.rowsRead).toBeLessThanOrEqual(limits.d1RowsReadPerDay)
    expect(sum.r2Writes).toBeLessThanOrEqual(limits.r2WritesPerMonth / 30)
  })
})

describe('a message', () => {
  test('that comes twice, and others out of order, leave each article once', async () => {
    const edge = await openEdge('paid', 3)
    let seed = 7
    const chance = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31
      return seed % below
    }

    await edge.worker.tick()
    await edge.worker.tick()
    expect(edge.platform.sent).toHaveLength(3)
    await deliverAll(edge, { order: chance, times: () => 2 })

    expect((await edge.archive.edition('all'))?.count).toBe(60)
    for (let n = 0; n < 3; n++) expect((await edge.archive.edition(`source-s${n}`))?.count).toBe(20)
    expect(await edge.archive.faults()).toEqual([])
  })

  test('that is lost is asked for again, and what it was to bring is not lost', async () => {
    const edge = await openEdge('paid', 1)
    await edge.worker.tick()
    edge.platform.sent.length = 0
    edge.clock.advance(16 * 60_000)

    await edge.worker.tick()
    expect(edge.platform.sent).toHaveLength(1)
    const { batch } = delivery('tamizdat-work', edge.platform.sent.splice(0, 1)[0]?.work as Work, 1)
    await edge.worker.consume(batch)
    edge.platform.sent.length = 0
    edge.clock.advance(3 * 60 * 60_000)
    await edge.worker.tick()
    await deliverAll(edge)

    expect((await edge.archive.edition('all'))?.count).toBe(20)
  })

  test('that fails every time is given up, told to the operator, and its entries come again later', async () => {
    const edge = await openEdge('paid', 1)
    await edge.worker.tick()
    const refresh = edge.platform.sent.splice(0, 1)[0]?.work as Work
    await edge.worker.consume(delivery('tamizdat-work', refresh, 1).batch)
    const articles = edge.platform.sent.splice(0, 2).map(each => each.work)

    edge.platform.isBroken = true
    for (let attempt = 1; attempt <= 4; attempt++) {
      const { batch, state } = delivery('tamizdat-work', articles[0] as Work, attempt)
      await edge.worker.consume(batch)
      expect(state).toEqual({ isAcked: false, isRetried: true })
    }
    edge.platform.isBroken = false
    await edge.worker.consume(delivery('tamizdat-given-up', articles[0] as Work, 1).batch)
    await edge.worker.consume(delivery('tamizdat-work', articles[1] as Work, 1).batch)

    expect(await edge.workLog.failures()).toMatchObject([{ work: articles[0], isGivenUp: true }])
    expect((await edge.archive.edition('all'))?.count).toBe(10)
    edge.clock.advance(3 * 60 * 60_000)
    await edge.worker.tick()
    await deliverAll(edge)
    expect((await edge.archive.edition('all'))?.count).toBe(20)
  })

  test('that fails three times is done the fourth, once, though it comes again', async () => {
    const edge = await openEdge('paid', 1)
    await edge.worker.tick()
    const refresh = edge.platform.sent.splice(0, 1)[0]?.work as Work
    await edge.worker.consume(delivery('tamizdat-work', refresh, 1).batch)
    const articles = edge.platform.sent.splice(0).map(each => each.work)
    const [first, ...rest] = articles as [Work, ...Work[]]

    edge.platform.isBroken = true
    for (let attempt = 1; attempt <= 3; attempt++) {
      const { batch, state } = delivery('tamizdat-work', first, attempt)
      await edge.worker.consume(batch)
      expect(state).toEqual({ isAcked: false, isRetried: true })
    }
    edge.platform.isBroken = false
    for (const work of [...rest.toReversed(), first, ...rest]) {
      const { batch, state } = delivery('tamizdat-work', work, work === first ? 4 : 1)
      await edge.worker.consume(batch)
      expect(state.isAcked).toBe(true)
    }
    await edge.worker.consume(delivery('tamizdat-work', first, 1).batch)
    await edge.worker.consume(delivery('tamizdat-work', refresh, 2).batch)

    expect((await edge.archive.edition('all'))?.count).toBe(20)
    expect(await edge.workLog.failures()).toEqual([])
    expect(await edge.archive.faults()).toEqual([])
  })

  test('that fails once and is done after all leaves no failure behind', async () => {
    const edge = await openEdge('free', 1)
    await edge.worker.tick()
    const refresh = edge.platform.sent.splice(0, 1)[0]?.work as Work
    await edge.workLog.fail({
      work: refresh,
      error: 'archive-failed: x',
      failedAtMs: startMs,
      isGivenUp: false,
    })

    await edge.worker.consume(delivery('tamizdat-work', refresh, 2).batch)

    expect(await edge.workLog.failures()).toEqual([])
  })
})
