import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSqlite } from '../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../src/adapters/sql/archive.ts'
import type { ArchivedArticle } from '../src/core/article/article.ts'
import { type Newsrooms, smallPage, startNewsrooms, titleOf } from './support/newsrooms.ts'

// A pull under load is killed again and again: `npm run test:kill` does it 200 times, or KILL_ROUNDS=…; KILL_SEED=…
// repeats a run's moments as far as the machine's own timing allows.

const rounds = Number(process.env['KILL_ROUNDS'] ?? 50)
const seed = Number(process.env['KILL_SEED'] ?? 20261124)
const newsroomCount = 4
const articlesPerRound = 3
// From the first request that a pull makes; after that it has published too, even on a slow machine now and then.
const longestMs = 400

let folder: string
let newsrooms: Newsrooms
let config: string
let store: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-kill-'))
  newsrooms = await startNewsrooms({
    count: newsroomCount,
    firstMs: Date.UTC(2026, 0, 1),
    listed: 1000,
    page: smallPage,
  })
  store = join(folder, 'archive.db')
  config = join(folder, 'mirrors.config.ts')
  const sources = newsrooms.hosts.map((host, n) => ({
    id: `n${n}`,
    name: `Newsroom ${n}`,
    feeds: [`http://${host}/rss`],
    language: 'en',
    politeness: { delaySeconds: 0 },
    maxNewArticles: 1000,
  }))
  const written = {
    title: 'Kill',
    sources,
    store: { file: store },
    limits: { allowPrivate: newsrooms.hosts },
  }
  await writeFile(config, `export default ${JSON.stringify(written)}\n`)
})

afterAll(async () => {
  await newsrooms.close()
  await rm(folder, { recursive: true, force: true })
})

function startPull() {
  const program = resolve(import.meta.dirname, '../src/main.ts')
  // Half of a round would go into reading the program's own source again.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') }
  return spawn(process.execPath, [program, 'pull', '--config', config], { stdio: 'ignore', env })
}

/** What the archive holds after a kill, checked for faults of its own first. */
async function readArchive(): Promise<readonly ArchivedArticle[]> {
  const archive = createSqlArchive(await openSqlite(store))
  const faults = await archive.faults()
  const articles = await archive.range('all', 1, Number.MAX_SAFE_INTEGER)
  await archive.close()
  expect(faults).toEqual([])
  return articles
}

/** Documents that were left half written: with codings of two different makings. */
function countHalfPublished(): unknown {
  const connection = new DatabaseSync(store)
  const row = connection
    .prepare(
      'select count(*) as n from (select 1 from published group by path having count(distinct stamp) > 1)',
    )
    .get()
  connection.close()
  return row?.['n']
}

test(
  `${rounds} pulls killed at random moments lose nothing that was archived, double nothing and leave no gap`,
  async () => {
    const random = createRandom(seed)
    newsrooms.publish(articlesPerRound)
    // One pull that comes to its end fills the cache: a killed process leaves nothing in it.
    await once(startPull(), 'close')
    let before = await readArchive()
    let cutShort = 0

    for (let round = 0; round < rounds; round++) {
      newsrooms.publish(articlesPerRound)
      const child = startPull()
      const closed = once(child, 'close')
      await Promise.race([newsrooms.nextRequest(), closed])
      const timer = setTimeout(() => child.kill('SIGKILL'), random() * longestMs)
      await closed
      clearTimeout(timer)

      const now = await readArchive()
      const label = `round ${round} of seed ${seed}`
      expect(now.slice(0, before.length).map(identityOf), label).toEqual(before.map(identityOf))
      expect(new Set(now.map(article => article.entryId)).size, label).toBe(now.length)
      expect(new Set(now.map(article => article.title)).size, label).toBe(now.length)
      expect(
        now.filter(article => article.revision !== 1),
        label,
      ).toEqual([])
      expect(countHalfPublished(), label).toBe(0)
      // A source's next page is asked for when the one before it is archived: all but the last had been promised.
      const titles = new Set(now.map(article => article.title))
      for (let n = 0; n < newsroomCount; n++) {
        const promised = newsrooms.takeAsked(n).slice(0, -1)
        expect(
          promised.filter(article => !titles.has(titleOf(n, article))),
          label,
        ).toEqual([])
      }
      if (now.length < newsroomCount * newsrooms.published()) cutShort++
      before = now
    }
    const [exitCode] = await once(startPull(), 'close')
    const articles = await readArchive()

    const all = Array.from({ length: newsroomCount }, (_, n) =>
      Array.from({ length: newsrooms.published() }, (_, index) => titleOf(n, index + 1)),
    )
    expect(exitCode).toBe(0)
    expect(articles.map(article => article.title).toSorted()).toEqual(all.flat().toSorted())
    // Where most pulls are over before they are killed, the moments have to be chosen anew.
    expect(cutShort).toBeGreaterThan(rounds / 4)
  },
  20_000 * rounds,
)

function identityOf({ id, entryId, title, text, contentHash, publishedMs, archivedAtMs }: ArchivedArticle) {
  return { id, entryId, title, text, contentHash, publishedMs, archivedAtMs }
}

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function createRandom(start: number): () => number {
  let state = start >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
