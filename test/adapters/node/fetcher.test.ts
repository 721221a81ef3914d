import type { ServerResponse } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fetcher } from '../../../src/ports/fetcher.ts'
import { fetcherContract } from '../../contracts/fetcher.ts'
import { createTestFetcher, type NodeFetcherOptions } from '../../support/node-fetcher.ts'
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts'

fetcherContract('node', async () => {
  const upstream = await startScriptedServer()
  return {
    fetcher: createTestFetcher([upstream.host]),
    url: path => upstream.origin + path,
    script: upstream.script,
    close: upstream.close,
  }
})

let upstream: ScriptedServer
const open: Fetcher[] = []

beforeEach(async () => {
  upstream = await startScriptedServer()
})

afterEach(async () => {
  await Promise.all(open.splice(0).map(fetcher => fetcher.close()))
  await upstream.close()
})

function fetcherWith(options: NodeFetcherOptions = {}): Fetcher {
  const fetcher = createTestFetcher([upstream.host], options)
  open.push(fetcher)
  return fetcher
}

describe('what is sent', () => {
  test('who asks and what is understood, and nothing that tells of us: no cookie, no referrer', async () => {
    upstream.script('/', { headers: { 'set-cookie': 'id=1' }, body: 'x' })
    const fetcher = fetcherWith()

    await fetcher.get({ url: upstream.origin })
    await fetcher.get({ url: upstream.origin })

    const [, second] = upstream.requests
    expect(second?.headers).toMatchObject({
      'user-agent': 'tamizdat-test/1',
      'accept-encoding': 'gzip, br, deflate',
    })
    expect(Object.keys(second?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ])
  })

  test.each([
    'W/"a\\b"',
    'no quotes, "or half',
    `"caf${String.fromCharCode(0xe9)}"`,
    `"${String.fromCharCode(0xd0, 0xb6)}"`,
    '"a  b\tc"',
  ])('the ETag %j comes back byte for byte', async etag => {
    upstream.script('/', { headers: { etag, 'last-modified': 'yesterday' }, body: 'x' })
    const fetcher = fetcherWith()
    const first = await fetcher.get({ url: upstream.origin })
    if (first.status !== 'fetched') expect.fail()

    await fetcher.get({ url: upstream.origin, validators: first.capture.validators })

    const sent = upstream.requests[1]?.headers
    expect(sent?.['if-none-match']).toBe(etag)
    expect(sent?.['if-modified-since']).toBe('yesterday')
  })

  test('headers of the source are sent, but cannot undo the guards', async () => {
    upstream.script('/', { body: 'x' })
    const headers = { 'X-Publisher-Key': 's3cret', 'User-Agent': 'agreed/1', 'Accept-Encoding': 'zstd' }

    await fetcherWith().get({ url: upstream.origin, headers })

    expect(upstream.requests[0]?.headers).toMatchObject({
      'x-publisher-key': 's3cret',
      'user-agent': 'agreed/1',
      'accept-encoding': 'gzip, br, deflate',
    })
  })

  test('a secret of the source is not carried to another origin, nor back', async () => {
    const other = await startScriptedServer()
    upstream.script('/', { status: 302, headers: { location: '/next' } })
    upstream.script('/next', { status: 302, headers: { location: `${other.origin}/away` } })
    other.script('/away', { status: 302, headers: { location: `${upstream.origin}/back` } })
    upstream.script('/back', { body: 'x' })
    const fetcher = fetcherWith({ limits: { allowPrivate: [upstream.host, other.host] } })

    await fetcher.get({ url: upstream.origin, headers: { 'x-key': 's3cret', authorization: 'Bearer x' } })

    const seen = [...upstream.requests, ...other.requests].map(({ path, headers }) => [
      path,
      headers['x-key'],
      headers.authorization,
    ])
    expect(seen).toEqual([
      ['/', 's3cret', 'Bearer x'],
      ['/next', 's3cret', 'Bearer x'],
      ['/back', undefined, undefined],
      ['/away', undefined, undefined],
    ])
    await other.close()
  })
})

describe('time', () => {
  function tookMs(since: number): number {
    return performance.now() - since
  }

  test('an upstream that never answers is given up', async () => {
    upstream.script('/', () => undefined)
    const startedMs = performance.now()

    const outcome = fetcherWith({ limits: { timeoutSeconds: 0.2 } }).get({ url: upstream.origin })

    await expect(outcome).rejects.toMatchObject({
      kind: 'fetch-timeout',
      message: expect.stringContaining(upstream.origin),
    })
    expect(tookMs(startedMs)).toBeLessThan(2000)
  })

  test('a body that drips without end is given up', async () => {
    upstream.script('/', (_, response) => drip(response))

    const outcome = fetcherWith({ limits: { timeoutSeconds: 0.3 } }).get({ url: upstream.origin })

    await expect(outcome).rejects.toMatchObject({ kind: 'fetch-timeout' })
  })

  test('a refusal whose body drips without end is still a refusal', async () => {
    upstream.script('/', (_, response) => {
      response.statusCode = 429
      drip(response)
    })

    await expect(fetcherWith().get({ url: upstream.origin })).rejects.toMatchObject({
      kind: 'upstream-refused',
    })
  })

  test('slow redirects share one time limit', async () => {
    for (let step = 0; step < 5; step += 1)
      upstream.script(`/${step}`, (_, response) => {
        setTimeout(() => response.writeHead(302, { location: `/${step + 1}` }).end(), 120)
      })
    upstream.script('/5', { body: 'x' })

    const outcome = fetcherWith({ limits: { timeoutSeconds: 0.4 } }).get({ url: `${upstream.origin}/0` })

    await expect(outcome).rejects.toMatchObject({ kind: 'fetch-timeout' })
  })

  test('a host that takes the connection but no handshake is given up', async () => {
    const silent = createTcpServer(() => undefined)
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    const fetcher = fetcherWith({ limits: { allowPrivate: [host], connectTimeoutSeconds: 0.2 } })
    const startedMs = performance.now()

    await expect(fetcher.get({ url: `https://${host}/` })).rejects.toMatchObject({ kind: 'fetch-timeout' })

    expect(tookMs(startedMs)).toBeLessThan(3000)
    silent.close()
  })

  test('Retry-After in seconds counts from now', async () => {
    upstream.script('/', { status: 429, headers: { 'retry-after': '120' } })
    const beforeMs = Date.now()

    const error = await fetcherWith()
      .get({ url: upstream.origin })
      .catch(reason => reason)

    expect(error.retryAtMs).toBeGreaterThanOrEqual(beforeMs + 120_000)
    expect(error.retryAtMs).toBeLessThan(beforeMs + 140_000)
  })
})

describe('politeness', () => {
  test('the upstream never sees more requests at a time than allowed, and sees them in order', async () => {
    let now = 0
    let most = 0
    const urls = Array.from({ length: 8 }, (_, index) => `${upstream.origin}/${index}`)
    for (const url of urls)
      upstream.script(new URL(url).pathname, (_, response) => {
        now += 1
        most = Math.max(most, now)
        setTimeout(() => {
          now -= 1
          response.end('x')
        }, 30)
      })
    const fetcher = fetcherWith()

    await Promise.all(urls.map(url => fetcher.get({ url, politeness: { concurrency: 2, delaySeconds: 0 } })))

    expect(most).toBe(2)
    expect(upstream.requests.map(({ path }) => upstream.origin + path)).toEqual(urls)
  })

  test('between two requests there is a pause, a redirect counted as one', async () => {
    const seenMs: number[] = []
    upstream.script('/', (_, response) => {
      seenMs.push(performance.now())
      response.writeHead(302, { location: '/next' }).end()
    })
    upstream.script('/next', (_, response) => {
      seenMs.push(performance.now())
      response.end('x')
    })

    await fetcherWith().get({ url: upstream.origin, politeness: { concurrency: 1, delaySeconds: 0.3 } })

    const [first = 0, second = 0] = seenMs
    expect(second - first).toBeGreaterThanOrEqual(145)
  })
})

describe('ends', () => {
  test('an abort while the body comes interrupts at once', async () => {
    const abort = new AbortController()
    upstream.script('/', (_, response) => {
      drip(response)
      setTimeout(() => abort.abort(), 50)
    })

    const outcome = fetcherWith().get({ url: upstream.origin, signal: abort.signal })

    await expect(outcome).rejects.toMatchObject({ kind: 'interrupted' })
  })

  test('an abort while waiting in line interrupts, and the line goes on', async () => {
    upstream.script('/slow', (_, response) => void setTimeout(() => response.end('x'), 150))
    upstream.script('/next', { body: 'x' })
    const abort = new AbortController()
    const fetcher = fetcherWith()
    const politeness = { concurrency: 1, delaySeconds: 0 }
    const first = fetcher.get({ url: `${upstream.origin}/slow`, politeness })
    const second = fetcher.get({ url: `${upstream.origin}/never`, politeness, signal: abort.signal })
    const third = fetcher.get({ url: `${upstream.origin}/next`, politeness })

    abort.abort()

    await expect(second).rejects.toMatchObject({ kind: 'interrupted' })
    await expect(first).resolves.toMatchObject({ status: 'fetched' })
    await expect(third).resolves.toMatchObject({ status: 'fetched' })
    expect(upstream.requests.map(({ path }) => path)).toEqual(['/slow', '/next'])
  })

  test('close breaks off what is under way and leaves no socket', async () => {
    upstream.script('/idle', { body: 'x' })
    upstream.script('/busy', (_, response) => drip(response))
    const fetcher = fetcherWith()
    await fetcher.get({ url: `${upstream.origin}/idle` })
    const busy = fetcher.get({ url: `${upstream.origin}/busy` })
    const isBroken = expect(busy).rejects.toMatchObject({ kind: 'interrupted' })
    await expect.poll(() => upstream.requests.length).toBe(2)

    await fetcher.close()

    await isBroken
    await expect.poll(() => upstream.connections()).toBe(0)
  })

  test('close ends a connection that is still being made', async () => {
    let live = 0
    const silent = createTcpServer(socket => {
      live += 1
      socket.resume().on('close', () => {
        live -= 1
      })
    })
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    const fetcher = fetcherWith({ limits: { allowPrivate: [host], connectTimeoutSeconds: 30 } })
    const pending = fetcher.get({ url: `https://${host}/` })
    const isBroken = expect(pending).rejects.toMatchObject({ kind: 'interrupted' })
    await expect.poll(() => live).toBe(1)

    await fetcher.close()

    await isBroken
    await expect.poll(() => live).toBe(0)
    silent.close()
  })
})

describe('failures in words', () => {
  test('a refused connection names the address and what to do', async () => {
    const { origin, host, close } = await startScriptedServer()
    await close()

    const outcome = fetcherWith({ limits: { allowPrivate: [host] } }).get({ url: origin })

    await expect(outcome).rejects.toMatchObject({
      kind: 'fetch-failed',
      message: `${origin}/: the connection was refused`,
      next: expect.stringMatching(/\w/),
    })
  })

  test('an unknown host name is said to be unknown', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    }

    const outcome = fetcherWith({ resolve }).get({ url: 'http://nowhere.example/' })

    await expect(outcome).rejects.toMatchObject({
      kind: 'fetch-failed',
      message: 'http://nowhere.example/: its host name is unknown',
    })
  })

  test('headers without end are cut off', async () => {
    upstream.script('/', { headers: { 'x-long': 'x'.repeat(40_000) }, body: 'x' })

    await expect(fetcherWith().get({ url: upstream.origin })).rejects.toMatchObject({
      kind: 'fetch-failed',
      message: expect.stringContaining('headers are too large'),
    })
  })

  test('a body shorter than announced is a failure', async () => {
    upstream.script('/', (_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('x')
      setTimeout(() => response.destroy(), 20)
    })

    await expect(fetcherWith().get({ url: upstream.origin })).rejects.toMatchObject({ kind: 'fetch-failed' })
  })
})

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write('x'), 20)
  response.on('close', () => clearInterval(timer))
}
