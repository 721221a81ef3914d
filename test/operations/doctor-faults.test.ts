import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createMemoryMeasurementLog } from '../../src/adapters/memory/measurement-log.ts'
import { createMemorySourceLog } from '../../src/adapters/memory/source-log.ts'
import { createExtractor } from '../../src/adapters/web/extractor.ts'
import type { DoctorDeps } from '../../src/operations/doctor/check.ts'
import { examine } from '../../src/operations/doctor/examine.ts'
import type { HostCertificate, Outlook } from '../../src/ports/outlook.ts'
import { openReadingRoom, sampleMirror } from '../support/reading-room.ts'
import { sampleNowMs } from '../support/sample-article.ts'
import { sampleSource } from '../support/sample-source.ts'

const nowMs = Date.UTC(2026, 10, 24, 12)
const dayMs = 86_400_000
const prefix = 'k7dq0m2xk7dq0m2xk7dq'

const certificate = (more: Partial<HostCertificate>): HostCertificate => ({
  names: [],
  endsAtMs: nowMs + 60 * dayMs,
  fingerprint: JSON.stringify(more),
  fault: null,
  ...more,
})

/** What stands on the net in the test: hosts with addresses and certificates, and a registry. */
const hosts: Readonly<Record<string, { addresses: readonly string[]; certificate: HostCertificate | null }>> =
  {
    'lost.example.com': { addresses: [], certificate: null },
    'mute.example.net': { addresses: ['198.51.100.1'], certificate: null },
    'ended.example.org': {
      addresses: ['203.0.113.1'],
      certificate: certificate({ names: ['ended.example.org'], endsAtMs: nowMs - dayMs }),
    },
    'one.shared.example': {
      addresses: ['192.0.2.1'],
      certificate: certificate({ names: ['one.shared.example', 'two.shared.example'], fingerprint: 'same' }),
    },
    'two.shared.example': {
      addresses: ['192.0.2.2'],
      certificate: certificate({ names: ['one.shared.example', 'two.shared.example'], fingerprint: 'same' }),
    },
  }

const outlook: Outlook = {
  nameServersOf: async domain =>
    domain.startsWith('example.') ? ['Ben.ns.cloudflare.com', 'amy.ns.cloudflare.com'] : ['ns1.dns.example'],
  addressesOf: async host => hosts[host]?.addresses ?? [],
  certificateOf: async host => hosts[host]?.certificate ?? null,
  domainEndMs: async domain => (domain === 'example.org' ? nowMs + 10 * dayMs : null),
  answers: async () => true,
}

async function plantFaults(): Promise<DoctorDeps> {
  const room = await openReadingRoom()
  room.clock.advance(nowMs - sampleNowMs)
  await room.mirrorLog.record({
    mirrors: [
      ...['a.example', 'b.example'].map(host => sampleMirror(host, 'retired')),
      ...Object.keys(hosts).map(host => ({
        ...sampleMirror(host, 'live'),
        provider: host.includes('one.') || host.includes('two.') ? 'hoster' : null,
      })),
    ],
    changes: [],
  })
  const sourceLog = createMemorySourceLog()
  await sourceLog.put({
    sourceId: 'example',
    feeds: [],
    intervalMinutes: 15,
    nextDueAtMs: nowMs,
    lastAttemptAtMs: nowMs,
    lastSuccessAtMs: null,
    lastNewAtMs: null,
    failures: 5,
    lastError: 'upstream-refused: 403',
  })
  return {
    ...room,
    sources: [{ ...sampleSource, id: 'example', feeds: ['https://news.example/rss'] }],
    seeds: [{ host: 'a.example', channelId: 'public', state: 'live', provider: null }],
    sites: [],
    siteBook: { find: async () => null },
    extractor: createExtractor(),
    sourceLog,
    measurementLog: createMemoryMeasurementLog(),
    signer: null,
    readSpace: async () => ({ freeBytes: 1e6, usedBytes: 1e6 }),
    outlook,
    fetcher: {
      maxBodyBytes: 1e6,
      get: async () => ({
        status: 'fetched',
        capture: {
          url: 'https://news.example/rss',
          status: 200,
          redirects: [],
          contentType: null,
          validators: { etag: null, lastModified: null },
          maxAgeSeconds: null,
          body: new Uint8Array(),
          capturedAtMs: nowMs,
          upstreamDateMs: nowMs + dayMs,
        },
      }),
      close: async () => undefined,
    },
    listeners: { readers: { host: '0.0.0.0' }, operator: { host: '0.0.0.0', port: 8081 } },
    readFrontFiles: async () => [
      {
        name: 'nginx.conf',
        text: 'server { access_log /var/log/nginx/access.log; proxy_pass http://127.0.0.1:8080; }',
      },
      { name: 'Caddyfile', text: 'a.example {\n\tlog\n\treverse_proxy 127.0.0.1:8080\n}' },
      { name: 'access.log', text: `203.0.113.9 - - "GET /${prefix}/feeds/all.rss HTTP/1.1" 200` },
    ],
    versions: { program: '0.1.0', node: '20.19.2', sqlite: '3.51.0', foundSchema: 1, presentSchema: 1 },
    listCopies: async () => [],
    openMailbox: null,
  }
}

const planted: readonly { id: string; finding: RegExp; severity: 'bad' | 'warn' }[] = [
  { id: 'version', severity: 'bad', finding: /Node 20\.19\.2 is too old/ },
  { id: 'configuration', severity: 'warn', finding: /a\.example .* was retired/ },
  { id: 'store', severity: 'bad', finding: /disk is full/ },
  { id: 'clock', severity: 'bad', finding: /a publisher's says/ },
  { id: 'sources', severity: 'bad', finding: /failed 5 times in a row/ },
  { id: 'signing', severity: 'warn', finding: /nothing is signed/ },
  { id: 'listeners', severity: 'bad', finding: /port 8081 is open to the world/ },
  { id: 'listeners', severity: 'warn', finding: /readers' listener is on 0\.0\.0\.0/ },
  { id: 'front', severity: 'bad', finding: /nginx\.conf keeps an access log/ },
  { id: 'front', severity: 'bad', finding: /Caddyfile keeps an access log/ },
  { id: 'front', severity: 'warn', finding: /Caddyfile writes failed requests down/ },
  { id: 'front', severity: 'bad', finding: /access\.log holds the prefixes of closed channels \(1\)/ },
  { id: 'certificates', severity: 'bad', finding: /lost\.example\.com leads nowhere/ },
  { id: 'certificates', severity: 'bad', finding: /mute\.example\.net does not answer over TLS/ },
  { id: 'certificates', severity: 'bad', finding: /certificate of ended\.example\.org has ended/ },
  { id: 'certificates', severity: 'warn', finding: /one\.shared\.example names 2 hosts/ },
  { id: 'certificates', severity: 'warn', finding: /show the same certificate/ },
  { id: 'domains', severity: 'warn', finding: /domain example\.org lapses on/ },
  { id: 'standbys', severity: 'warn', finding: /channel public has no standby/ },
  { id: 'ties', severity: 'warn', finding: /stand under shared\.example/ },
  { id: 'ties', severity: 'warn', finding: /are with hoster/ },
  {
    id: 'ties',
    severity: 'warn',
    finding:
      /mute\.example\.net have the same name servers \(amy\.ns\.cloudflare\.com \+ ben\.ns\.cloudflare\.com\)/,
  },
  { id: 'ties', severity: 'warn', finding: /have addresses in 192\.0\.2\.0\/24/ },
  { id: 'pool', severity: 'warn', finding: /3 names have “…example…” in common/ },
]

test(`of ${planted.length} faults planted in one set-up every one is found, nothing else is, and each says what to do`, async () => {
  const examined = await examine(await plantFaults())

  const found = examined.filter(each => each.severity !== 'ok')
  for (const { id, severity, finding } of planted)
    expect(found).toContainEqual({
      id,
      severity,
      finding: expect.stringMatching(finding),
      next: expect.stringMatching(/\S/),
    })
  expect(found).toHaveLength(planted.length)
})

test.each([
  { file: 'caddy/Caddyfile', want: 'the front writes down no request' },
  { file: 'nginx/mirror.conf', want: 'the front writes down no request' },
  { file: 'systemd/tamizdat.service', want: 'no configuration of a front was found' },
])('of deploy/$file the doctor says: $want', async ({ file, want }) => {
  const text = await readFile(new URL(`../../deploy/${file}`, import.meta.url), 'utf8')
  const deps = { ...(await plantFaults()), readFrontFiles: async () => [{ name: file, text }] }

  expect(await examine(deps, ['front'])).toMatchObject([
    { severity: 'ok', finding: expect.stringContaining(want) },
  ])
})

test('no prefix and no reader stands in what the doctor says', async () => {
  const said = JSON.stringify(await examine(await plantFaults()))

  expect(said).not.toContain(prefix)
  expect(said).not.toContain('203.0.113.9')
})

test('hosts of closed channels are never touched', async () => {
  const deps = await plantFaults()
  await deps.mirrorLog.record({ mirrors: [sampleMirror('secret.example.ch', 'live', 'closed')], changes: [] })
  const touched: string[] = []
  const noting: Outlook = {
    ...outlook,
    addressesOf: host => {
      touched.push(host)
      return outlook.addressesOf(host)
    },
    certificateOf: host => {
      touched.push(host)
      return outlook.certificateOf(host)
    },
    domainEndMs: domain => {
      touched.push(domain)
      return outlook.domainEndMs(domain)
    },
  }
  const [publicChannel] = deps.channels
  if (publicChannel === undefined) throw new Error('no channel')
  const closed = { ...publicChannel, id: 'closed', kind: 'invite' as const }

  await examine({ ...deps, channels: [publicChannel, closed], outlook: noting })

  expect(touched.length).toBeGreaterThan(5)
  expect(touched.filter(each => each.includes('example.ch'))).toEqual([])
})
