import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createProber } from '../../../src/adapters/node/prober.ts'
import { classifyPassage } from '../../../src/core/mirror/classify-passage.ts'
import { parseProxy } from '../../../src/core/source/proxy.ts'
import { lyingAddress } from '../../support/censor.ts'
import { type CensoredNetwork, openCensoredNetwork } from '../../support/censored-network.ts'
import { openssl } from '../../support/certificate-chain.ts'
import { connectingTo, saying, socksTo, startScriptedProxy } from '../../support/scripted-proxy.ts'

const host = 'first.news.example'
const other = 'other.example'
const page = `<p>${'A page of ours. '.repeat(200)}</p>`
const expected = [{ body: new TextEncoder().encode(page), text: page }]
const behind = createServer((_, response) => response.end(page))
let network: CensoredNetwork

beforeAll(async () => {
  if (openssl.skip) return
  await new Promise<void>(resolve => behind.listen(0, '127.0.0.1', resolve))
  network = await openCensoredNetwork([host, other], (behind.address() as AddressInfo).port)
}, 60_000)

afterEach(() => network?.censor.relent())

afterAll(async () => {
  await network?.close()
  behind.close()
})

/** What a probe comes to, from a vantage point whose resolver the censor owns. */
async function measure(proxy: string | null = null) {
  const { censor } = network
  const allowPrivate = [
    `127.0.0.11:${censor.port}`,
    `127.0.0.12:${censor.port}`,
    `${lyingAddress}:${censor.port}`,
  ]
  const proxyAddress = proxy === null ? null : parseProxy(proxy)
  const passage = await createProber({
    allowPrivate: [...allowPrivate, ...(proxyAddress === null ? [] : [`127.0.0.1:${proxyAddress.port}`])],
    patienceMs: 3_000,
    findNameServers: async domain => [`ns1.${domain}`],
  }).probe({
    host,
    port: censor.port,
    isSecure: true,
    path: '/',
    domain: 'news.example',
    line: { proxy: proxyAddress, resolver: proxy === null ? `127.0.0.1:${censor.resolverPort}` : null },
  })
  return { passage, ...classifyPassage(passage, { ownAddresses: ['127.0.0.11'], expected }) }
}

describe.skipIf(openssl.skip)(`a probe${openssl.note}`, () => {
  test('of a host that nobody touches is ok, and tells address and certificate', async () => {
    const measured = await measure()

    expect(measured).toMatchObject({ class: 'ok', note: null })
    expect(measured.passage).toMatchObject({ addresses: ['127.0.0.11'], stopped: null })
    expect(measured.passage.certificate?.names).toEqual([host])
    expect(measured.passage.nameServers).toEqual(['ns1.news.example'])
    expect(measured.passage.bytes).toBeGreaterThan(16_000)
  })

  test.each([
    { name: 'a reset by name', rule: { does: 'reset', host }, want: 'tls-reset' },
    { name: 'a reset by suffix', rule: { does: 'reset', host: '.example' }, want: 'tls-reset' },
    { name: 'a lie in DNS', rule: { does: 'lie', host }, want: 'dns-lie' },
    {
      name: 'a blocked address',
      rule: { does: 'block-address', address: '127.0.0.11' },
      want: 'tcp-blocked',
    },
    { name: 'a frozen connection', rule: { does: 'freeze', host }, want: 'freezing' },
  ] as const)('finds $name: $want', async ({ rule, want }) => {
    await network.censor.apply(rule)

    expect(await measure()).toMatchObject({ class: want })
  })

  test.each([
    { code: 'ENOTFOUND', want: 'dns-lie' },
    { code: 'ENODATA', want: 'dns-lie' },
    { code: 'ECONNREFUSED', want: 'vantage-failed' },
    { code: 'ETIMEOUT', want: 'vantage-failed' },
  ])('takes $code of a resolver for $want', async ({ code, want }) => {
    const resolve = () => Promise.reject(Object.assign(new Error(code), { code }))
    const line = { proxy: null, resolver: null }
    const request = { host, port: 443, isSecure: true, path: '/', domain: null, line }
    const passage = await createProber({ allowPrivate: [], resolve }).probe(request)

    expect(classifyPassage(passage, { ownAddresses: ['192.0.2.1'], expected })).toMatchObject({ class: want })
  })

  test('that is broken off ends at once, in whatever phase', async () => {
    const never = new Promise<never>(() => undefined)
    const prober = createProber({ allowPrivate: [], patienceMs: 60_000, resolve: () => never })
    const stopping = new AbortController()
    const line = { proxy: null, resolver: null }
    const request = {
      host,
      port: 443,
      isSecure: true,
      path: '/',
      domain: null,
      line,
      signal: stopping.signal,
    }
    const probing = prober.probe(request)

    stopping.abort()

    await expect(probing).rejects.toMatchObject({ kind: 'interrupted' })
  })

  test('finds a forged certificate', async () => {
    await network.forge(host)

    expect(await measure()).toMatchObject({
      class: 'forged-certificate',
      note: expect.stringContaining('not to be trusted'),
    })
  })

  test.each([
    { name: 'SOCKS5', scheme: 'socks5', serve: socksTo },
    { name: 'CONNECT', scheme: 'http', serve: connectingTo },
  ])('goes through a proxy of $name, and finds what is behind it', async ({ scheme, serve }) => {
    // The proxy's own port of the censor: it listens at the address of the first host.
    const proxy = await startScriptedProxy(serve(network.censor.port, '127.0.0.11'))
    try {
      expect(await measure(`${scheme}://127.0.0.1:${proxy.port}`)).toMatchObject({ class: 'ok' })
      await network.censor.apply({ does: 'reset', host })
      expect(await measure(`${scheme}://127.0.0.1:${proxy.port}`)).toMatchObject({ class: 'tls-reset' })
    } finally {
      await proxy.close()
    }
  })

  test.each([
    { says: 'HTTP/1.1 504 Gateway Timeout\r\n\r\n', want: 'tcp-blocked' },
    { says: 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', want: 'vantage-failed' },
    { says: 'HTTP/1.1 403 Forbidden\r\n\r\n', want: 'vantage-failed' },
  ])('takes “$says” of a proxy for $want', async ({ says, want }) => {
    const proxy = await startScriptedProxy(saying(says))
    try {
      expect(await measure(`http://127.0.0.1:${proxy.port}`)).toMatchObject({ class: want })
    } finally {
      await proxy.close()
    }
  })
})
