import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { schemaOfFile } from '../src/adapters/node/kept-copy.ts'
import { openSqlite } from '../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../src/adapters/sql/archive.ts'
import { presentSchema } from '../src/adapters/sql/migrations.ts'
import { createSqlMirrorLog } from '../src/adapters/sql/mirror-log.ts'
import { readQuery } from '../src/core/search/words.ts'
import type { Upgrade } from '../src/ports/store.ts'
import { tamizdat } from './support/command-line.ts'
import { writeOlderArchive, writePresentArchive } from './support/older-archive.ts'
import { sampleArticle, sampleNowMs } from './support/sample-article.ts'

const earlier = Array.from({ length: presentSchema - 1 }, (_, n) => n + 1)
const before = presentSchema - 1
const upgrader = fileURLToPath(new URL('support/archive-upgrader.ts', import.meta.url))

let room: string
let present: string
let want: Content
let folder: string
let file: string
let copy: string
let config: readonly string[]

beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), 'tamizdat-present-'))
  present = join(room, 'present.db')
  await writePresentArchive(present)
  want = await readContent(present)
})
afterAll(() => rm(room, { recursive: true }))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-upgrade-'))
  file = join(folder, 'archive.db')
  copy = `${file}.before-${presentSchema}`
  const channels = [{ id: 'public' }, { id: 'friends', kind: 'invite' }]
  const written = { title: 'T', store: { file: 'archive.db' }, channels }
  await writeFile(join(folder, 'mirrors.config.ts'), `export default ${JSON.stringify(written)}\n`)
  config = ['--config', join(folder, 'mirrors.config.ts')]
})
afterEach(() => rm(folder, { recursive: true }))

type Content = Awaited<ReturnType<typeof readContent>>

/** What readers would miss, were it not there. */
async function readContent(path: string) {
  const database = await openSqlite(path)
  const archive = createSqlArchive(database)
  const articles = await archive.range('all', 1, 1000)
  const content = {
    articles: articles.map(({ id, entryId, title, text, html, revision, publishedMs, updatedMs }) => ({
      ...{ id, entryId, title, text, html, revision, publishedMs, updatedMs },
    })),
    editions: (await archive.editions()).map(({ slug, count }) => `${slug} ${count}`),
    found: (await archive.search(readQuery('другой текст'), 5)).map(({ id }) => id),
    faults: await archive.faults(),
    mirrors: (await createSqlMirrorLog(database).list()).map(({ host, state }) => `${host} ${state}`),
  }
  await archive.close()
  return content
}

describe('an archive of an earlier program', () => {
  test.each(earlier)('of schema %i is upgraded with all that it held, and kept as it was', async schema => {
    await writeOlderArchive(file, schema, present)
    const upgrades: Upgrade[] = []

    await (await openSqlite(file, { onUpgrade: upgrade => upgrades.push(upgrade) })).close()

    expect(upgrades).toEqual([{ from: schema, to: presentSchema, copy }])
    const content = await readContent(file)
    expect(content).toEqual(want)
    expect(content.articles).toHaveLength(61)
    expect([schemaOfFile(copy), schemaOfFile(file)]).toEqual([schema, presentSchema])
    expect((await stat(copy)).mode & 0o777).toBe(0o600)
    expect(await readContent(copy)).toEqual(content)
  })

  test('is corrected and withdrawn from as any other once it is upgraded', async () => {
    await writeOlderArchive(file, 1, present)
    const archive = createSqlArchive(await openSqlite(file))
    const { id } = await archive.put(sampleArticle(5, { title: 'Neu' }), { nowMs: sampleNowMs + 9 })
    await archive.withdraw(id, { reason: null, actor: 'anna', nowMs: sampleNowMs + 10 })

    expect(await archive.faults()).toEqual([])
    expect(await archive.revisions(id)).toMatchObject([{ revision: 1 }, { revision: 2 }])
    await archive.close()
  })

  test.each(earlier)('whose upgrade was cut short after step %i goes on where it stopped', async step => {
    await writeOlderArchive(file, 1, present)
    await copyFile(file, copy)
    await (await openSqlite(file, { schema: step })).close()

    const content = await readContent(file)

    expect(content).toEqual(want)
    expect(schemaOfFile(copy), 'the copy from before the first step').toBe(1)
  })

  test('is upgraded by two that open it at once, and kept once', async () => {
    await writeOlderArchive(file, before, present)

    await Promise.all([upgradeAside().closed, upgradeAside().closed])

    expect([schemaOfFile(copy), schemaOfFile(file)]).toEqual([before, presentSchema])
    expect((await readdir(folder)).filter(name => name.includes('.part'))).toEqual([])
  }, 60_000)

  test('loses nothing and has a whole copy, whenever its upgrade is killed', async () => {
    const old = join(folder, 'old.db')
    await writeOlderArchive(old, 1, present)
    let killed = 0
    for (let round = 0; round < 12; round++) {
      for (const name of await readdir(folder))
        if (name.startsWith('archive.db')) await rm(join(folder, name))
      await copyFile(old, file)
      const { child, begins, closed } = upgradeAside()
      await begins
      // From the first write to the last it takes some 60 ms here; a slower machine is killed earlier on its way.
      setTimeout(() => child.kill('SIGKILL'), round * 8)
      const [code] = await closed
      if (code === null) killed++

      if (existsSync(copy)) expect(schemaOfFile(copy), `round ${round}`).toBe(1)
      else expect(schemaOfFile(file), `round ${round}`).toBe(1)
      expect(await readContent(file), `round ${round}`).toEqual(want)
      expect(schemaOfFile(copy), `round ${round}`).toBe(1)
    }
    expect(killed).toBeGreaterThan(2)
  }, 120_000)

  test('is not upgraded where no copy can be kept, and says so', async () => {
    await writeOlderArchive(file, before, present)
    // A folder that is in the way, as a full disk would be.
    await rm(copy, { force: true })
    await mkdir(join(copy, 'in the way'), { recursive: true })

    await expect(openSqlite(file)).rejects.toMatchObject({
      kind: 'archive-failed',
      message: expect.stringContaining('was not upgraded'),
      next: expect.stringContaining('room'),
    })
    expect(schemaOfFile(file)).toBe(before)
  })
})

function upgradeAside() {
  const child = spawn(process.execPath, [upgrader, file], { stdio: ['ignore', 'pipe', 'ignore'] })
  return { child, begins: once(child.stdout, 'data'), closed: once(child, 'close') }
}

describe('commands', () => {
  test('say in a line that they have upgraded, once', async () => {
    await writeOlderArchive(file, before, present)

    const first = await tamizdat(['status', ...config])
    const second = await tamizdat(['status', ...config])

    expect(first).toMatchObject({
      exitCode: 0,
      errors: `tamizdat: the archive was upgraded from schema ${before} to ${presentSchema}; as it was it lies in ${copy}\n`,
    })
    expect(second.errors).toBe('')
  })

  test('doctor and backup leave an older archive as it is', async () => {
    await writeOlderArchive(file, before, present)

    const examined = await tamizdat(['doctor', '--offline', ...config])
    const backup = await tamizdat(['backup', join(folder, 'backup.ndjson'), ...config])

    expect(examined.output).toMatch(
      /^ok +version +tamizdat \S+ \(schema \d+\) on Node \S+ with SQLite 3\.\S+$/m,
    )
    expect(examined.output).toMatch(new RegExp(`^warn +version +the archive has schema ${before}: `, 'm'))
    expect(backup).toMatchObject({ exitCode: 0, errors: '' })
    expect([schemaOfFile(file), existsSync(copy)]).toEqual([before, false])
  })

  test.each(['backup.ndjson', 'backup.db'])(
    'go back to a backup in %s from before the upgrade, and forward again',
    async name => {
      await writeOlderArchive(file, 1, present)
      await tamizdat(['backup', join(folder, name), ...config])
      await tamizdat(['status', ...config])
      await rename(file, `${file}.newer`)

      const restored = await tamizdat(['restore', join(folder, name), ...config])

      expect(restored.output).toContain(`It is of schema 1, as the backup is; the next command upgrades it`)
      expect(schemaOfFile(file)).toBe(1)
      expect(await readContent(file)).toEqual(want)
    },
  )

  test('of an older program refuse a newer archive, name the copy, and go back to it', async () => {
    // The program stands for the older one: a newer one has upgraded its archive by a step that it does not know.
    await copyFile(present, file)
    const kept = `${file}.before-${presentSchema + 1}`
    await copyFile(file, kept)
    const newer = new DatabaseSync(file)
    newer.exec(
      `alter table articles add column mood text; insert into migrations values (${presentSchema + 1})`,
    )
    newer.close()

    const refused = await tamizdat(['status', ...config])
    const examined = await tamizdat(['doctor', '--offline', ...config])
    await rename(file, `${file}.newer`)
    const restored = await tamizdat(['restore', kept, ...config])
    const status = await tamizdat(['status', ...config])

    expect(refused).toMatchObject({
      exitCode: 1,
      output: '',
      errors: expect.stringContaining(`STORE.before-${presentSchema + 1}`),
    })
    expect(examined.output).toMatch(/^bad +version +the archive has schema \d+: a newer tamizdat/m)
    expect([restored, status]).toMatchObject([{ exitCode: 0 }, { exitCode: 0, errors: '' }])
    expect(await readContent(file)).toEqual(want)
  })

  test('carry no older archive into one of the present schema, and say what to do first', async () => {
    await writeOlderArchive(file, before, present)
    const target = join(folder, 'target.db')
    await (await openSqlite(target)).close()

    const moved = await tamizdat(['move', '--from', file, '--to', target])

    expect(moved).toMatchObject({ exitCode: 1, errors: expect.stringContaining('Upgrade it first') })
  })

  test('panic wipes the copy: it holds the invites', async () => {
    await writeOlderArchive(file, before, present)

    const done = await tamizdat(['panic', '--yes', ...config])

    expect(done.output).toContain(`what an upgrade kept in ${copy}`)
    expect(done.output).not.toContain('NOT wiped')
    expect(existsSync(copy)).toBe(false)
  })

  test('doctor names a copy that has lain there for two weeks', async () => {
    await writeOlderArchive(file, before, present)
    await tamizdat(['status', ...config])
    await utimes(copy, 0, 0)

    const { output } = await tamizdat(['doctor', '--offline', ...config])

    expect(output).toContain(`rm ${copy}`)
  })
})
