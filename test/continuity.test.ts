import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFixedClock } from '../src/adapters/memory/clock.ts'
import { changeMirror, enlistMirror, rotateMirrors } from '../src/operations/change-mirror.ts'
import { inviteReader } from '../src/operations/invite-reader.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { feedparser } from './support/readers/feedparser.ts'
import { startServer, type TestServer } from './support/runtime.ts'

// One reader of a closed channel, who polls once a day with a real library, through thirty rotations of a real server:
// every other one is announced ahead, the ones between are blocks after which only the secret finds the next host.

const startMs = Date.UTC(2026, 10, 1)
const dayMs = 86_400_000
const rotations = 30
let newsroom: Newsroom
let server: TestServer

beforeAll(async () => {
  newsroom = await startNewsroom({ firstMs: startMs })
})

afterAll(async () => {
  await server?.stop()
  await newsroom.server.close()
})

test.skipIf(feedparser.skip)(
  `who polls once a day sees every article once over ${rotations} rotations, half of them blocks${feedparser.note}`,
  async () => {
    const clock = createFixedClock(startMs)
    server = await startServer(
      {
        title: 'News on a mirror',
        sources: [
          {
            id: 'news',
            name: 'Valley News',
            feeds: [newsroom.feedUrl],
            language: 'en',
            politeness: { delaySeconds: 0 },
          },
        ],
        channels: [{ id: 'public' }, { id: 'friends', kind: 'invite' }],
        where: { port: 0 },
        limits: { allowPrivate: [newsroom.server.host] },
      },
      { clock },
    )
    const { runtime, serving } = server
    const published: string[] = []
    const nextDay = async () => {
      clock.advance(dayMs)
      published.push(`Article number ${newsroom.publish()}`)
      await runtime.pull({ signal: AbortSignal.timeout(20_000) })
    }
    const addHost = (n: number) =>
      enlistMirror(
        { host: `m${n}.example`, channelId: 'friends', state: 'standby', provider: null },
        runtime.channels,
        runtime,
      )
    await addHost(0)
    const { secret } = await inviteReader({ channelId: 'friends' }, runtime.channels, runtime)
    const reader = openReader(serving.port)
    let address = await askWhere(secret)
    expect(address).not.toBeNull()

    for (let n = 1; n <= rotations; n++) {
      const host = new URL(address ?? '').hostname
      await nextDay()
      await reader.poll(address ?? '')
      await addHost(n)
      if (n % 2 === 1) {
        await rotateMirrors({ channelId: 'friends', fromHost: host }, runtime.channels, runtime)
        await nextDay()
        const told = await reader.poll(address ?? '')
        const next = /m\d+\.example\/[0-9a-z]{20}/.exec(told)?.[0]
        expect(next, `told of rotation ${n} while the old host serves`).toBeDefined()
        address = `https://${next}/`
        // Before 48 hours are over the old host is kept, whatever the operator says.
        await expect(changeMirror(host, 'retired', {}, runtime)).rejects.toMatchObject({
          kind: 'mirror-refused',
        })
        await nextDay()
      } else {
        // Noted as collateral: fifteen charges would close the reader, which is another test.
        await changeMirror(host, 'blocked', { region: 'RU', aim: 'collateral' }, runtime)
        await nextDay()
        address = await askWhere(secret)
        expect(new URL(address ?? '').hostname, `found after block ${n}`).not.toBe(host)
      }
      await reader.poll(address ?? '')
    }
    await nextDay()
    await reader.poll(address ?? '')
    await reader.close()

    const articles = reader.entries.filter(entry => entry.title.startsWith('Article'))
    expect(articles.map(entry => entry.title).toSorted()).toEqual(published.toSorted())
    expect(new Set(articles.map(entry => entry.id)).size).toBe(published.length)
    expect(reader.entries.length - articles.length, 'one announcement for each planned rotation').toBe(
      rotations / 2,
    )
  },
  300_000,
)

async function askWhere(secret: string): Promise<string | null> {
  const answer = await fetch(`http://127.0.0.1:${server.serving.wherePort}/`, {
    method: 'POST',
    body: new URLSearchParams({ secret }),
  })
  return answer.status === 200 ? (await answer.text()).trim() : null
}

/** Debian's feedparser with one subscription, which takes an entry for new by its id. */
function openReader(port: number) {
  const script = join(import.meta.dirname, 'support/readers/subscriber.py')
  const child = spawn('/usr/bin/python3', [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const entries: { readonly id: string; readonly title: string }[] = []
  return {
    entries,
    /** Polls, and gives the title of the first entry. */
    async poll(address: string): Promise<string> {
      const { hostname, pathname } = new URL(address)
      const request = { server: `http://127.0.0.1:${port}`, host: hostname, path: `${pathname}feeds/all.rss` }
      child.stdin.write(`${JSON.stringify(request)}\n`)
      const poll = JSON.parse(String((await answers.next()).value))
      expect(poll).toMatchObject({ status: 200, bozo: false })
      for (const entry of poll.entries) if (!entries.some(each => each.id === entry.id)) entries.push(entry)
      return poll.entries[0]?.title ?? ''
    },
    async close() {
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}
