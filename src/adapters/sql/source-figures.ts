import { type Kysely, sql } from 'kysely'
import type { SourceFigures } from '../../core/source/standing.ts'
import { anyOf } from './database.ts'
import type { Schema } from './schema.ts'

// Enough to see weekends in what publishes ten times a day.
const datesRead = 200

/** What the articles and entries of sources since then say of each; three queries, however many sources there are. */
export async function readFigures(
  db: Kysely<Schema>,
  sourceIds: readonly string[],
  sinceMs: number,
): Promise<ReadonlyMap<string, SourceFigures>> {
  if (sourceIds.length === 0) return new Map()
  const [dates, texts, textless] = [
    await readDates(db, sourceIds),
    await countMethods(db, sourceIds, sinceMs),
    await countTextless(db, sourceIds, sinceMs),
  ]
  return new Map(
    sourceIds.map(id => {
      const methods = texts.filter(row => row.slug === slugOf(id)).map(row => [row.method, row.count])
      return [
        id,
        {
          publishedMs: dates.get(id) ?? [],
          methods: { rules: 0, page: 0, feed: 0, 'feed-summary': 0, ...Object.fromEntries(methods) },
          textless: textless.get(id) ?? 0,
        },
      ]
    }),
  )
}

function slugOf(sourceId: string): string {
  return `source-${sourceId}`
}

/** Of each source its newest, read from the end of the index and no further. */
async function readDates(
  db: Kysely<Schema>,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  const { rows } = await sql<{ id: string; dates: string }>`
    select value as id, (
      select json_group_array(published_ms) from (
        select published_ms from edition_entries where slug = 'source-' || json_each.value
        order by published_ms desc limit ${sql.lit(datesRead)}
      )
    ) as dates
    from json_each(${JSON.stringify(sourceIds)})`.execute(db)
  return new Map(rows.map(({ id, dates }) => [id, JSON.parse(dates)]))
}

function countMethods(db: Kysely<Schema>, sourceIds: readonly string[], sinceMs: number) {
  return db
    .selectFrom('edition_entries as place')
    .innerJoin('articles', 'articles.id', 'place.article_id')
    .innerJoin('revisions', join =>
      join
        .onRef('revisions.article_id', '=', 'articles.id')
        .onRef('revisions.revision', '=', 'articles.revision'),
    )
    .select(['place.slug', 'revisions.method', ({ fn }) => fn.countAll<number>().as('count')])
    .where('place.slug', 'in', anyOf(sourceIds.map(slugOf)))
    .where('place.published_ms', '>=', sinceMs)
    .groupBy(['place.slug', 'revisions.method'])
    .execute()
}

async function countTextless(
  db: Kysely<Schema>,
  sourceIds: readonly string[],
  sinceMs: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('settled_entries')
    .select(['source_id', ({ fn }) => fn.countAll<number>().as('count')])
    .where('source_id', 'in', anyOf(sourceIds))
    .where('settled_ms', '>=', sinceMs)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('aliases')
            .select('aliases.key')
            .where('aliases.key', '=', sql<string>`'entry:' || source_id || ':' || settled_entries.key`),
        ),
      ),
    )
    .groupBy('source_id')
    .execute()
  return new Map(rows.map(row => [row.source_id, row.count]))
}
