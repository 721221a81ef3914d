import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Resolve } from '../../../src/adapters/node/guarded-connector.ts'
import type { Fetcher } from '../../../src/ports/fetcher.ts'
import { createTestFetcher, type NodeFetcherOptions } from '../../support/node-fetcher.ts'
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts'

const blocked = { kind: 'blocked-address', message: expect.stringContaining('blocked address') }
let upstream: ScriptedServer
const open: Fetcher[] = []

beforeEach(async () => {
  upstream = await startScriptedServer()
  upstream.script('/', { body: 'x' })
})

afterEach(async () => {
  await Promise.all(open.splice(0).map(fetcher => fetcher.close()))
  await upstream.close()
})

function fetcherFor(allowPrivate: readonly string[], options: NodeFetcherOptions = {}): Fetcher {
  const fetcher = createTestFetcher(allowPrivate, options)
  open.push(fetcher)
  return fetcher
}

function answering(...answers: readonly string[][]): Resolve & { count: () => number } {
  let count = 0
  const resolve = async () => {
    const addresses = answers[Math.min(count, answers.length - 1)] ?? []
    count += 1
    return addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  return Object.assign(resolve, { count: () => count })
}

test.each([
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '0.0.0.0',
  '0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::7f00:1]',
  '[64:ff9b::7f00:1]',
])('the literal %s is refused, and so is a redirect to it', async literal => {
  const url = `http://${literal}:${upstream.port}/`
  upstream.script('/old', { status: 302, headers: { location: url.replace(`:${upstream.port}/`, ':9/') } })

  await expect(fetcherFor([]).get({ url })).rejects.toMatchObject(blocked)
  await expect(fetcherFor([upstream.host]).get({ url: `${upstream.origin}/old` })).rejects.toMatchObject(
    blocked,
  )

  expect(upstream.requests.map(({ path }) => path)).toEqual(['/old'])
})

test('a name that resolves to a private address is refused, and the message says where', async () => {
  const fetcher = fetcherFor([], { resolve: answering(['10.1.2.3']) })

  await expect(fetcher.get({ url: 'http://inside.example/feed' })).rejects.toMatchObject({
    kind: 'blocked-address',
    message:
      'http://inside.example/feed: blocked address 10.1.2.3 (inside.example:80): only public addresses are fetched',
    next: expect.stringContaining('limits.allowPrivate'),
  })
})

test('localhost, asked of the machine itself, is refused', async () => {
  await expect(fetcherFor([]).get({ url: `http://localhost:${upstream.port}/` })).rejects.toMatchObject(
    blocked,
  )

  expect(upstream.requests).toEqual([])
})

test('one private address among public ones is enough to refuse', async () => {
  const fetcher = fetcherFor([], { resolve: answering(['93.184.216.34', '2606:4700::1111', '192.168.1.1']) })

  await expect(fetcher.get({ url: 'http://mixed.example/' })).rejects.toMatchObject(blocked)
})

test('a name is resolved once for a connection, and what was checked is what is connected to', async () => {
  const resolve = answering(['127.0.0.1'], ['127.0.0.2'])
  const elsewhere = await startScriptedServer('127.0.0.2', upstream.port)
  elsewhere.script('/', { body: 'trap' })

  const outcome = await fetcherFor([upstream.host], { resolve }).get({
    url: `http://rebinding.example:${upstream.port}/`,
  })

  expect(outcome.status).toBe('fetched')
  expect(resolve.count()).toBe(1)
  expect(elsewhere.requests).toEqual([])
  await elsewhere.close()
})

test('an answer that turns private is refused at the next connection', async () => {
  const resolve = answering(['127.0.0.1'], ['127.0.0.2'])
  const elsewhere = await startScriptedServer('127.0.0.2', upstream.port)
  upstream.script('/', { headers: { connection: 'close' }, body: 'x' })
  const fetcher = fetcherFor([upstream.host], { resolve })
  const url = `http://rebinding.example:${upstream.port}/`
  await fetcher.get({ url })

  await expect(fetcher.get({ url })).rejects.toMatchObject(blocked)

  expect(elsewhere.requests).toEqual([])
  await elsewhere.close()
})

test('a redirect is resolved and checked for itself', async () => {
  const resolve = answering(['172.16.0.1'])
  upstream.script('/', { status: 302, headers: { location: 'http://inside.example/' } })

  await expect(fetcherFor([upstream.host], { resolve }).get({ url: upstream.origin })).rejects.toMatchObject(
    blocked,
  )
})

test('an exception holds for its own port only', async () => {
  const other = await startScriptedServer()
  other.script('/', { body: 'x' })
  const fetcher = fetcherFor([upstream.host])

  await expect(fetcher.get({ url: upstream.origin })).resolves.toMatchObject({ status: 'fetched' })
  await expect(fetcher.get({ url: other.origin })).rejects.toMatchObject(blocked)

  expect(other.requests).toEqual([])
  await other.close()
})

test('an exception holds for its own address only', async () => {
  const other = await startScriptedServer('127.0.0.2', upstream.port)

  await expect(fetcherFor([upstream.host]).get({ url: other.origin })).rejects.toMatchObject(blocked)

  expect(other.requests).toEqual([])
  await other.close()
})

test('an exception for an IPv6 address holds for that one', async () => {
  const six = await startScriptedServer('::1')
  six.script('/', { body: 'x' })

  await expect(fetcherFor([six.host]).get({ url: six.origin })).resolves.toMatchObject({ status: 'fetched' })
  await expect(fetcherFor([`[::2]:${six.port}`]).get({ url: six.origin })).rejects.toMatchObject(blocked)

  await six.close()
})

test('an exception holds for a name that resolves to it, every address of it', async () => {
  const url = `http://upstream.example:${upstream.port}/`

  const one = fetcherFor([upstream.host], { resolve: answering(['127.0.0.1']) })
  const two = fetcherFor([upstream.host], { resolve: answering(['127.0.0.1', '::1']) })

  await expect(one.get({ url })).resolves.toMatchObject({ status: 'fetched' })
  await expect(two.get({ url })).rejects.toMatchObject(blocked)
})

test('a name without an address is a failure, not a wait', async () => {
  const fetcher = fetcherFor([], { resolve: answering([]) })

  await expect(fetcher.get({ url: 'http://empty.example/' })).rejects.toMatchObject({ kind: 'fetch-failed' })
})
