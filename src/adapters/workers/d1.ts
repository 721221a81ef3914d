import { D1Dialect } from 'kysely-d1'
import { createSqlDatabase, type SqlDatabase } from '../sql/database.ts'
import { migrate } from '../sql/migrations.ts'
import { indexOlder } from '../sql/search-index.ts'

/**
 * Opens an archive in Cloudflare D1 and brings it to the present schema.
 * @throws AppError `archive-failed` when D1 does not answer, or a newer program wrote it.
 */
export async function openD1(d1: D1Database): Promise<SqlDatabase> {
  const database = createSqlDatabase({
    dialect: new D1Dialect({ database: d1 }),
    batch: async queries => {
      await d1.batch(queries.map(({ sql, parameters }) => d1.prepare(sql).bind(...parameters)))
    },
    // Time Travel, D1's own history of up to thirty days, is out of our reach: a withdrawn text stays in it that long.
    scrub: async () => undefined,
  })
  await migrate(database)
  // A few at each start: an invocation may ask D1 fifty times and no more.
  await indexOlder(database)
  return database
}
