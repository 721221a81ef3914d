import { env } from 'cloudflare:test'
import type { SqlDatabase } from '../../../src/adapters/sql/database.ts'
import { openD1 } from '../../../src/adapters/workers/d1.ts'

/**
 * The one D1 of a test file, emptied: its storage lasts from one test to the next. The tables that the full-text index is
 * made of go with it.
 */
export async function openEmptyD1(): Promise<SqlDatabase> {
  const d1 = env.ARCHIVE
  const { results } = await d1
    .prepare(
      `select name from sqlite_schema where type = 'table' and name not glob '_cf_*' and name not glob 'sqlite_*'
         and name not glob 'article_words_*'`,
    )
    .all<{ name: string }>()
  await d1.batch([
    d1.prepare('pragma defer_foreign_keys = on'),
    ...results.map(({ name }) => d1.prepare(`drop table "${name}"`)),
  ])
  return openD1(d1)
}
