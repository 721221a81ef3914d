import { describe, expect, test } from 'vitest'
import { createReadersApp, type ReadersDeps } from '../../src/http/readers-app.ts'
import { inviteReader } from '../../src/operations/invite-reader.ts'
import { openReadingRoom, publicChannel, sampleMirror } from '../support/reading-room.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

// How feeds answer clients that read the contract differently: dates alone, HEAD alone, prefixes that are made up.

type Room = Awaited<ReturnType<typeof openReadingRoom>>

function asker(room: ReadersDeps, host = 'a.example') {
  const app = createReadersApp(room)
  return async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    app.fetch(new Request(`https://${host}${path}`, { method, headers }))
}

async function roomOf(count: number) {
  const room = await openReadingRoom()
  for (let n = count; n >= 1; n--) await room.archive.put(sampleArticle(n), { nowMs: room.clock.nowMs() })
  return { room, ask: asker(room) }
}

/** Reads a feed as newsboat did before it knew validators: with the date that it was told last, and nothing else. */
function dateOnlyClient(room: Room, path: string) {
  const ask = asker(room)
  let since: string | null = null
  return async () => {
    const answer = await ask(path, since === null ? {} : { 'if-modified-since': since })
    since = answer.headers.get('last-modified') ?? since
    return { status: answer.status, text: await answer.text(), date: Date.parse(since ?? '') }
  }
}

describe('a client that compares dates alone', () => {
  test('sees a correction that upstream dates before its last visit', async () => {
    const { room } = await roomOf(60)
    const readAll = dateOnlyClient(room, '/feeds/all.rss')
    const readArchived = dateOnlyClient(room, '/feeds/all-1.rss')
    room.clock.advance(3_600_000)
    await room.archive.put(sampleArticle(99), { nowMs: room.clock.nowMs() })
    room.clock.advance(10_000)
    await readAll()
    await readArchived()
    expect([(await readAll()).status, (await readArchived()).status]).toEqual([304, 304])

    const revised = { text: 'Исправлено.', modifiedMs: sampleNowMs + 60_000 }
    room.clock.advance(60_000)
    await room.archive.put(sampleArticle(20, { ...revised, title: 'Исправленный' }), {
      nowMs: room.clock.nowMs(),
    })

    room.clock.advance(10_000)
    const told = await readAll()
    expect(told.status).toBe(200)
    expect(told.text).toContain('Исправленный')
    expect((await readArchived()).status).toBe(200)
    expect((await readAll()).status).toBe(304)
  })

  test.each([0, 300, 999, 1_000, 1_500])(
    'sees a second change that is archived %i ms after the first one',
    async afterMs => {
      const { room } = await roomOf(3)
      const read = dateOnlyClient(room, '/feeds/all.atom')
      room.clock.advance(60_000)
      await room.archive.put(sampleArticle(98), { nowMs: room.clock.nowMs() })
      expect((await read()).text).toContain('Заголовок 98')
      room.clock.advance(afterMs)
      await room.archive.put(sampleArticle(99), { nowMs: room.clock.nowMs() })
      room.clock.advance(60_000)

      const second = await read()

      expect(second.status).toBe(200)
      expect(second.text).toContain('Заголовок 99')
      expect((await read()).status).toBe(304)
    },
  )

  test('is told no date to come and none that goes back, and none again while nothing changes', async () => {
    const { room } = await roomOf(3)
    const read = dateOnlyClient(room, '/feeds/all.json')
    let last = 0
    for (let n = 10; n < 30; n++) {
      await room.archive.put(sampleArticle(n), { nowMs: room.clock.nowMs() })
      room.clock.advance(700)
      const { date } = await read()
      expect(date).toBeGreaterThanOrEqual(last)
      expect(date).toBeLessThan(room.clock.nowMs())
      last = date
    }
    room.clock.advance(5_000)
    await read()

    expect((await read()).status).toBe(304)
  })
})

describe('HEAD of a feed', () => {
  const paths = ['rss', 'atom', 'json'].flatMap(format =>
    ['all', 'all-light', 'all-1', 'all-2', 'source-example', 'lang-ru', 'topic-world'].map(
      name => `/feeds/${name}.${format}`,
    ),
  )

  test.each([...paths, '/feeds.opml'])('%s is GET without its body, in each coding', async path => {
    const { ask } = await roomOf(60)

    for (const coding of ['identity', 'gzip', 'br']) {
      const accept = { 'accept-encoding': coding }
      const head = await ask(path, accept, 'HEAD')
      const get = await ask(path, accept)
      expect(head.status).toBe(200)
      expect([...head.headers]).toEqual([...get.headers])
      expect(await head.text()).toBe('')
      expect((await get.arrayBuffer()).byteLength).toBe(Number(head.headers.get('content-length')))
      const known = { ...accept, 'if-none-match': head.headers.get('etag') ?? '' }
      expect((await ask(path, known, 'HEAD')).status).toBe(304)
    }
  })

  test.each(['/feeds/none.rss', '/feeds/all-9.rss', '/feeds/all.xml'])(
    '%s is that of a stranger',
    async path => {
      const { ask } = await roomOf(1)
      const [head, get] = [await ask(path, {}, 'HEAD'), await ask(path)]

      expect([head.status, [...head.headers]]).toEqual([get.status, [...get.headers]])
    },
  )
})

describe('on a closed channel', () => {
  const mail = { ...publicChannel, id: 'mail', kind: 'mail' as const, audience: 'careful' as const }

  async function closedRoom() {
    const room = await openReadingRoom({ channels: [publicChannel, mail] })
    for (let n = 60; n >= 1; n--) await room.archive.put(sampleArticle(n), { nowMs: sampleNowMs })
    await room.mirrorLog.record({
      mirrors: [sampleMirror('m1.example', 'standby', 'mail'), sampleMirror('m2.example', 'standby', 'mail')],
      changes: [],
    })
    const { whereabouts } = await inviteReader({ channelId: 'mail' }, room.channels, room)
    if (whereabouts.status !== 'found') throw new Error('no host was free')
    const { host, prefix } = whereabouts
    return { room, prefix: `/${prefix}`, ask: asker(room, host) }
  }

  test('the page for aggregators answers as to a stranger: whoever reads a closed feed by program gives it away', async () => {
    const { ask, prefix } = await closedRoom()
    const stranger = await ask('/nothing')

    expect((await ask(`${prefix}/subscribe.html`)).status).toBe(200)
    for (const path of ['/aggregators.html', '/aggregators']) {
      const answer = await ask(`${prefix}${path}`)
      expect(answer.status).toBe(404)
      expect(await answer.text()).toBe(await stranger.clone().text())
      expect([...answer.headers]).toEqual([...stranger.headers])
    }
    for (const path of [
      '/',
      '/subscribe.html',
      '/mirrors.html',
      '/feeds/all.rss',
      '/feeds/all.json',
      '/feeds.opml',
    ])
      expect(await (await ask(`${prefix}${path}`)).text(), path).not.toContain('aggregators')
  })

  test('prefixes that are made up fill no memory', async () => {
    const { room, ask, prefix } = await closedRoom()
    for (const path of ['/', '/feeds/all.rss', '/feeds/all-1.json', '/feeds.opml']) await ask(prefix + path)
    const { drafts, bodies } = room.memory
    const held = [drafts.size, bodies.size, bodies.calculatedSize]

    for (let n = 0; n < 3_000; n++) {
      const made = `${prefix.slice(0, -4)}${n.toString(32).padStart(4, '0')}`
      if (made === prefix) continue
      const path = ['/', '/feeds/all.rss', '/feeds.opml', '/subscribe.html'][n % 4]
      expect((await ask(`${made}${path}`)).status).toBe(404)
    }

    expect([drafts.size, bodies.size, bodies.calculatedSize]).toEqual(held)
  })
})
