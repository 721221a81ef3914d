import { afterEach, expect, test } from 'vitest'
import { createFixedClock } from '../src/adapters/memory/clock.ts'
import { changeMirror, enlistMirror, rotateMirrors } from '../src/operations/change-mirror.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { startServer, type TestServer } from './support/runtime.ts'
import { createSubscriber, feedparser } from './support/subscriber.ts'

// A subscriber with a real aggregator's library, through rotations of a real server.

const startMs = Date.UTC(2026, 10, 1)
const dayMs = 24 * 3_600_000
const rotations = 4
let newsroom: Newsroom | undefined
let server: TestServer | undefined

afterEach(async () => {
  await server?.stop()
  await newsroom?.server.close()
})

test.skipIf(feedparser.skip).each(['rss', 'atom'])(
  `a subscriber to %s who edits the address when told sees every article once, over ${rotations} rotations${feedparser.note}`,
  async format => {
    newsroom = await startNewsroom({ firstMs: startMs })
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
        mirrors: [{ host: 'm0.example', state: 'live' }],
        limits: { allowPrivate: [newsroom.server.host] },
      },
      { clock },
    )
    const { runtime, serving } = server
    const pull = () => runtime.pull({ signal: AbortSignal.timeout(10_000) })
    const subscriber = createSubscriber(
      `http://127.0.0.1:${serving.port}`,
      'm0.example',
      `/feeds/all.${format}`,
    )
    const published: string[] = []
    const publishAndPull = async () => {
      published.push(`Article number ${newsroom?.publish()}`)
      await pull()
    }

    await publishAndPull()
    for (let n = 1; n <= rotations; n++) {
      const [from, to] = [`m${n - 1}.example`, `m${n}.example`]
      await publishAndPull()
      expect((await subscriber.poll()).status).toBe(200)
      expect((await subscriber.poll()).status, 'nothing new').toBe(304)

      await enlistMirror(
        { host: to, channelId: 'public', state: 'standby', provider: null },
        runtime.config.channels,
        runtime,
      )
      await rotateMirrors({ channelId: 'public' }, runtime.config.channels, runtime)
      await publishAndPull()
      const told = await subscriber.poll()
      expect(told).toMatchObject({ status: 200, bozo: false })
      expect(told.entries[0]?.title, 'told before the host goes').toContain(to)

      clock.advance(dayMs)
      subscriber.moveTo(to)
      await publishAndPull()
      expect((await subscriber.poll()).status).toBe(200)
      await changeMirror(from, 'retired', {}, runtime)
    }

    const articles = subscriber.seen.filter(entry => entry.title.startsWith('Article'))
    expect(articles.map(entry => entry.title).toSorted()).toEqual(published.toSorted())
    expect(articles.map(entry => entry.id).toSorted()).toEqual(
      published.map((_, index) => `tag:valley.example,2026:${index + 1}`).toSorted(),
    )
    expect(subscriber.seen.length - articles.length, 'one announcement a rotation').toBe(rotations)
  },
)
