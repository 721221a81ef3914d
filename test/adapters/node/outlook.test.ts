import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMemoryFetcher } from '../../../src/adapters/memory/fetcher.ts'
import { createOutlook } from '../../../src/adapters/node/outlook.ts'
import { makeCertificateChain, openssl } from '../../support/certificate-chain.ts'
import { startScriptedServer } from '../../support/scripted-server.ts'
import { type Station, startTlsFront } from '../../support/tls-front.ts'

let behind: Awaited<ReturnType<typeof startScriptedServer>>
let front: Station

beforeAll(async () => {
  behind = await startScriptedServer()
  if (!openssl.skip)
    front = await startTlsFront(behind.port, await makeCertificateChain('a.example', 'ecdsa'))
}, 60_000)
afterAll(async () => {
  if (!openssl.skip) await front.close()
  await behind.close()
})

const look = (tlsPort: number, answers = {}) =>
  createOutlook({
    fetcher: createMemoryFetcher(answers),
    tlsPort,
    resolve: async host => (host.endsWith('.example') ? ['127.0.0.1'] : []),
    rdap: 'https://registry.example',
    resolveNameServers: async domain =>
      domain === 'a.example' ? ['ns1.dns.example'] : Promise.reject(new Error('ENOTFOUND')),
  })

test.skipIf(openssl.skip)(`a certificate is read, with why browsers refuse it${openssl.note}`, async () => {
  const certificate = await look(front.port).certificateOf('a.example')

  expect(certificate).toMatchObject({
    names: ['a.example'],
    fault: expect.stringMatching(/CERT|SIGNED|ISSUER/),
  })
  expect(certificate?.fingerprint).toMatch(/^[0-9A-F:]{95}$/)
  expect(certificate?.endsAtMs).toBeGreaterThan(Date.now() + 80 * 86_400_000)
})

test('a host that leads nowhere, and a port without TLS, have no certificate', async () => {
  expect(await look(behind.port).certificateOf('a.example')).toBe(null)
  expect(await look(behind.port).certificateOf('nowhere.test')).toBe(null)
})

test('a registry that says when a domain ends is believed, one that does not is no fault', async () => {
  const body = JSON.stringify({
    events: [
      { eventAction: 'registration', eventDate: '2020-01-01T00:00:00Z' },
      { eventDate: '2027-03-01T00:00:00Z', eventAction: 'expiration' },
    ],
  })
  const outlook = look(1, { 'https://registry.example/domain/a.example': { status: 200, body } })

  expect(await outlook.domainEndMs('a.example')).toBe(Date.UTC(2027, 2, 1))
  expect(await outlook.domainEndMs('b.example')).toBe(null)
})

test('a port is open or not', async () => {
  expect(await look(1).answers('127.0.0.1', behind.port)).toBe(true)
  expect(await look(1).answers('127.0.0.1', 1)).toBe(false)
})

test('name servers that are not to be had are none', async () => {
  expect(await look(1).nameServersOf('a.example')).toEqual(['ns1.dns.example'])
  expect(await look(1).nameServersOf('b.example')).toEqual([])
})
