import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeMirror, rotateMirrors } from '../src/operations/change-mirror.ts'
import {
  journeyConfig,
  journeyContract,
  type SeedExpectation,
  seedArticlePath,
  seedFeed,
  seedFeedPath,
} from './contracts/journey.ts'
import { startServer } from './support/runtime.ts'
import { startScriptedServer } from './support/scripted-server.ts'

// The journey on real servers, with the seed's page, and what only a server of our own has: heads, and a listener more.

const seedFolder = new URL('fixtures/seed/', import.meta.url)
const seed: SeedExpectation = JSON.parse(
  readFileSync(new URL('rferl-belarus.expected.json', seedFolder), 'utf8'),
)

async function startJourney() {
  const upstream = await startScriptedServer()
  const feed = readFileSync(new URL('rferl-feed.xml', seedFolder), 'utf8')
  upstream.script(seedFeedPath, {
    headers: { 'content-type': 'application/rss+xml', etag: '"1"' },
    body: seedFeed(feed, upstream.origin),
  })
  upstream.script(seedArticlePath, {
    headers: { 'content-type': 'text/html' },
    body: readFileSync(new URL('rferl-belarus.html', seedFolder)),
  })
  const server = await startServer(journeyConfig(upstream))
  const { runtime } = server
  await runtime.pull({ signal: AbortSignal.timeout(10_000) })
  const [article] = await runtime.archive.newest('all', 1)
  return {
    ...server,
    seed,
    page: `/a/${article?.id}.html`,
    upstreamRequests: async () => upstream.requests.length,
    async rotate(fromHost: string) {
      await rotateMirrors({ channelId: 'public', fromHost }, runtime.config.channels, runtime)
    },
    async retire(host: string) {
      await changeMirror(host, 'retired', { force: true }, runtime)
    },
    async stop() {
      await server.stop()
      await upstream.close()
    },
  }
}

journeyContract('Node', startJourney)

describe('the journey on Node, besides:', () => {
  let server: Awaited<ReturnType<typeof startJourney>>
  beforeAll(async () => {
    server = await startJourney()
  })
  afterAll(() => server.stop())

  test('the head of every answer is at most 700 bytes on the wire', async () => {
    for (const path of [
      '/',
      server.page,
      '/feeds/all.rss',
      '/feeds.opml',
      '/subscribe.html',
      '/mirrors.json',
    ]) {
      const { rawHeaders } = await server.ask('a.example', path, { 'accept-encoding': 'br' })
      const lines = rawHeaders.map((text, index) => `${text}${index % 2 === 0 ? ': ' : '\r\n'}`)
      const head = `HTTP/1.1 200 OK\r\n${lines.join('')}\r\n`

      expect(head.length, path).toBeLessThanOrEqual(700)
    }
  })

  test('the operator’s listener tells health, readiness and metrics, and no host name', async () => {
    expect(await server.askOperator('/healthz')).toMatchObject({ status: 200 })
    expect(await server.askOperator('/readyz')).toMatchObject({ status: 200 })
    const { body } = await server.askOperator('/metrics')

    expect(body).toMatch(/articles\S* 1\n/)
    expect(body).not.toContain('a.example')
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
})
