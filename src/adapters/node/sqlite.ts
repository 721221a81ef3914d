import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { type SqliteDatabase, SqliteDialect } from 'kysely'
import { AppError } from '../../core/errors.ts'
import type { Upgrade } from '../../ports/store.ts'
import { createSqlDatabase, type SqlDatabase } from '../sql/database.ts'
import { migrate, presentSchema } from '../sql/migrations.ts'
import { indexOlder } from '../sql/search-index.ts'
import { keepCopy, schemaOf } from './kept-copy.ts'

export interface SqliteOptions {
  /** The schema that an older or a new file is brought to, 0 to leave it as it is. Default: the present one. */
  readonly schema?: number
  /** Told of an older file that was brought there. */
  readonly onUpgrade?: (upgrade: Upgrade) => void
}

/**
 * Opens an archive in one file, or in memory, with Node's built-in SQLite, and brings it to the present schema; of an
 * older one a copy is kept beside it first. Several processes may have it open at once.
 * @throws AppError `archive-failed` when it cannot be opened, is no database, or was written by a newer program.
 */
export async function openSqlite(
  file: string | ':memory:',
  { schema = presentSchema, onUpgrade }: SqliteOptions = {},
): Promise<SqlDatabase> {
  const connection = connect(file)
  const database = createSqlDatabase({
    dialect: new SqliteDialect({ database: forKysely(connection) }),
    // One synchronous stretch: no query of this process can come between.
    batch: async queries => {
      connection.exec('begin immediate')
      try {
        for (const { sql, parameters } of queries) connection.prepare(sql).run(...values(parameters))
        connection.exec('commit')
      } catch (error) {
        if (connection.isTransaction) connection.exec('rollback')
        throw error
      }
    },
    scrub: async () => connection.exec('pragma wal_checkpoint(truncate)'),
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
  return database
}

function connect(file: string): DatabaseSync {
  try {
    // The timeout lets `tamizdat pull` write beside `tamizdat serve`: one waits while the other commits.
    const connection = new DatabaseSync(file, { timeout: 10_000, enableForeignKeyConstraints: true })
    // synchronous=full: in WAL mode each commit is on the disk before `put` resolves, so that neither kill -9 nor a
    // pulled plug takes back what was archived. secure_delete: a withdrawn text is overwritten, not only unlinked.
    whileFree(() => connection.exec('pragma journal_mode = wal'))
    connection.exec('pragma synchronous = full; pragma secure_delete = on')
    return connection
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('archive-failed', `cannot open the archive ${file}: ${reason}`, {
      cause: error,
      next: 'See that its folder exists and may be written to, and that the file is an archive.',
    })
  }
}

const busy = 5
const patienceMs = 10_000
const pauseMs = 20

/** The timeout does not hold for the switch to WAL: of two processes that make a file at once, one is refused. */
function whileFree(act: () => void): void {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    try {
      act()
      return
    } catch (error) {
      const isBusy = error instanceof Error && 'errcode' in error && error.errcode === busy
      if (!isBusy || waitedMs >= patienceMs) throw error
      Atomics.wait(pause, 0, 0, pauseMs)
    }
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
        all: parameters => statement.all(...values(parameters)),
        run: parameters => statement.run(...values(parameters)),
        iterate: parameters => statement.iterate(...values(parameters)),
      }
    },
  }
}

// Kysely binds what the schema's types admit: texts, numbers, bytes and null.
function values(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[]
}
