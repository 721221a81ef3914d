import { sql } from 'kysely'
import { AppError } from '../../core/errors.ts'
import type { Store, StoreRow } from '../../ports/store.ts'
import type { SqlDatabase } from './database.ts'

// What can be made again, what holds for minutes, and what the engine keeps for itself.
const left = /^(?:migrations|published|work_claims|work_marks|article_words_.*|sqlite_.*|_cf_.*)$/
const counters = 'counters'
const rowsAtOnce = 100
// D1 takes two megabytes in a parameter.
const charactersAtOnce = 600_000

/** The tables of an archive in SQLite or D1, as they are. */
export function createSqlStore({ db, batch, close }: SqlDatabase): Store {
  const readTables = async () => {
    // As they were made, so that what is referred to comes first.
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_schema where type = 'table' order by rowid`.execute(db)
    return rows.map(({ name }) => name).filter(name => !left.test(name))
  }
  const refuseUnknown = async (table: string) => {
    if ((await readTables()).includes(table)) return
    throw new AppError('archive-failed', `an archive of this program has no ${table}`)
  }
  return {
    async schema() {
      const { rows } = await sql<{ version: number }>`select max(version) as version from migrations`.execute(
        db,
      )
      return rows[0]?.version ?? 0
    },
    tables: readTables,
    async read(table, offset) {
      await refuseUnknown(table)
      const { rows } = await sql<StoreRow>`
        select * from ${sql.id(table)} limit ${rowsAtOnce} offset ${offset}`.execute(db)
      return rows
    },
    async write(table, rows) {
      await refuseUnknown(table)
      const names = Object.keys(rows[0] ?? {})
      if (names.length === 0) return
      const columns = sql.join(names.map(name => sql.id(name)))
      const values = sql.join(names.map(name => sql`value ->> ${sql.lit(`$."${name}"`)}`))
      const verb = table === counters ? sql`insert or replace` : sql`insert`
      const queries = divide(rows).map(
        part =>
          sql`${verb} into ${sql.id(table)} (${columns}) select ${values} from json_each(${JSON.stringify(part)})`,
      )
      await batch(queries.map(query => ({ compile: () => query.compile(db) })))
    },
    // On one machine nobody writes while a command has its file; a Worker is held by its operator's host.
    hold: async () => undefined,
    async clear() {
      const tables = (await readTables()).filter(name => name !== counters)
      // What refers to others was made after them.
      const queries = [...tables, 'published'].toReversed().map(name => sql`delete from ${sql.id(name)}`)
      await batch(queries.map(query => ({ compile: () => query.compile(db) })))
    },
    close,
  }
}

function divide(rows: readonly StoreRow[]): readonly (readonly StoreRow[])[] {
  const parts: StoreRow[][] = []
  let length = Number.POSITIVE_INFINITY
  for (const row of rows) {
    const size = JSON.stringify(row).length
    if (length + size > charactersAtOnce) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(row)
    length += size
  }
  return parts
}
