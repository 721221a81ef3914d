import { describe, expect, test } from 'vitest'
import { createMemoryFetcher } from '../../src/adapters/memory/fetcher.ts'
import { createMemoryMeasurementLog } from '../../src/adapters/memory/measurement-log.ts'
import { createMemorySourceLog } from '../../src/adapters/memory/source-log.ts'
import { createExtractor } from '../../src/adapters/web/extractor.ts'
import { AppError } from '../../src/core/errors.ts'
import type { Measurement } from '../../src/core/mirror/measurement.ts'
import type { DoctorDeps } from '../../src/operations/doctor/check.ts'
import { examine } from '../../src/operations/doctor/examine.ts'
import { openReadingRoom, sampleMirror } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'
import { sampleSource } from '../support/sample-source.ts'

const nowMs = Date.UTC(2026, 10, 24, 12)
const hourMs = 3_600_000
const source = { ...sampleSource, id: 'example' }
const state = {
  sourceId: 'example',
  feeds: [],
  intervalMinutes: 15,
  nextDueAtMs: nowMs,
  lastAttemptAtMs: nowMs,
  lastSuccessAtMs: nowMs,
  lastNewAtMs: nowMs,
  failures: 0,
  lastError: null,
}

/** A set-up in which all is well, and its parts, to make something else of one of them. */
async function setUp() {
  const room = await openReadingRoom()
  const sourceLog = createMemorySourceLog()
  await sourceLog.put(state)
  await room.mirrorLog.record({ mirrors: [sampleMirror('c.example', 'standby')], changes: [] })
  await room.archive.put(sampleArticle(1), { nowMs: sampleNowMs })
  room.clock.advance(nowMs - sampleNowMs)
  const deps: DoctorDeps = {
    ...room,
    sources: [source],
    seeds: [],
    sites: [],
    siteBook: { find: async () => null },
    extractor: createExtractor(),
    sourceLog,
    measurementLog: createMemoryMeasurementLog(),
    signer: { publicKey: 'key', chain: [], sign: async () => 'signature' },
    readSpace: async () => ({ freeBytes: 10 ** 12, usedBytes: 10 ** 6 }),
    outlook: null,
    fetcher: createMemoryFetcher({}),
    listeners: { readers: { host: '127.0.0.1' }, operator: { host: '127.0.0.1', port: 8081 } },
    readFrontFiles: async () => [],
    versions: { program: '0.1.0', node: '24.0.0', sqlite: '3.51.0', foundSchema: 1, presentSchema: 1 },
    listCopies: async () => [],
    openMailbox: null,
  }
  return { room, deps, sourceLog }
}

type Parts = Awaited<ReturnType<typeof setUp>>

test('a set-up in which all is well has only ok findings, and each check says something', async () => {
  const { deps } = await setUp()

  const examined = await examine(deps)

  expect(examined.filter(each => each.severity !== 'ok')).toEqual([])
  expect([...new Set(examined.map(each => each.id))]).toEqual([
    'version',
    'configuration',
    'store',
    'clock',
    'sources',
    'rules',
    'signing',
    'listeners',
    'mailbox',
    'front',
    'answers',
    'certificates',
    'domains',
    'standbys',
    'ties',
    'pool',
    'vanished',
    'conflicts',
  ])
})

const troubles: readonly {
  name: string
  make: (parts: Parts) => Promise<Partial<DoctorDeps>> | Partial<DoctorDeps>
  want: { id: string; severity: string; finding: RegExp; next: RegExp }
}[] = [
  {
    name: 'no source',
    make: () => ({ sources: [] }),
    want: { id: 'configuration', severity: 'bad', finding: /no source is followed/, next: /configuration/ },
  },
  {
    name: 'a mailbox that does not open',
    make: () => ({
      openMailbox: () => Promise.reject(new AppError('mail-failed', 'the mailbox at mail.example was lost')),
    }),
    want: { id: 'mailbox', severity: 'bad', finding: /mail\.example was lost/, next: /mailResponder/ },
  },
  {
    name: 'an upgrade whose copy is left',
    make: ({ room }) => ({
      listCopies: async () => [
        { file: 'a.db.before-2', bytes: 10 ** 7, madeAtMs: room.clock.nowMs() - 15 * 86_400_000 },
      ],
    }),
    want: {
      id: 'store',
      severity: 'warn',
      finding: /15 days ago has kept a\.db\.before-2/,
      next: /rm a\.db/,
    },
  },
  {
    name: 'an archive of an older schema',
    make: ({ deps }) => ({ versions: { ...deps.versions, foundSchema: 1, presentSchema: 2 } }),
    want: { id: 'version', severity: 'warn', finding: /schema 1: .* upgrades it/, next: /upgrade\.md/ },
  },
  {
    name: 'no live mirror',
    async make({ room }) {
      const mirrors = ['a.example', 'b.example'].map(host => sampleMirror(host, 'draining'))
      await room.mirrorLog.record({ mirrors, changes: [] })
      return {}
    },
    want: { id: 'configuration', severity: 'bad', finding: /no mirror is live/, next: /mirrors activate/ },
  },
  {
    name: 'a mirror of a channel that is not configured',
    async make({ room }) {
      await room.mirrorLog.record({ mirrors: [sampleMirror('x.example', 'live', 'old')], changes: [] })
      return {}
    },
    want: { id: 'configuration', severity: 'warn', finding: /x\.example .* channel old/, next: /retire/ },
  },
  {
    name: 'a retired host that is still configured',
    async make({ room }) {
      await room.mirrorLog.record({ mirrors: [sampleMirror('x.example', 'retired')], changes: [] })
      return { seeds: [{ host: 'x.example', channelId: 'public', state: 'live', provider: null }] }
    },
    want: { id: 'configuration', severity: 'warn', finding: /x\.example .* retired/, next: /take it out/ },
  },
  {
    name: 'a damaged archive',
    make: ({ room }) => ({
      archive: { ...room.archive, faults: async () => ['edition all counts 2, holds 1'] },
    }),
    want: { id: 'store', severity: 'bad', finding: /damaged: edition all counts 2/, next: /backup/ },
  },
  {
    name: 'an archive that cannot be read',
    make: ({ room }) => ({
      archive: { ...room.archive, faults: () => Promise.reject(new Error('disk I/O error')) },
    }),
    want: { id: 'store', severity: 'bad', finding: /could not be looked at: disk I\/O error/, next: /debug/ },
  },
  {
    name: 'a disk that is filling',
    make: () => ({ readSpace: async () => ({ freeBytes: 300e6, usedBytes: 1e6 }) }),
    want: { id: 'store', severity: 'warn', finding: /filling: 286 MB are free/, next: /room/ },
  },
  {
    name: 'a disk that is full',
    make: () => ({ readSpace: async () => ({ freeBytes: 3e6, usedBytes: 1e6 }) }),
    want: { id: 'store', severity: 'bad', finding: /disk is full/, next: /room/ },
  },
  {
    name: 'a clock that woke up in the past',
    make: ({ room }) => ({ clock: { ...room.clock, nowMs: () => 0 } }),
    want: { id: 'clock', severity: 'bad', finding: /1970-01-01/, next: /timedatectl/ },
  },
  {
    name: 'a clock that went back',
    make: ({ room }) => ({ clock: { ...room.clock, nowMs: () => nowMs - 2 * hourMs } }),
    want: { id: 'clock', severity: 'bad', finding: /already done at 2026-11-24T12/, next: /timedatectl/ },
  },
  {
    name: 'a source that failed once',
    async make({ sourceLog }) {
      await sourceLog.put({ ...state, failures: 1, lastError: 'fetch-timeout: slow' })
      return {}
    },
    want: { id: 'sources', severity: 'warn', finding: /example: failed once: .*slow/, next: /sources check/ },
  },
  {
    name: 'a source that keeps failing',
    async make({ sourceLog }) {
      await sourceLog.put({ ...state, failures: 3, lastError: 'fetch-timeout: slow' })
      return {}
    },
    want: { id: 'sources', severity: 'bad', finding: /3 times in a row/, next: /sources check example/ },
  },
  {
    name: 'no signing key',
    make: () => ({ signer: null }),
    want: { id: 'signing', severity: 'warn', finding: /nothing is signed/, next: /init/ },
  },
  {
    name: 'a key that cannot sign',
    make: () => ({
      signer: { publicKey: 'key', chain: [], sign: () => Promise.reject(new Error('broken key')) },
    }),
    want: { id: 'signing', severity: 'bad', finding: /broken key/, next: /./ },
  },
  {
    name: 'no standby',
    async make({ room }) {
      await room.mirrorLog.record({ mirrors: [sampleMirror('c.example', 'retired')], changes: [] })
      return {}
    },
    want: { id: 'standbys', severity: 'warn', finding: /channel public has no standby/, next: /mirrors add/ },
  },
  {
    name: 'an article that is gone upstream',
    async make({ room }) {
      await room.archive.checked(sampleArticle(1).identity.articleId, { isGone: true, nowMs })
      return {}
    },
    want: { id: 'vanished', severity: 'warn', finding: /Заголовок 1.* since 2026-11-24/, next: /withdraw/ },
  },
]

describe('the doctor finds', () => {
  test.each(troubles)('$name', async ({ make, want }) => {
    const parts = await setUp()
    const changes = await make(parts)

    const examined = await examine({ ...parts.deps, ...changes })

    const troubled = examined.filter(each => each.severity !== 'ok')
    expect(troubled.filter(each => each.id === want.id)).toEqual([
      {
        id: want.id,
        severity: want.severity,
        finding: expect.stringMatching(want.finding),
        next: expect.stringMatching(want.next),
      },
    ])
  })
})

describe('of the pool it warns', () => {
  const dayMs = 24 * hourMs

  test.each([
    {
      name: 'of a name that lapses',
      mirrors: [{ ...sampleMirror('a.example'), expiresAtMs: nowMs + 10 * dayMs }],
      want: /registration of a\.example \(live\) ends on 2026-12-04/,
    },
    {
      name: 'of a retired name that lapsed',
      mirrors: [{ ...sampleMirror('old.example', 'retired'), expiresAtMs: nowMs - dayMs }],
      want: /registration of old\.example \(retired\) ended on 2026-11-23/,
    },
    {
      name: 'of more than a quarter under one shared suffix',
      mirrors: ['c.github.io', 'd.github.io'].map(host => sampleMirror(host)),
      want: /2 of 4 hosts in use stand under github\.io/,
    },
    {
      name: 'of a pattern in names',
      mirrors: ['m1.test', 'm2.example', 'm3.org'].map(host => sampleMirror(host, 'standby')),
      want: /3 names have “m and a number” in common/,
    },
  ])('$name', async ({ mirrors, want }) => {
    const { deps } = await setUp()
    await deps.mirrorLog.record({ mirrors, changes: [] })

    const found = (await examine(deps)).filter(each => each.id === 'pool' && each.severity !== 'ok')

    expect(found.map(each => each.finding).join('\n')).toMatch(want)
    expect(found.every(each => each.next !== null)).toBe(true)
  })

  test('of groups whose hosts fall together, and of a reserve with the day it ends', async () => {
    const { deps } = await setUp()
    const inviteIds = ['i']
    await deps.mirrorLog.record({
      mirrors: [
        sampleMirror('gone.example', 'blocked'),
        { ...sampleMirror('x.test', 'live', 'friends'), provider: 'one' },
        { ...sampleMirror('y.org', 'live', 'friends'), provider: 'one' },
      ],
      changes: [
        { host: 'gone.example', atMs: nowMs, from: 'live', to: 'blocked', region: 'BY', reason: null },
      ],
      groups: {
        ...{ invites: [], removedGroupIds: [], openings: [], shutHosts: [], lags: [] },
        groups: ['x.test', 'y.org'].map(host => ({
          ...{ id: host, channelId: 'friends', inviteIds, host, hostSinceMs: nowMs, sibling: null },
        })),
      },
    })

    const found = (await examine(deps)).filter(each => each.id === 'pool').map(each => each.finding)

    expect(found).toContainEqual('hosts of 2 groups or channels share a provider (one): they fall together')
    expect(found).toContainEqual(
      expect.stringMatching(/public lost 1 in \d+ days: its 1 in reserve will be gone by 2026-/),
    )
  })
})

test('groups whose domains have one pair of name servers are told so, with what an account gives away', async () => {
  const { deps } = await setUp()
  const hosts = ['x.test', 'y.org']
  await deps.mirrorLog.record({
    mirrors: hosts.map(host => sampleMirror(host, 'live', 'friends')),
    changes: [],
    groups: {
      ...{ invites: [], removedGroupIds: [], openings: [], shutHosts: [], lags: [] },
      groups: hosts.map(host => ({
        ...{ id: host, channelId: 'friends', inviteIds: ['i'], host, hostSinceMs: nowMs, sibling: null },
      })),
    },
  })
  const facts = {
    addresses: ['104.21.1.1'],
    certificate: null,
    nameServers: ['ben.ns.cloudflare.com', 'amy.ns.cloudflare.com'],
  }
  await deps.measurementLog.record(
    hosts.map(host => ({
      ...{ atMs: nowMs - hourMs, host, vantageId: 'here', region: null, class: 'ok' as const, bytes: 4_000 },
      ...{ note: null, facts },
    })),
  )

  const found = (await examine(deps, ['pool'])).filter(each => each.severity === 'warn')

  expect(found).toContainEqual({
    id: 'pool',
    severity: 'warn',
    finding:
      'hosts of 2 groups or channels have the same name servers (amy.ns.cloudflare.com + ben.ns.cloudflare.com): one gives the others away',
    next: expect.stringContaining('another account'),
  })
  // The addresses are those of millions.
  expect(found.map(each => each.finding).join()).not.toContain('address block')
})

describe('answers that were compared with ours', () => {
  async function findings(measured: Partial<Measurement>) {
    const { deps } = await setUp()
    const measurement = {
      atMs: nowMs - hourMs,
      host: 'a.example',
      vantageId: 'here',
      region: null,
      class: 'ok',
      bytes: 4_000,
      note: null,
      facts: null,
      ...measured,
    } as const
    await deps.measurementLog.record([measurement])
    return examine(deps, ['answers'])
  }

  test.each([
    {
      name: 'the same bytes are well',
      measured: {},
      severity: 'ok',
      finding: /1 mirrors answered what we send/,
    },
    {
      name: 'a front that codes anew is a warning',
      measured: { note: 'the front changes what we send: 2905 bytes in place of 3400' },
      severity: 'warn',
      finding: /a\.example: the front changes/,
    },
    {
      name: 'something else is bad',
      measured: { class: 'wrong-content', note: '900 bytes that are not our page' },
      severity: 'bad',
      finding: /a\.example answers something else than we send: 900 bytes/,
    },
    {
      name: 'a probe of long ago says nothing',
      measured: { atMs: nowMs - 8 * 24 * hourMs, class: 'wrong-content' },
      severity: 'ok',
      finding: /no answer of a mirror was compared/,
    },
    {
      name: 'a host that serves no more is left out',
      measured: { host: 'c.example', class: 'wrong-content' },
      severity: 'ok',
      finding: /no answer of a mirror was compared/,
    },
  ] as const)('$name', async ({ measured, severity, finding }) => {
    expect(await findings(measured)).toMatchObject([{ severity, finding: expect.stringMatching(finding) }])
  })
})
