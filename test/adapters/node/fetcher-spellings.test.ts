import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Resolve } from '../../../src/adapters/node/guarded-connector.ts'
import { isBadPort } from '../../../src/core/source/bad-port.ts'
import type { Fetcher } from '../../../src/ports/fetcher.ts'
import {
  allSpellings,
  loopbackLiterals,
  malformedHosts,
  privateLiterals,
} from '../../support/address-spellings.ts'
import { tamizdat } from '../../support/command-line.ts'
import { createTestFetcher, type NodeFetcherOptions } from '../../support/node-fetcher.ts'
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts'
import { startTrap, type Trap } from '../../support/trap.ts'

let trap: Trap
let upstream: ScriptedServer
const open: Fetcher[] = []

beforeEach(async () => {
  trap = await startTrap()
  upstream = await startScriptedServer()
})

afterEach(async () => {
  await Promise.all(open.splice(0).map(fetcher => fetcher.close()))
  await upstream.close()
  await trap.close()
})

function fetcherFor(options: NodeFetcherOptions = {}): Fetcher {
  const fetcher = createTestFetcher([upstream.host], options)
  open.push(fetcher)
  return fetcher
}

function resolvingTo(...addresses: readonly string[]): Resolve {
  return async () => addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
}

/** How a request ended, in a word that a list of differences can show. */
async function endOf(fetcher: Fetcher, url: string): Promise<string> {
  return fetcher.get({ url }).then(
    outcome => outcome.status,
    error =>
      String(error.message).includes('blocked address') ? error.kind : `${error.kind}: ${error.message}`,
  )
}

test('the trap counts: a connection to any address of this machine is seen', async () => {
  for (const host of ['127.0.0.1', '127.0.0.2', '::1'])
    await new Promise(resolve => connect(trap.port, host).resume().on('close', resolve))

  expect(trap.accepted()).toBe(3)
  expect(trap.begun()).toBe(3)
})

test('there are more than 200 spellings, each another', () => {
  const urls = allSpellings(trap.port).map(({ url }) => url)

  expect(new Set(urls).size).toBe(urls.length)
  expect(urls.length).toBeGreaterThan(200)
})

test('no spelling is fetched, and not a socket is opened for it', async () => {
  const fetcher = fetcherFor()
  const spellings = allSpellings(trap.port)

  const ends: string[] = []
  for (const { url } of spellings) ends.push(await endOf(fetcher, url))

  expect(spellings.filter((_, index) => ends[index] !== 'blocked-address')).toEqual([])
  expect(trap.begun()).toBe(0)
  expect(trap.accepted()).toBe(0)
})

test('a redirect to any spelling is refused, on the first hop and on a later one', async () => {
  const fetcher = fetcherFor()
  const isElsewhere = (url: string) =>
    URL.canParse(url, upstream.origin) && new URL(url, upstream.origin).origin !== upstream.origin
  // What is relative leads back to the upstream itself; what no parser reads is a failure that is tested below.
  const spellings = allSpellings(trap.port).filter(({ url }) => isElsewhere(url))

  const ends: string[] = []
  for (const [index, { url }] of spellings.entries()) {
    const location = String.fromCharCode(...new TextEncoder().encode(url.replaceAll(/[\n\t]/g, '')))
    upstream.script(`/first/${index}`, { status: 302, headers: { location } })
    upstream.script(`/later/${index}`, { status: 301, headers: { location: `/first/${index}` } })
    ends.push(await endOf(fetcher, `${upstream.origin}/${index % 2 === 0 ? 'first' : 'later'}/${index}`))
  }

  expect(spellings.filter((_, index) => ends[index] !== 'blocked-address')).toEqual([])
  expect(spellings.length).toBeGreaterThan(200)
  expect(trap.accepted()).toBe(0)
})

test('a redirect to what is no address leads nowhere', async () => {
  const fetcher = fetcherFor()
  const hosts = malformedHosts.flatMap(each => each.hosts).filter(host => !URL.canParse(`http://${host}/`))

  const ends: string[] = []
  for (const [index, host] of hosts.entries()) {
    upstream.script(`/${index}`, { status: 302, headers: { location: `http://${host}:${trap.port}/` } })
    ends.push((await endOf(fetcher, `${upstream.origin}/${index}`)).split(':')[0] ?? '')
  }

  expect(new Set(ends)).toEqual(new Set(['fetch-failed']))
  expect(trap.accepted()).toBe(0)
})

test('a name that resolves to any private address is refused before it is connected to', async () => {
  const addresses = [...loopbackLiterals, ...privateLiterals]
    .flatMap(({ hosts }) => hosts)
    .map(host => new URL(`http://${host}/`).hostname.replace(/^\[|\]$/g, ''))
  const unique = [...new Set(addresses)]

  const ends: string[] = []
  for (const address of unique) {
    const alone = fetcherFor({ resolve: resolvingTo(address) })
    const amongPublic = fetcherFor({ resolve: resolvingTo('2606:4700::1111', '93.184.216.34', address) })
    const url = `http://inside.example:${trap.port}/`
    ends.push(`${await endOf(alone, url)} ${await endOf(amongPublic, url)}`)
  }

  expect(unique.filter((_, index) => ends[index] !== 'blocked-address blocked-address')).toEqual([])
  expect(unique.length).toBeGreaterThan(80)
  expect(trap.accepted()).toBe(0)
})

test.each([
  'localhost',
  'LOCALHOST',
  'localhost.',
  'inside.example',
  'inside.example.',
  'ｉｎｓｉｄｅ.example',
  'xn--80aswg.example',
  '127.0.0.1.nip.example',
  '0x7f000001.example',
])('the name %s, resolving to loopback, is refused', async name => {
  const fetcher = fetcherFor({ resolve: resolvingTo('127.0.0.1') })

  expect(await endOf(fetcher, `http://${name}:${trap.port}/`)).toBe('blocked-address')
  expect(trap.accepted()).toBe(0)
})

test('a name that answers otherwise at each look-up is connected to only as it was checked', async () => {
  const answers = [upstream.host.split(':')[0] ?? '', '127.0.0.2', '::1', '10.0.0.1']
  let lookups = 0
  const resolve: Resolve = async () => {
    const address = answers[lookups % answers.length] ?? ''
    lookups += 1
    return [{ address, family: address.includes(':') ? 6 : 4 }]
  }
  const elsewhere = await startScriptedServer('127.0.0.2', upstream.port)
  upstream.script('/', { headers: { connection: 'close' }, body: 'x' })
  const fetcher = fetcherFor({ resolve })

  const ends: string[] = []
  for (let round = 0; round < 8; round += 1)
    ends.push(await endOf(fetcher, `http://rebinding.example:${upstream.port}/`))

  const round = ['fetched', 'blocked-address', 'blocked-address', 'blocked-address']
  expect(ends).toEqual([...round, ...round])
  expect(elsewhere.requests).toEqual([])
  await elsewhere.close()
})

test('every port that browsers refuse is refused, on any host', async () => {
  const ports = Array.from({ length: 65_536 }, (_, port) => port).filter(isBadPort)
  const fetcher = fetcherFor({ resolve: resolvingTo('93.184.216.34') })

  const ends: string[] = []
  for (const port of ports) ends.push(await endOf(fetcher, `http://public.example:${port}/`))

  expect(ports.filter((_, index) => ends[index] !== 'blocked-address')).toEqual([])
  expect(ports.length).toBe(83)
  expect(trap.begun()).toBe(0)
})

test('the command refuses every spelling with exit code 3 and says blocked address', async () => {
  const urls = allSpellings(trap.port).map(({ url }) => url)

  const wrong: string[] = []
  for (const url of urls) {
    const { exitCode, errors, output } = await tamizdat(['fetch', url])
    if (exitCode !== 3 || !errors.includes('blocked address') || output !== '') wrong.push(url)
  }

  expect(wrong).toEqual([])
  expect(urls.length).toBeGreaterThan(200)
  expect(trap.begun()).toBe(0)
})
