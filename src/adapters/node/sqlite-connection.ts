import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { AppError, messageOf } from '../../core/errors.ts'
import type { WrittenQuery } from './sqlite-message.ts'

/**
 * Opens one connection to an archive's file, as every writer of it has to.
 * @throws AppError `archive-failed`.
 */
export function connectSqlite(file: string): DatabaseSync {
  try {
    // The timeout lets `tamizdat pull` write beside `tamizdat serve`: one waits while the other commits.
    const connection = new DatabaseSync(file, { timeout: 10_000, enableForeignKeyConstraints: true })
    // synchronous=full: in WAL mode each commit is on the disk before `put` resolves, so that neither kill -9 nor a
    // pulled plug takes back what was archived. secure_delete: a withdrawn text is overwritten, not only unlinked.
    whileFree(() => connection.exec('pragma journal_mode = wal'))
    connection.exec('pragma synchronous = full; pragma secure_delete = on')
    return connection
  } catch (error) {
    const reason = messageOf(error)
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

/** Runs queries as one transaction, in one synchronous stretch: no other query of this connection can come between. */
export function writeAtOnce(connection: DatabaseSync, queries: readonly WrittenQuery[]): void {
  connection.exec('begin immediate')
  try {
    for (const { sql, parameters } of queries) connection.prepare(sql).run(...bound(parameters))
    connection.exec('commit')
  } catch (error) {
    if (connection.isTransaction) connection.exec('rollback')
    throw error
  }
}

/** Brings the journal's content into the file and empties it. */
export function emptyJournal(connection: DatabaseSync): void {
  connection.exec('pragma wal_checkpoint(truncate)')
}

// Kysely binds what the schema's types admit: texts, numbers, bytes and null.
export function bound(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters as SQLInputValue[]
}
