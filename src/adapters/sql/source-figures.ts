import { type Kysely, sql } from 'kysely'
import type { SourceFigures } from '../../core/source/standing.ts'
import type { Schema } from './schema.ts'

// Enough to see weekends in what publishes ten times a day.
const datesRead = 200

/** What a source's articles and entries since then say of it. */
export async function readFigures(
  db: Kysely<Schema>,
  sourceId: string,
  sinceMs: number,
): Promise<SourceFigures> {
  const slug = `source-${sourceId}`
  const dates = await db
    .selectFrom('edition_entries')
    .select('published_ms')
    .where('slug', '=', slug)
    .orderBy('published_ms', 'desc')
    .limit(datesRead)
    .execute()
  const texts = await db
    .selectFrom('edition_entries as place')
    .innerJoin('articles', 'articles.id', 'place.article_id')
    .innerJoin('revisions', join =>
      join
        .onRef('revisions.article_id', '=', 'articles.id')
        .onRef('revisions.revision', '=', 'articles.revision'),
    )
    .select(['revisions.method', ({ fn }) => fn.countAll<number>().as('count')])
    .where('place.slug', '=', slug)
    .where('place.published_ms', '>=', sinceMs)
    .groupBy('revisions.method')
    .execute()
  const textless = await db
    .selectFrom('settled_entries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('source_id', '=', sourceId)
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
    .executeTakeFirstOrThrow()
  return {
    publishedMs: dates.map(date => date.published_ms),
    methods: {
      ...{ rules: 0, page: 0, feed: 0, 'feed-summary': 0 },
      ...Object.fromEntries(texts.map(({ method, count }) => [method, count])),
    },
    textless: textless.count,
  }
}
