import { type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

/** What is wrong with the archive, a sentence for each fault: with the file itself first, then with what stands in it. */
export async function findFaults(db: Kysely<Schema>): Promise<readonly string[]> {
  const { rows } = await sql<Record<string, string>>`pragma quick_check`.execute(db)
  const damage = rows.flatMap(row => Object.values(row)).filter(text => text !== 'ok')
  return [...damage, ...(await findGaps(db)), ...(await findOrphans(db))]
}

/** Editions whose positions do not run from 1 to their count. */
async function findGaps(db: Kysely<Schema>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('editions')
    .leftJoin('edition_entries', 'edition_entries.slug', 'editions.slug')
    .select(({ fn }) => [
      'editions.slug',
      'editions.count',
      fn.count<number>('edition_entries.position').as('held'),
      fn.max<number | null>('edition_entries.position').as('last'),
    ])
    .groupBy(['editions.slug', 'editions.count'])
    .execute()
  return rows
    .filter(({ count, held, last }) => held !== count || (last ?? 0) !== count)
    .map(({ slug, count, held, last }) => `edition ${slug} counts ${count}, holds ${held}, ends at ${last}`)
}

/** Articles that lost their text or their place. */
async function findOrphans(db: Kysely<Schema>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('articles')
    .leftJoin('revisions', join =>
      join
        .onRef('revisions.article_id', '=', 'articles.id')
        .onRef('revisions.revision', '=', 'articles.revision'),
    )
    .leftJoin('edition_entries', join =>
      join.onRef('edition_entries.article_id', '=', 'articles.id').on('edition_entries.slug', '=', 'all'),
    )
    .select(['articles.id', 'revisions.revision', 'edition_entries.position'])
    .where(({ or, eb }) =>
      or([eb('revisions.revision', 'is', null), eb('edition_entries.position', 'is', null)]),
    )
    .execute()
  return rows.map(({ id, revision }) => `article ${id} has no ${revision === null ? 'text' : 'place'}`)
}
