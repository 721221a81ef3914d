import { beforeEach, describe, expect, test } from 'vitest'
import { createFixedClock, type FixedClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryLog } from '../../src/adapters/memory/log.ts'
import { createMemoryMailServer, type MemoryMailServer } from '../../src/adapters/memory/mailbox.ts'
import { createMemoryMirrorLog } from '../../src/adapters/memory/mirror-log.ts'
import { AppError } from '../../src/core/errors.ts'
import { answerMailbox, type MailboxMemory } from '../../src/operations/answer-mailbox.ts'
import { findAddress, inviteReader } from '../../src/operations/invite-reader.ts'
import { watchMailbox } from '../../src/operations/watch-mailbox.ts'
import type { Delivery, Mail } from '../../src/ports/mail-sender.ts'
import type { Mailbox } from '../../src/ports/mailbox.ts'
import { publicChannel, sampleMirror } from '../support/reading-room.ts'

const hourMs = 3_600_000
const friends = { ...publicChannel, id: 'friends', kind: 'mail' as const }
const { signal } = new AbortController()

let clock: FixedClock
let server: MemoryMailServer
let mailbox: Mailbox
let memory: MailboxMemory
let sent: Mail[]
let deliveries: Delivery[]
let secrets: readonly string[]
let deps: Parameters<typeof answerMailbox>[2]

beforeEach(async () => {
  clock = createFixedClock(Date.UTC(2026, 10, 24))
  server = createMemoryMailServer(clock)
  mailbox = await server.open()
  memory = { answers: [], postponed: new Map(), begun: new Map() }
  sent = []
  deliveries = []
  const mirrorLog = createMemoryMirrorLog()
  const mirrors = ['a.example.ch', 'b.example.li'].map(host => sampleMirror(host, 'standby', 'friends'))
  await mirrorLog.record({ mirrors, changes: [] })
  const log = createMemoryLog()
  const groupDeps = { mirrorLog, clock, log }
  const invite = () => inviteReader({ channelId: 'friends' }, [friends], groupDeps)
  secrets = [(await invite()).secret, (await invite()).secret]
  deps = {
    clock,
    signal,
    from: 'ask@example.net',
    async where(secret) {
      const found = await findAddress(secret, { mirrorLog })
      return found.status === 'none' ? null : `https://${found.host}/${found.prefix}/`
    },
    rules: { perHour: 3, perInviteHour: 2 },
    async sendMail(mail) {
      const delivery = deliveries.shift() ?? { status: 'sent' }
      if (delivery.status === 'sent') sent.push(mail)
      return delivery
    },
  }
})

const ask = (n: number, options: { receivedAtMs?: number } = {}) =>
  server.deliver(`From: reader${n}@mail.example\r\n\r\n${secrets[n % 2]}\r\n`, options)
const look = () => answerMailbox(mailbox, memory, deps)

test('who asks with a secret is answered, who does not is not, and nothing stays', async () => {
  ask(0)
  server.deliver('From: someone@mail.example\r\n\r\nhello\r\n')
  server.deliver('this is no mail at all')
  server.deliver('')

  expect(await look()).toEqual({ answered: 1, thrownAway: 3, waiting: 0, reason: null })
  expect(sent).toMatchObject([
    {
      to: ['reader0@mail.example'],
      text: expect.stringMatching(/^https:\/\/[ab]\.example\.(?:ch|li)\/[0-9a-z]{20}\/\n/),
    },
  ])
  expect(server.mails()).toEqual([])
})

test('an invite that asks too often in an hour is thrown away, and answered again after it', async () => {
  for (let n = 0; n < 3; n++) ask(0)
  expect(await look()).toMatchObject({ answered: 2, thrownAway: 1 })

  clock.advance(hourMs)
  ask(0)

  expect(await look()).toMatchObject({ answered: 1, thrownAway: 0 })
})

test('too many questions over all wait for the next hour, in their order', async () => {
  for (let n = 0; n < 4; n++) ask(n)
  expect(await look()).toMatchObject({ answered: 3, waiting: 1 })
  expect(await look()).toMatchObject({ answered: 0, waiting: 1 })

  clock.advance(hourMs)

  expect(await look()).toMatchObject({ answered: 1, waiting: 0 })
  expect(sent.at(-1)?.to).toEqual(['reader3@mail.example'])
})

test('a flood that waits is read once, not at every look', async () => {
  for (let n = 0; n < 50; n++) ask(n)
  deps = { ...deps, rules: { perHour: 3, perInviteHour: 100 } }
  let readings = 0
  const counted: Mailbox = {
    ...mailbox,
    read(id) {
      readings++
      return mailbox.read(id)
    },
  }

  for (let minute = 0; minute < 10; minute++) {
    await answerMailbox(counted, memory, deps)
    clock.advance(60_000)
  }

  expect([sent.length, readings]).toEqual([3, 50])
})

test('what waited for three days is thrown away', async () => {
  for (let n = 0; n < 4; n++) ask(n, { receivedAtMs: clock.nowMs() - 73 * hourMs })

  expect(await look()).toMatchObject({ answered: 3, thrownAway: 1, waiting: 0 })
})

describe('a server that sends and', () => {
  const reason = 'the server that sends mail did not take it (EENVELOPE, it answered 450)'

  test('does not take a mail now is asked again after five minutes, and hears the others meanwhile', async () => {
    ask(0)
    ask(1)
    deliveries = [{ status: 'deferred', reason }]
    expect(await look()).toEqual({ answered: 1, thrownAway: 0, waiting: 1, reason })
    expect(await look()).toMatchObject({ answered: 0, waiting: 1 })

    clock.advance(300_000)

    expect(await look()).toMatchObject({ answered: 1, waiting: 0 })
  })

  test('is not there is left alone, and every question waits', async () => {
    for (let n = 0; n < 3; n++) ask(n)
    deliveries = [{ status: 'unreachable', reason }]

    expect(await look()).toEqual({ answered: 0, thrownAway: 0, waiting: 3, reason })
    expect(await look()).toMatchObject({ answered: 3, waiting: 0 })
  })

  test('refuses a mail, or has perhaps taken it, is not given it again', async () => {
    ask(0)
    deliveries = [{ status: 'refused', reason }]

    expect(await look()).toMatchObject({ answered: 0, thrownAway: 1, waiting: 0 })
    expect(server.mails()).toEqual([])
  })
})

test('a mail that was taken before a crash is not answered after it', async () => {
  ask(0)
  const crashing = { ...deps, sendMail: () => Promise.reject(new Error('killed')) }
  await expect(answerMailbox(mailbox, memory, crashing)).rejects.toThrow('killed')

  mailbox = await server.open()

  expect(await look()).toMatchObject({ answered: 0 })
  expect([sent, server.mails()]).toEqual([[], []])
})

test('a mail that breaks the connection twice is thrown away unread, and the next is answered', async () => {
  server.deliver('breaks')
  ask(0)
  const lost = new AppError('mail-failed', 'lost')
  const fragile = {
    ...mailbox,
    async read(id: number) {
      const text = await mailbox.read(id)
      if (text === 'breaks') throw lost
      return text
    },
  }
  const lookOnce = () => answerMailbox(fragile, memory, deps)
  await expect(lookOnce()).rejects.toBe(lost)
  await expect(lookOnce()).rejects.toBe(lost)

  expect(await lookOnce()).toMatchObject({ answered: 1, thrownAway: 1 })
})

describe('watching', () => {
  const settle = () => new Promise(done => setTimeout(done, 5))

  function watch(open: () => Promise<Mailbox>) {
    const stopping = new AbortController()
    const log = createMemoryLog()
    const watched = watchMailbox({ ...deps, open, log }, stopping.signal)
    const stop = async () => {
      stopping.abort()
      await watched
    }
    return { log, stop }
  }

  test('goes on until it is stopped, and says once an hour how many, never whom', async () => {
    const { log, stop } = watch(server.open)
    await settle()
    ask(0)
    await settle()
    ask(1)
    await settle()
    expect(sent).toHaveLength(2)

    await stop()

    expect(log.events).toEqual([
      { event: 'mailbox-opened' },
      { event: 'mails-answered', answered: 2, thrownAway: 0 },
    ])
    expect(JSON.stringify(log.events)).not.toContain('reader')
  })

  test('opens a lost box again after a pause that doubles', async () => {
    const tries: number[] = []
    const startMs = clock.nowMs()
    const { log, stop } = watch(async () => {
      tries.push((clock.nowMs() - startMs) / 1000)
      if (tries.length < 4) throw new AppError('mail-failed', 'the mailbox at mail.example was lost')
      return server.open()
    })
    for (let second = 0; second < 60; second++) {
      await settle()
      clock.advance(1000)
    }
    await settle()
    ask(0)
    await settle()
    await stop()

    expect(tries).toEqual([0, 5, 15, 35])
    expect(log.events.filter(({ event }) => event === 'failure')).toHaveLength(3)
    expect(sent).toHaveLength(1)
  })
})
