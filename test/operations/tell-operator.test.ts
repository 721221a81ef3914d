import { describe, expect, test } from 'vitest'
import { createMemoryFetcher } from '../../src/adapters/memory/fetcher.ts'
import { createMemoryMeasurementLog } from '../../src/adapters/memory/measurement-log.ts'
import { createMemoryNoticeLog } from '../../src/adapters/memory/notice-log.ts'
import { createMemorySourceLog } from '../../src/adapters/memory/source-log.ts'
import { createExtractor } from '../../src/adapters/web/extractor.ts'
import { redactClosed } from '../../src/core/notice.ts'
import { createWatch, type WatchDeps } from '../../src/operations/doctor/watch.ts'
import { createTeller as createTellerOf, type TellDeps } from '../../src/operations/tell-operator.ts'
import type { Notice } from '../../src/ports/notifier.ts'
import { openReadingRoom, publicChannel, sampleMirror } from '../support/reading-room.ts'
import { sampleNowMs } from '../support/sample-article.ts'
import { sampleSource } from '../support/sample-source.ts'

const hourMs = 3_600_000
const closed = { ...publicChannel, id: 'friends', kind: 'invite' as const }
const prefix = 'k7dq0m2xk7dq0m2xk7dq'

/** As a machine has it. */
const createTeller = (deps: Omit<TellDeps, 'lookHourly' | 'lookDaily'> & WatchDeps) =>
  createTellerOf({ ...deps, ...createWatch(deps) })

async function setUp() {
  const room = await openReadingRoom({ channels: [publicChannel, closed] })
  room.clock.advance(Date.UTC(2026, 10, 24, 12) - sampleNowMs)
  await room.mirrorLog.record({
    mirrors: [
      sampleMirror('secret.example.ch', 'live', 'friends'),
      sampleMirror('spare.example.ch', 'standby', 'friends'),
    ],
    changes: [],
  })
  await room.mirrorLog.record({ mirrors: [sampleMirror('c.example', 'standby')], changes: [] })
  const sourceLog = createMemorySourceLog()
  const state = {
    sourceId: 'example',
    feeds: [],
    intervalMinutes: 15,
    nextDueAtMs: room.clock.nowMs(),
    lastAttemptAtMs: room.clock.nowMs(),
    lastSuccessAtMs: null,
    lastNewAtMs: null,
    failures: 0,
    lastError: null,
  }
  await sourceLog.put(state)
  const sent: Notice[] = []
  const notifier = { way: 'mail', send: async (notice: Notice) => void sent.push(notice) }
  const deps = {
    ...room,
    sourceLog,
    measurementLog: createMemoryMeasurementLog(),
    title: 'Mirrors',
    sources: [{ ...sampleSource, id: 'example' }],
    seeds: [],
    sites: [],
    siteBook: { find: async () => null },
    extractor: createExtractor(),
    signer: { publicKey: 'key', chain: [], sign: async () => 'signature' },
    outlook: null,
    fetcher: createMemoryFetcher({}),
    notifiers: [notifier],
    noticeLog: createMemoryNoticeLog(),
  }
  const tell = createTeller(deps)
  const anHourLater = async () => {
    room.clock.advance(hourMs)
    await tell()
  }
  const fail = (lastError: string | null, failures: number) =>
    sourceLog.put({ ...state, lastError, failures })
  return { room, deps, sent, tell, anHourLater, fail }
}

test('nothing is said while all is well, nor twice of the same trouble, and its end is told', async () => {
  const { sent, tell, anHourLater, fail } = await setUp()
  await tell()
  expect(sent).toEqual([])

  await fail('fetch-timeout: slow', 3)
  await anHourLater()
  await fail('fetch-timeout: slow', 9)
  await anHourLater()
  await fail(null, 0)
  await anHourLater()

  expect(sent.map(each => each.subject)).toEqual([
    'Mirrors: 1 new, 0 lasting, 0 over',
    'Mirrors: 0 new, 0 lasting, 1 over',
  ])
  expect(sent[0]?.lines.join('\n')).toMatch(/New:\n- example: failed 3 times in a row/)
})

test('all of one hour is one notice, however many minutes there are', async () => {
  const { room, sent, tell, anHourLater, fail } = await setUp()
  await tell()
  await fail('fetch-failed: gone', 3)
  await room.mirrorLog.record({ mirrors: [sampleMirror('c.example', 'retired')], changes: [] })
  for (let minute = 0; minute < 59; minute++) await tell()
  expect(sent).toEqual([])

  await anHourLater()

  expect(sent).toHaveLength(1)
  expect(sent[0]?.subject).toBe('Mirrors: 2 new, 0 lasting, 0 over')
})

test('a block of a closed host, and a failure that names one or a prefix, give neither away', async () => {
  const { room, sent, tell, anHourLater, fail } = await setUp()
  await tell()
  await room.mirrorLog.record({
    mirrors: [sampleMirror('secret.example.ch', 'blocked', 'friends')],
    changes: [],
  })
  await fail(`fetch-failed: https://secret.example.ch/${prefix}/feeds/all.rss`, 5)
  await anHourLater()

  const said = JSON.stringify(sent)
  expect(said).toContain('channel friends: 1 blocked')
  expect(said).not.toContain('example.ch')
  expect(said).not.toContain(prefix)
})

test('what could not be sent is sent an hour later', async () => {
  const { deps, room, fail } = await setUp()
  const sent: Notice[] = []
  let isDown = true
  const tell = createTeller({
    ...deps,
    notifiers: [
      {
        way: 'mail',
        async send(notice) {
          if (isDown) throw new Error('no route')
          sent.push(notice)
        },
      },
    ],
  })
  await fail('fetch-failed: gone', 3)
  await tell()
  expect(room.log.events).toContainEqual({ event: 'failure', kind: 'notice-failed', message: 'no route' })

  isDown = false
  room.clock.advance(hourMs)
  await tell()

  expect(sent).toHaveLength(1)
})

describe('after a restart', () => {
  test('what was told is not told again while it lasts, and its end is told', async () => {
    const { deps, room, sent, tell, fail } = await setUp()
    await fail('fetch-timeout: slow', 3)
    await tell()
    expect(sent).toHaveLength(1)

    for (let restart = 0; restart < 3; restart++) {
      room.clock.advance(hourMs)
      await createTeller(deps)()
    }
    expect(sent).toHaveLength(1)
    await fail(null, 0)
    room.clock.advance(hourMs)
    await createTeller(deps)()

    expect(sent.map(each => each.subject)).toEqual([
      'Mirrors: 1 new, 0 lasting, 0 over',
      'Mirrors: 0 new, 0 lasting, 1 over',
    ])
  })

  test('the next notice is an hour after the last, however often it restarts', async () => {
    const { deps, room, sent, tell, fail } = await setUp()
    await fail('fetch-timeout: slow', 3)
    await tell()
    await room.mirrorLog.record({ mirrors: [sampleMirror('c.example', 'retired')], changes: [] })

    for (let minute = 0; minute < 59; minute++) {
      room.clock.advance(60_000)
      await createTeller(deps)()
    }
    expect(sent).toHaveLength(1)
    room.clock.advance(60_000)
    await createTeller(deps)()

    expect(sent[1]?.subject).toBe('Mirrors: 1 new, 1 lasting, 0 over')
  })

  test('what one way could not take waits for it, and the other is not told twice', async () => {
    const { deps, room, sent, fail } = await setUp()
    const late: Notice[] = []
    const broken = { way: 'webhook', send: () => Promise.reject(new Error('no route')) }
    const mended = { way: 'webhook', send: async (notice: Notice) => void late.push(notice) }
    await fail('fetch-timeout: slow', 3)
    await createTeller({ ...deps, notifiers: [broken, ...deps.notifiers] })()
    expect(sent).toHaveLength(1)

    room.clock.advance(hourMs)
    await createTeller({ ...deps, notifiers: [mended, ...deps.notifiers] })()

    expect(late.map(each => each.subject)).toEqual(['Mirrors: 1 new, 0 lasting, 0 over'])
    expect(sent).toHaveLength(1)
  })

  test('nothing that is kept of a notice names a closed host or a prefix', async () => {
    const { deps, tell, fail } = await setUp()
    await fail(`fetch-failed: https://secret.example.ch/${prefix}/feeds/all.rss`, 5)
    await tell()

    const kept = JSON.stringify(await deps.noticeLog.told('mail'))
    expect(kept).toContain('fetch-failed')
    expect(kept).not.toContain('example.ch')
    expect(kept).not.toContain(prefix)
  })
})

test.each([
  { text: `x ${prefix}/a`, want: 'x (a prefix)/a' },
  { text: 'k7dq-0m2x-k7dq-0m2x-k7dq-0m2x', want: '(a secret)' },
  { text: 'see secret.example.ch and c.example', want: 'see (a host of friends) and c.example' },
  { text: 'example: no new article for 3 days', want: 'example: no new article for 3 days' },
])('redactClosed leaves of "$text" "$want"', ({ text, want }) => {
  const mirrors = [sampleMirror('secret.example.ch', 'live', 'friends'), sampleMirror('c.example')]

  expect(redactClosed(text, mirrors, [publicChannel, closed])).toBe(want)
})
