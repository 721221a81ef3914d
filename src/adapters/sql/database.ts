import { type Compilable, type CompiledQuery, type Dialect, Kysely, sql } from 'kysely'
import { AppError, asAppError } from '../../core/errors.ts'
import type { Schema } from './schema.ts'

/**
 * The one seam between our queries and an engine that speaks SQLite's SQL.
 * Reads go through `db`; every write is a list of queries known beforehand, because D1 has no interactive
 * transactions. Everything fails as AppError `archive-failed`.
 */
export interface SqlDatabase {
  readonly db: Kysely<Schema>
  /** Runs the queries in order as one transaction: all of them or none. */
  batch(queries: readonly Compilable[]): Promise<void>
  /** Leaves nothing of what was deleted or overwritten in the engine's journal, where it has one that we can reach. */
  scrub(): Promise<void>
  close(): Promise<void>
}

/** What an engine brings of its own. */
export interface SqlEngine {
  readonly dialect: Dialect
  batch(queries: readonly CompiledQuery[]): Promise<void>
  scrub(): Promise<void>
  /** Lets others on this thread go first; asked before each query. Default: nobody is waited for. */
  giveWay?(): Promise<void>
  /** Ends what the dialect does not know of. */
  close?(): Promise<void>
}

export function createSqlDatabase(engine: SqlEngine): SqlDatabase {
  const db = new Kysely<Schema>({ dialect: reportFailures(engine) })
  return {
    db,
    batch: queries => reported(engine.batch(queries.map(query => query.compile()))),
    scrub: () => reported(engine.scrub()),
    async close() {
      await engine.close?.()
      await db.destroy()
    },
  }
}

/** Runs a decision that was made on what was read again when another writer came between reading and writing. */
export async function retryOnConflict<Outcome>(decideAndWrite: () => Promise<Outcome>): Promise<Outcome> {
  const attempts = 8
  for (let attempt = 1; ; attempt++) {
    try {
      return await decideAndWrite()
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw error
    }
  }
}

/** Texts as the rows of a table, one bound parameter however many there are: D1 takes a hundred in a query. */
export function eachOf(texts: readonly string[]) {
  return sql<{
    place: number
    value: string
  }>`(select key as place, value from json_each(${JSON.stringify(texts)}))`
}

/** Texts for `in`, one bound parameter however many there are. */
export function anyOf(texts: readonly string[]) {
  return sql<string>`(select value from json_each(${JSON.stringify(texts)}))`
}

/** A constraint of the schema refused the batch; the wording is SQLite's own, on D1 too. */
export function isConflict(error: unknown): boolean {
  return (
    error instanceof AppError &&
    error.cause instanceof Error &&
    / constraint failed: /.test(error.cause.message)
  )
}

async function reported<Value>(running: Promise<Value>): Promise<Value> {
  try {
    return await running
  } catch (error) {
    throw asAppError(error, 'archive-failed')
  }
}

function reportFailures({ dialect, giveWay }: SqlEngine): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: db => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => {
      const driver = dialect.createDriver()
      const acquire = driver.acquireConnection.bind(driver)
      driver.acquireConnection = async options => {
        await giveWay?.()
        const connection = await acquire(options)
        return {
          executeQuery: (query, queryOptions) => reported(connection.executeQuery(query, queryOptions)),
          streamQuery: (query, chunkSize, queryOptions) =>
            connection.streamQuery(query, chunkSize, queryOptions),
        }
      }
      return driver
    },
  }
}
