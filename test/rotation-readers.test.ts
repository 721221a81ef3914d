import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFixedClock } from '../src/adapters/memory/clock.ts'
import { changeMirror, enlistMirror, rotateMirrors } from '../src/operations/change-mirror.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { feedParser } from './support/readers/feed-parser.ts'
import { feedparserOf } from './support/readers/feedparser.ts'
import { newsboat } from './support/readers/newsboat.ts'
import type { FeedReader, KeptEntry } from './support/readers/reader.ts'
import { sfeed } from './support/readers/sfeed.ts'
import { startServer, type TestServer } from './support/runtime.ts'

// What readers' own programs make of thirty rotations of a real server, whose clock is moved a day and more at a time.

const kinds = [newsboat, sfeed, feedparserOf('rss'), feedparserOf('atom'), feedParser]
const startMs = Date.UTC(2026, 10, 1)
const dayMs = 24 * 3_600_000
const rotations = 30
const hostOf = (n: number) => `m${n}.localhost`

/** What became of one program, rotation by rotation. */
interface Diary {
  readonly told: boolean[]
  /** Which fetch of an unchanged feed was the first to be answered 304; null where none of three was. */
  readonly firstUnchanged: (number | null)[]
  kept: readonly KeptEntry[]
}

const diaries = new Map<string, Diary>()
const readers = new Map<string, FeedReader>()
const published: string[] = []
let newsroom: Newsroom
let server: TestServer
let folder: string

beforeAll(async () => {
  newsroom = await startNewsroom({ firstMs: startMs })
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-readers-'))
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
      mirrors: [{ host: hostOf(0), state: 'live' }],
      limits: { allowPrivate: [newsroom.server.host] },
    },
    { clock },
  )
  await publish()
  for (const kind of kinds.filter(each => !each.need.skip)) {
    const own = join(folder, kind.name.replaceAll(/\W/g, '-'))
    await mkdir(own)
    readers.set(kind.name, await kind.open({ port: server.serving.port, folder: own }))
    diaries.set(kind.name, { told: [], firstUnchanged: [], kept: [] })
  }

  for (let n = 0; n < rotations; n++) {
    await forEachReader(async (reader, diary) => {
      await reader.follow(hostOf(n))
      diary.firstUnchanged.push(await pollUntilUnchanged(reader))
    })
    if (n > 0) await changeMirror(hostOf(n - 1), 'retired', { force: true }, server.runtime)

    // newsboat takes a feed with the Last-Modified that it knows for unchanged, whatever its validator and status say.
    clock.advance(60_000)
    await announce(hostOf(n + 1))
    await publish()
    await forEachReader(async (reader, diary) => {
      await reader.poll()
      diary.told.push((await reader.kept()).some(entry => entry.title.includes(hostOf(n + 1))))
    })

    clock.advance(2 * dayMs)
    await publish()
  }
  await forEachReader(async (reader, diary) => {
    await reader.follow(hostOf(rotations))
    await reader.poll()
    diary.kept = await reader.kept()
  })
}, 600_000)

afterAll(async () => {
  for (const reader of readers.values()) await reader.close()
  await server?.stop()
  await newsroom?.server.close()
  await rm(folder, { recursive: true })
})

async function publish(): Promise<void> {
  published.push(`Article number ${newsroom.publish()}`)
  await server.runtime.pull({ signal: AbortSignal.timeout(30_000) })
}

async function announce(host: string): Promise<void> {
  const { runtime } = server
  const { channels } = runtime.config
  await enlistMirror({ host, channelId: 'public', state: 'standby', provider: null }, channels, runtime)
  await rotateMirrors({ channelId: 'public' }, channels, runtime)
}

// One after the other, so that the server's count of answers tells whose was 304.
async function forEachReader(act: (reader: FeedReader, diary: Diary) => Promise<void>): Promise<void> {
  for (const [name, reader] of readers) {
    const diary = diaries.get(name)
    if (diary !== undefined) await act(reader, diary)
  }
}

async function pollUntilUnchanged(reader: FeedReader): Promise<number | null> {
  for (let fetch = 1; fetch <= 3; fetch++) {
    const before = await unchangedAnswers()
    await reader.poll()
    if ((await unchangedAnswers()) > before) return fetch
  }
  return null
}

async function unchangedAnswers(): Promise<number> {
  const { body } = await server.askOperator('/metrics')
  return Number(/kind="unchanged"\} (\d+)/.exec(body)?.[1] ?? Number.NaN)
}

for (const { name, need } of kinds) {
  describe.skipIf(need.skip)(
    `${name}, whose subscriber edits the address when told, over ${rotations} rotations${need.note}`,
    () => {
      const diary = () => diaries.get(name) ?? { told: [], firstUnchanged: [], kept: [] }

      test('is told of every next address while the old one still works', () => {
        expect(diary().told).toEqual(Array.from({ length: rotations }, () => true))
      })

      test('is answered 304 at the second or third fetch', () => {
        expect(diary().firstUnchanged).toHaveLength(rotations)
        for (const fetch of diary().firstUnchanged) expect([2, 3]).toContain(fetch)
      })

      test('shows every article once, under the id that the newsroom gave it', () => {
        const articles = diary().kept.filter(entry => entry.title.startsWith('Article'))

        expect(articles.map(entry => entry.title).toSorted()).toEqual(published.toSorted())
        expect(articles.map(entry => entry.id).toSorted()).toEqual(
          published.map((_, index) => `tag:valley.example,2026:${index + 1}`).toSorted(),
        )
      })

      test('shows one announcement a rotation besides', () => {
        const others = diary().kept.filter(entry => !entry.title.startsWith('Article'))

        expect(others.map(entry => entry.title).toSorted()).toEqual(
          Array.from({ length: rotations }, (_, n) => `New address: ${hostOf(n + 1)}`).toSorted(),
        )
      })
    },
  )
}
