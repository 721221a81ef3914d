import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseProxy, type UpstreamProxy } from '../../../src/core/source/proxy.ts'
import type { Fetcher, FetchOutcome } from '../../../src/ports/fetcher.ts'
import { microsocks, privoxy, startMicrosocks, startPrivoxy } from '../../support/debian-proxy.ts'
import { missing } from '../../support/needs.ts'
import { createTestFetcher } from '../../support/node-fetcher.ts'
import {
  connectingTo,
  type ScriptedProxy,
  saying,
  socksTo,
  startScriptedProxy,
} from '../../support/scripted-proxy.ts'
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts'
import { openssl, startTlsServer } from '../../support/tls-server.ts'

let upstream: ScriptedServer
const closing: { close(): Promise<void> }[] = []

beforeEach(async () => {
  upstream = await startScriptedServer()
})

afterEach(async () => {
  for (const each of closing.splice(0)) await each.close()
  await upstream.close()
})

function opened<Opened extends { close(): Promise<void> }>(each: Opened): Opened {
  closing.unshift(each)
  return each
}

function fetcherFor(proxy: UpstreamProxy | null, ...allowPrivate: readonly string[]): Fetcher {
  return opened(createTestFetcher(allowPrivate, { proxy, limits: { connectTimeoutSeconds: 1 } }))
}

function proxyAt(text: string): UpstreamProxy {
  return parseProxy(text) ?? expect.fail(`${text} is no proxy`)
}

function textOf(outcome: FetchOutcome): string {
  return outcome.status === 'fetched' ? new TextDecoder().decode(outcome.capture.body) : outcome.status
}

const socksNeeded = missing(microsocks, 'microsocks')
const httpNeeded = missing(privoxy, 'privoxy')
const tlsNeeded = missing(openssl, 'openssl')

describe('through a proxy that others wrote', () => {
  test.skipIf(socksNeeded.skip)(`microsocks: a page, a redirect and a 304${socksNeeded.note}`, async () => {
    const proxy = opened(await startMicrosocks())
    const fetcher = fetcherFor(proxyAt(`socks5://${proxy.host}`), proxy.host, upstream.host)
    upstream.script('/old', { status: 301, headers: { location: '/new' } })
    upstream.script('/new', { headers: { etag: '"v1"' }, body: 'through' })

    const first = await fetcher.get({ url: `${upstream.origin}/old` })
    const validators = { etag: '"v1"', lastModified: null }
    const second = await fetcher.get({ url: `${upstream.origin}/new`, validators })

    expect(textOf(first)).toBe('through')
    expect(second.status).toBe('unchanged')
  })

  test.skipIf(socksNeeded.skip)(
    `microsocks with a password: the right one only${socksNeeded.note}`,
    async () => {
      const proxy = opened(await startMicrosocks({ username: 'reader', password: 'open:sesame@1' }))
      upstream.script('/', { body: 'through' })
      const get = (credentials: string) =>
        fetcherFor(proxyAt(`socks5://${credentials}${proxy.host}`), proxy.host, upstream.host).get({
          url: upstream.origin,
        })

      expect(textOf(await get('reader:open%3Asesame%401@'))).toBe('through')
      for (const wrong of ['reader:wrong@', '']) {
        const failure = await get(wrong).catch(error => error)
        expect(failure).toMatchObject({
          kind: 'proxy-failed',
          message: expect.stringContaining(upstream.origin),
        })
        expect(failure.message + failure.next).not.toContain('wrong')
      }
    },
  )

  test.skipIf(socksNeeded.skip)(
    `microsocks: a port where nobody listens is the target's failure${socksNeeded.note}`,
    async () => {
      const proxy = opened(await startMicrosocks())
      const nobody = await startScriptedServer()
      await nobody.close()
      const fetcher = fetcherFor(proxyAt(`socks5://${proxy.host}`), proxy.host, nobody.host)

      await expect(fetcher.get({ url: nobody.origin })).rejects.toMatchObject({
        kind: 'fetch-failed',
        message: expect.stringContaining('the proxy'),
      })
    },
  )

  test.skipIf(httpNeeded.skip)(`privoxy: a page in clear text${httpNeeded.note}`, async () => {
    const proxy = opened(await startPrivoxy())
    const fetcher = fetcherFor(proxyAt(`http://${proxy.host}`), proxy.host, upstream.host)
    upstream.script('/page?a=1', { body: 'through' })

    expect(textOf(await fetcher.get({ url: `${upstream.origin}/page?a=1` }))).toBe('through')
    expect(upstream.requests[0]?.headers.host).toBe(upstream.host)
  })

  test.skipIf(socksNeeded.skip || httpNeeded.skip || tlsNeeded.skip)(
    `both: a page over TLS, its certificate checked end to end${tlsNeeded.note}`,
    async () => {
      const secure = opened(await startTlsServer('through'))
      const [socks, http] = [opened(await startMicrosocks()), opened(await startPrivoxy())]
      const host = `127.0.0.1:${secure.port}`
      const ways = [`socks5://${socks.host}`, `http://${http.host}`]

      const texts: string[] = []
      for (const way of ways) {
        const fetcher = fetcherFor(proxyAt(way), socks.host, http.host, host)
        texts.push(textOf(await fetcher.get({ url: `https://${host}/` })))
      }

      expect(texts).toEqual(['through', 'through'])
    },
  )
})

describe('what a proxy is told', () => {
  test('the name and not its address; and a request of its own names no proxy', async () => {
    const proxy = opened(await startScriptedProxy(socksTo(upstream.port)))
    upstream.script('/', { body: 'x' })
    const resolve = () => expect.fail('a name was looked up')
    const through = proxyAt(`socks5h://${proxy.host}`)
    const fetcher = opened(createTestFetcher([proxy.host], { proxy: through, resolve }))

    await fetcher.get({ url: 'http://upstream.example/' })
    await fetcher.get({ url: 'http://secret0000000000.onion:81/' })

    expect(proxy.asked).toEqual(['upstream.example:80', 'secret0000000000.onion:81'])
    expect(upstream.requests[0]?.headers).toMatchObject({ host: 'upstream.example' })
  })

  test('a public IPv6 address as its bytes', async () => {
    const proxy = opened(await startScriptedProxy(socksTo(upstream.port)))
    upstream.script('/', { body: 'x' })

    await fetcherFor(proxyAt(`socks5://${proxy.host}`), proxy.host).get({ url: 'http://[2606:4700::1111]/' })

    expect(proxy.asked).toEqual(['26064700000000000000000000001111:80'])
  })

  test.skipIf(tlsNeeded.skip)(
    `a password with CONNECT, which the publisher never sees${tlsNeeded.note}`,
    async () => {
      const secure = opened(await startTlsServer('through'))
      const proxy = opened(await startScriptedProxy(connectingTo(secure.port)))
      const fetcher = fetcherFor(proxyAt(`http://reader:sesame@${proxy.host}`), proxy.host)

      const outcome = await fetcher.get({ url: 'https://upstream.example/' })

      expect(textOf(outcome)).toBe('through')
      expect(proxy.asked).toEqual([
        `CONNECT upstream.example:443 HTTP/1.1\r\nHost: upstream.example:443\r\nProxy-Authorization: Basic ${btoa('reader:sesame')}\r\n\r\n`,
      ])
    },
  )

  test('a password in clear text, with the whole address', async () => {
    const fetcher = fetcherFor(proxyAt(`http://reader:sesame@${upstream.host}`), upstream.host)
    upstream.script('http://upstream.example/a?b=1', { body: 'through' })

    expect(textOf(await fetcher.get({ url: 'http://upstream.example/a?b=1' }))).toBe('through')
    expect(upstream.requests[0]?.headers).toMatchObject({
      host: 'upstream.example',
      'proxy-authorization': `Basic ${btoa('reader:sesame')}`,
    })
  })

  test("a source's own proxy goes before the one for all, and none before both", async () => {
    const [all, own] = [
      opened(await startScriptedProxy(socksTo(upstream.port))),
      opened(await startScriptedProxy(socksTo(upstream.port))),
    ]
    upstream.script('/', { body: 'x' })
    const fetcher = fetcherFor(proxyAt(`socks5://${all.host}`), all.host, own.host, upstream.host)

    await fetcher.get({ url: 'http://a.example/' })
    await fetcher.get({ url: 'http://b.example/', proxy: proxyAt(`socks5://${own.host}`) })
    await fetcher.get({ url: upstream.origin, proxy: null })

    expect([all.asked, own.asked]).toEqual([['a.example:80'], ['b.example:80']])
    expect(upstream.requests).toHaveLength(3)
  })
})

describe('the guard', () => {
  test.each(['http', 'https', 'socks5'])('refuses a %s proxy whose address is not public', async scheme => {
    const proxy = opened(await startScriptedProxy(socksTo(upstream.port)))
    const fetcher = fetcherFor(proxyAt(`${scheme}://${proxy.host}`), upstream.host)

    await expect(fetcher.get({ url: 'http://upstream.example/' })).rejects.toMatchObject({
      kind: 'blocked-address',
      message: expect.stringContaining(proxy.host),
      next: expect.stringContaining('limits.allowPrivate'),
    })
    expect(proxy.asked).toEqual([])
  })

  test('keeps an onion address from being looked up where there is no proxy', async () => {
    const resolve = () => expect.fail('a name was looked up')
    const fetcher = opened(createTestFetcher([], { resolve }))

    for (const url of ['http://secret0000000000.onion/', 'https://a.secret0000000000.onion./'])
      await expect(fetcher.get({ url })).rejects.toMatchObject({
        kind: 'blocked-address',
        next: expect.stringContaining('socks5://'),
      })
  })

  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/',
    'https://10.0.0.1/',
    'http://localhost/',
    'http://localhost./',
    'http://a.localhost/',
    'http://printer.local/',
    'http://metadata.google.internal/',
    'http://router/',
    'http://x.home.arpa/',
    'http://upstream.example:22/',
  ])('keeps a proxy from being asked for %s, and from following a redirect there', async url => {
    const proxy = opened(await startScriptedProxy(socksTo(upstream.port)))
    upstream.script('/', { status: 302, headers: { location: url } })
    const fetcher = fetcherFor(proxyAt(`socks5://${proxy.host}`), proxy.host)

    for (const asked of [url, 'http://upstream.example/'])
      await expect(fetcher.get({ url: asked })).rejects.toMatchObject({
        kind: 'blocked-address',
        message: expect.stringContaining('blocked address'),
      })

    expect(proxy.asked).toEqual(['upstream.example:80'])
  })
})

describe('a proxy that fails', () => {
  test.each([
    { name: 'ends at once', scheme: 'socks5', says: '' },
    { name: 'speaks HTTP', scheme: 'socks5', says: 'HTTP/1.1 400 Bad Request\r\n\r\n' },
    { name: 'takes no method', scheme: 'socks5', says: Uint8Array.of(5, 0xff) },
    { name: 'refuses', scheme: 'socks5', says: Uint8Array.of(5, 0, 5, 2, 0, 1, 0, 0, 0, 0, 0, 0) },
    { name: 'breaks off', scheme: 'socks5', says: Uint8Array.of(5, 0, 5, 0, 0) },
    { name: 'ends at once', scheme: 'http', says: '' },
    { name: 'wants a password', scheme: 'http', says: 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n' },
    { name: 'refuses', scheme: 'http', says: 'HTTP/1.1 403 Forbidden\r\n\r\n' },
    { name: 'speaks no HTTP', scheme: 'http', says: '\r\n\r\n' },
    {
      name: 'has a head without end',
      scheme: 'http',
      says: `HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(10_000)}`,
    },
  ])('a $scheme proxy that $name is named as what failed', async ({ scheme, says }) => {
    const proxy: ScriptedProxy = opened(await startScriptedProxy(saying(says)))
    const fetcher = fetcherFor(
      proxyAt(
        `${scheme}://reader:sesame@${proxy.host}`.replace(
          'reader:sesame@',
          scheme === 'http' ? 'reader:sesame@' : '',
        ),
      ),
      proxy.host,
    )

    const failure = await fetcher.get({ url: 'https://upstream.example/' }).catch(error => error)

    expect(failure).toMatchObject({
      kind: 'proxy-failed',
      message: expect.stringContaining('https://upstream.example/'),
    })
    expect(failure.message + failure.next).not.toContain('sesame')
  })

  test('that wants a password for clear text says so too', async () => {
    const fetcher = fetcherFor(proxyAt(`http://${upstream.host}`), upstream.host)
    upstream.script('http://upstream.example/', { status: 407, body: 'who are you?' })

    await expect(fetcher.get({ url: 'http://upstream.example/' })).rejects.toMatchObject({
      kind: 'proxy-failed',
      next: expect.stringContaining('secret'),
    })
  })

  test.each(['socks5', 'http'])('a %s proxy that never answers is given up in time', async scheme => {
    const proxy = opened(await startScriptedProxy(saying('', false)))
    const fetcher = fetcherFor(proxyAt(`${scheme}://${proxy.host}`), proxy.host)

    await expect(fetcher.get({ url: 'https://upstream.example/' })).rejects.toMatchObject({
      kind: 'fetch-timeout',
    })
  })
})
