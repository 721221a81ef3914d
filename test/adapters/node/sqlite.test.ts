import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSqlite } from '../../../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../../../src/adapters/sql/archive.ts'
import { sqlDatabaseContract } from '../../contracts/sql-database.ts'
import { sampleArticle, sampleNowMs } from '../../support/sample-article.ts'

sqlDatabaseContract('SQLite', () => openSqlite(':memory:'))

describe('with a thread that writes', () => {
  let folder: string
  let count = 0
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tamizdat-aside-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const open = async () => {
    const database = await openSqlite(join(folder, `${++count}.db`))
    database.writeAside()
    return database
  }

  sqlDatabaseContract('SQLite', open)

  test('what was begun is written before it is closed', async () => {
    const database = await open()
    const archive = createSqlArchive(database)
    const putting = Array.from({ length: 10 }, (_, n) =>
      archive.put(sampleArticle(n + 1), { nowMs: sampleNowMs }),
    )
    await Promise.all(putting)
    await archive.close()

    const again = createSqlArchive(await openSqlite(join(folder, `${count}.db`)))
    expect(await again.newest('all', 20)).toHaveLength(10)
    expect(await again.faults()).toEqual([])
    await again.close()
  })

  test('this thread goes on while the disk is waited for', async () => {
    const database = await open()
    const archive = createSqlArchive(database)
    let isWritten = false
    const other = new DatabaseSync(join(folder, `${count}.db`))
    other.exec('begin immediate')

    const putting = archive.put(sampleArticle(1), { nowMs: sampleNowMs }).then(() => (isWritten = true))
    // As long as another process writes, the thread waits, and reads are answered all the same.
    expect(await archive.newest('all', 5)).toEqual([])
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(isWritten).toBe(false)
    other.exec('rollback')
    other.close()
    await putting

    expect(await archive.newest('all', 5)).toHaveLength(1)
    await archive.close()
  })

  test('a write after the end fails, and does not wait for ever', async () => {
    const database = await open()
    const archive = createSqlArchive(database)
    await archive.put(sampleArticle(1), { nowMs: sampleNowMs })
    const query = database.db.deleteFrom('revisions')
    await archive.close()

    await expect(database.batch([query])).rejects.toMatchObject({ kind: 'archive-failed' })
  })
})

const writer = fileURLToPath(new URL('../../support/archive-writer.ts', import.meta.url))

describe('an archive in a file', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tamizdat-sqlite-'))
    file = join(folder, 'archive.db')
  })
  afterEach(() => rm(folder, { recursive: true }))

  function startWriter(from: number, to: number): ChildProcess {
    return spawn(process.execPath, [writer, file, `${from}`, `${to}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  }

  function integrity(): unknown {
    const connection = new DatabaseSync(file)
    const row = connection.prepare('pragma integrity_check').get()
    connection.close()
    return row?.['integrity_check']
  }

  test('loses nothing that was archived when its writer is killed at any moment', async () => {
    const child = startWriter(1, 1_000_000)
    const closed = once(child, 'close')
    let printed = ''
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk
      if (printed.length > 13 * 40) child.kill('SIGKILL')
    })
    const [, signal] = await closed
    const ids = printed.split('\n').slice(0, -1)

    const archive = createSqlArchive(await openSqlite(file))
    const found = await Promise.all(ids.map(id => archive.find(id)))
    const count = (await archive.edition('all'))?.count ?? 0
    const places = await archive.range('all', 1, count)
    await archive.close()

    expect(signal).toBe('SIGKILL')
    expect(ids.length).toBeGreaterThanOrEqual(40)
    expect(found.map(article => article?.id)).toEqual(ids)
    expect(places.slice(0, ids.length).map(({ id }) => id)).toEqual(ids)
    expect(places).toHaveLength(count)
    expect(integrity()).toBe('ok')
  })

  test('is made and written by two processes at once, overlapping, without a gap or a double', async () => {
    const writers = [startWriter(1, 60), startWriter(31, 90)]
    const printed = await Promise.all(
      writers.map(async child => {
        const [output, [code]] = await Promise.all([
          child.stdout === null ? '' : text(child.stdout),
          once(child, 'close'),
        ])
        return { code, ids: output.trim().split('\n').length }
      }),
    )

    const archive = createSqlArchive(await openSqlite(file))
    const summary = await archive.edition('all')
    const ids = (await archive.range('all', 1, 90)).map(({ id }) => id)
    const version = await archive.version()
    await archive.close()

    expect(printed).toEqual(Array(2).fill({ code: 0, ids: 60 }))
    expect(summary).toMatchObject({ slug: 'all', count: 90, version: 90 })
    expect(new Set(ids).size).toBe(90)
    expect(version).toBe(90)
    expect(integrity()).toBe('ok')
  })

  test('is the same after it was closed and opened again', async () => {
    const before = createSqlArchive(await openSqlite(file))
    const { id } = await before.put(sampleArticle(1), { nowMs: sampleNowMs })
    const article = await before.find(id)
    await before.close()

    const after = createSqlArchive(await openSqlite(file))
    const found = await after.find(id)
    await after.close()

    expect(found).toEqual(article)
  })

  test.each([
    { name: 'written here', isAside: false },
    { name: 'written on a thread', isAside: true },
  ])(
    'holds no trace of a withdrawn text, nor does its journal, while it is open: $name',
    async ({ isAside }) => {
      const database = await openSqlite(file)
      if (isAside) database.writeAside()
      const archive = createSqlArchive(database)
      const secret = 'NAME-OF-THE-WITNESS'
      const { id } = await archive.put(sampleArticle(1, { text: secret.repeat(1000) }), {
        nowMs: sampleNowMs,
      })
      await archive.put(sampleArticle(1, { text: 'изменено', summary: secret }), { nowMs: sampleNowMs })
      const holdsSecret = async () =>
        (await Promise.all([file, `${file}-wal`].map(path => readFile(path)))).some(bytes =>
          bytes.includes(secret),
        )
      const before = await holdsSecret()

      await archive.withdraw(id, { reason: null, actor: 'anna', nowMs: sampleNowMs })

      const after = await holdsSecret()
      await archive.close()
      expect([before, after]).toEqual([true, false])
    },
  )

  test.each([
    { name: 'a file that is no database', content: 'not a database, '.repeat(100), want: 'not a database' },
    { name: 'a folder that is not there', content: null, want: 'unable to open' },
  ])('is refused with its name and a way out: $name', async ({ content, want }) => {
    const bad = content === null ? join(folder, 'nowhere', 'archive.db') : file
    if (content !== null) await writeFile(file, content)

    await expect(openSqlite(bad)).rejects.toMatchObject({
      kind: 'archive-failed',
      message: expect.stringMatching(new RegExp(`cannot open the archive .*archive\\.db.*${want}`)),
      next: expect.any(String),
    })
  })
})
