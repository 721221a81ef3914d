import { type Compilable, CompiledQuery } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSqlArchive } from '../../src/adapters/sql/archive.ts'
import type { SqlDatabase } from '../../src/adapters/sql/database.ts'
import { migrate } from '../../src/adapters/sql/migrations.ts'
import { createSqlMirrorLog } from '../../src/adapters/sql/mirror-log.ts'
import type { MirrorChange } from '../../src/core/mirror/mirror.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

/** What every engine below the SQL adapters keeps to. `open` gives an empty database, brought to the present schema. */
export function sqlDatabaseContract(name: string, open: () => Promise<SqlDatabase>): void {
  describe(`${name} keeps the contract of a SQL database:`, () => {
    let database: SqlDatabase
    beforeEach(async () => {
      database = await open()
    })
    afterEach(() => database.close())

    const raw = (statement: string): Compilable => ({ compile: () => CompiledQuery.raw(statement) })
    const inserted = (key: string) =>
      database.db
        .insertInto('settled_entries')
        .values({ source_id: 'example', key, fingerprint: 'a', settled_ms: 0 })

    test('a batch is whole or not at all', async () => {
      await expect(database.batch([inserted('one'), inserted('two'), inserted('one')])).rejects.toMatchObject(
        {
          kind: 'archive-failed',
          message: expect.stringContaining('UNIQUE constraint failed'),
        },
      )

      expect(await database.db.selectFrom('settled_entries').selectAll().execute()).toEqual([])
    })

    test('a batch after one that failed goes through', async () => {
      await expect(database.batch([inserted('one'), raw('select nonsense')])).rejects.toThrow()

      await database.batch([inserted('one')])

      expect(await database.db.selectFrom('settled_entries').selectAll().execute()).toHaveLength(1)
    })

    test('a read that fails says archive-failed', async () => {
      await database.batch([raw('drop table announcements')])

      await expect(createSqlMirrorLog(database).announcements()).rejects.toMatchObject({
        kind: 'archive-failed',
      })
    })

    test('a record of mirrors with one bad line leaves nothing', async () => {
      const log = createSqlMirrorLog(database)
      const good: MirrorChange = {
        atMs: sampleNowMs,
        host: 'a.example',
        from: null,
        to: 'standby',
        region: null,
        reason: null,
      }
      const bad = { ...good, to: null } as unknown as MirrorChange

      await expect(log.record({ mirrors: [], changes: [good, bad] })).rejects.toMatchObject({
        kind: 'archive-failed',
      })

      expect(await log.changes()).toEqual([])
      expect(await log.version()).toBe(0)
    })

    test('a writer that did not see the withdrawal cannot give the text back', async () => {
      const archive = createSqlArchive(database)
      const { id } = await archive.put(sampleArticle(1), { nowMs: sampleNowMs })
      await archive.withdraw(id, { reason: null, actor: 'anna', nowMs: sampleNowMs })

      const revising = database.db.updateTable('articles').set({ content_hash: 'a' }).where('id', '=', id)

      await expect(database.batch([revising])).rejects.toThrow('CHECK constraint failed')
    })

    test('an article that was decided on by rules that are others by now is decided on again', async () => {
      const archive = createSqlArchive(database)
      const rule = { id: 'own', sources: [], topics: [], languages: ['ru'], include: [], exclude: [] }
      let defined = false
      const late: SqlDatabase = {
        ...database,
        async batch(queries) {
          // Between reading the rules and writing, once.
          if (!defined) {
            defined = true
            await archive.defineEditions([rule], sampleNowMs)
          }
          await database.batch(queries)
        },
      }

      const { id } = await createSqlArchive(late).put(sampleArticle(1), { nowMs: sampleNowMs })

      expect((await archive.range('own', 1, 9)).map(article => article.id)).toEqual([id])
    })

    test('migrating again, twice at once, changes nothing and loses nothing', async () => {
      const archive = createSqlArchive(database)
      const { id } = await archive.put(sampleArticle(1), { nowMs: sampleNowMs })

      await Promise.all([migrate(database), migrate(database)])

      expect(await archive.find(id)).not.toBeNull()
      expect(await archive.version()).toBe(1)
    })

    test('a database that a newer program has written is refused', async () => {
      await database.batch([database.db.insertInto('migrations').values({ version: 9999 })])

      await expect(migrate(database)).rejects.toMatchObject({
        kind: 'archive-failed',
        message: expect.stringContaining('schema 9999'),
        next: expect.stringContaining('newer tamizdat'),
      })
    })
  })
}
