import { expect, test } from 'vitest'
import { platformClock } from '../../../src/adapters/workers/clock.ts'
import { createFetcher } from '../../../src/adapters/workers/fetcher.ts'
import type { Fetcher } from '../../../src/ports/fetcher.ts'
import { fetcherContract } from '../../contracts/fetcher.ts'
import { openUpstream } from './upstream.ts'

function openFetcher(limits: { maxBodyBytes?: number; timeoutSeconds?: number } = {}): Fetcher {
  return createFetcher({
    clock: platformClock,
    userAgent: 'tamizdat-test/1',
    limits: {
      maxBodyBytes: 1_000_000,
      timeoutSeconds: 10,
      maxRedirects: 5,
      allowPrivate: [openUpstream().host],
      ...limits,
    },
  })
}

let count = 0

fetcherContract('platform fetch', async () => {
  const upstream = openUpstream()
  const folder = `/fetcher-${count++}`
  const scripting: Promise<void>[] = []
  const fetcher = openFetcher()
  return {
    // A script is on its way when the test goes on; the fetcher waits for it.
    fetcher: {
      async get(request) {
        await Promise.all(scripting)
        return fetcher.get(request)
      },
      close: () => fetcher.close(),
    },
    url: path => `${upstream.origin}${folder}${path}`,
    script: (path, ...answers) => {
      const placed = answers.map(answer => {
        const location = answer.headers?.['location']
        return location?.startsWith('/')
          ? { ...answer, headers: { ...answer.headers, location: `${folder}${location}` } }
          : answer
      })
      scripting.push(upstream.script(`${folder}${path}`, ...placed))
    },
    close: async () => {},
  }
})

test.each([
  'http://127.0.0.1/',
  'http://127.0.0.1:8080/feed',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://10.0.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[fd00::1]/',
  'http://localhost/',
  'http://printer.local/',
  'http://intranet/',
  'http://example.onion/',
])('%s is refused before anything is sent', async url => {
  await expect(openFetcher().get({ url })).rejects.toMatchObject({ kind: 'blocked-address' })
})

test('a redirect to a private address is refused', async () => {
  const upstream = openUpstream()
  await upstream.script('/to-private', { status: 302, headers: { location: 'http://127.0.0.1:9/' } })

  const outcome = openFetcher().get({ url: `${upstream.origin}/to-private` })

  await expect(outcome).rejects.toMatchObject({ kind: 'blocked-address' })
})

test('a body is refused by its length, told or found', async () => {
  const upstream = openUpstream()
  await upstream.script('/long', { body: 'x'.repeat(2_000) })
  await upstream.script('/chunked', {
    body: 'x'.repeat(2_000),
    headers: { 'transfer-encoding': 'chunked' },
  })

  for (const path of ['/long', '/chunked'])
    await expect(
      openFetcher({ maxBodyBytes: 1_000 }).get({ url: `${upstream.origin}${path}` }),
    ).rejects.toMatchObject({
      kind: 'body-too-large',
    })
})

test('a request that wants a proxy is refused and not sent without it', async () => {
  const proxy = { scheme: 'socks5', host: '127.0.0.1', port: 9050, credentials: null } as const

  const outcome = openFetcher().get({ url: 'https://news.example/', proxy })

  await expect(outcome).rejects.toMatchObject({ kind: 'proxy-failed' })
})
