import type { DatabaseSync } from 'node:sqlite'
import { type SqliteDatabase, SqliteDialect } from 'kysely'
import type { Upgrade } from '../../ports/store.ts'
import { createSqlDatabase, type SqlDatabase } from '../sql/database.ts'
import { migrate, presentSchema } from '../sql/migrations.ts'
import { indexOlder } from '../sql/search-index.ts'
import { createGiveWay } from './give-way.ts'
import { keepCopy, schemaOf } from './kept-copy.ts'
import { bound, connectSqlite, emptyJournal, writeAtOnce } from './sqlite-connection.ts'
import { createSqliteWriter, type SqliteWriter } from './sqlite-writer.ts'

export interface SqliteOptions {
  /** The schema that an older or a new file is brought to, 0 to leave it as it is. Default: the present one. */
  readonly schema?: number
  /** Told of an older file that was brought there. */
  readonly onUpgrade?: (upgrade: Upgrade) => void
}

/** A database in a file, or in memory. */
export interface SqliteArchiveFile extends SqlDatabase {
  /** From now on transactions are written on a thread of their own: for a server, whose readers must not wait for the disk. */
  writeAside(): void
}

/**
 * Opens an archive in one file, or in memory, with Node's built-in SQLite, and brings it to the present schema; of an
 * older one a copy is kept beside it first. Several processes may have it open at once.
 * @throws AppError `archive-failed` when it cannot be opened, is no database, or was written by a newer program.
 */
export async function openSqlite(
  file: string | ':memory:',
  { schema = presentSchema, onUpgrade }: SqliteOptions = {},
): Promise<SqliteArchiveFile> {
  const connection = connectSqlite(file)
  let writer: SqliteWriter | null = null
  const database = createSqlDatabase({
    dialect: new SqliteDialect({ database: forKysely(connection) }),
    giveWay: createGiveWay(),
    batch: async queries => (writer === null ? writeAtOnce(connection, queries) : writer.write(queries)),
    scrub: async () => (writer === null ? emptyJournal(connection) : writer.emptyJournal()),
    close: async () => writer?.close(),
  })
  try {
    const from = schemaOf(connection)
    const isOlder = from > 0 && from < schema
    const copy = isOlder ? await keepCopy(connection, { file, from, to: schema }) : null
    await migrate(database, schema)
    if (schema >= presentSchema) while ((await indexOlder(database)) > 0);
    if (copy !== null) onUpgrade?.({ from, to: schema, copy })
  } catch (error) {
    connection.close()
    throw error
  }
  return {
    ...database,
    writeAside() {
      // An archive in memory is one connection's alone.
      if (file !== ':memory:') writer ??= createSqliteWriter(file)
    },
  }
}

/** The part of better-sqlite3 that Kysely knows, over `node:sqlite`. */
function forKysely(connection: DatabaseSync): SqliteDatabase {
  return {
    close: () => connection.close(),
    prepare: sql => {
      const statement = connection.prepare(sql)
      return {
        reader: statement.columns().length > 0,
        all: parameters => statement.all(...bound(parameters)),
        run: parameters => statement.run(...bound(parameters)),
        iterate: parameters => statement.iterate(...bound(parameters)),
      }
    },
  }
}
