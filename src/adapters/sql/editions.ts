import { type Compilable, type Kysely, sql } from 'kysely'
import { anyOf, eachOf } from './database.ts'
import type { Schema } from './schema.ts'

/** Takes the next position in those of these editions where the article has none yet, and raises every version. */
export function placed(db: Kysely<Schema>, slugs: readonly string[], id: string): Compilable[] {
  return [
    db
      .insertInto('editions')
      .columns(['slug', 'count', 'version'])
      .expression(
        db
          .selectFrom(eachOf(slugs).as('wanted'))
          .select(['wanted.value', sql.lit(0).as('count'), sql.lit(0).as('version')])
          .where(sql<boolean>`true`),
      )
      .onConflict(conflict => conflict.doNothing()),
    db
      .insertInto('edition_entries')
      .columns(['slug', 'position', 'article_id', 'published_ms'])
      .expression(
        db
          .selectFrom(['editions', 'articles'])
          .select([
            'editions.slug',
            sql<number>`editions.count + 1`.as('position'),
            'articles.id',
            'published_ms',
          ])
          .where('editions.slug', 'in', anyOf(slugs))
          .where('articles.id', '=', id),
      )
      .onConflict(conflict => conflict.columns(['article_id', 'slug']).doNothing()),
    ...versionsRaised(db, id, sql<boolean>`true`),
  ]
}

/** Raises the archive's version and that of every edition which holds the article, if `condition` holds for its row. */
export function versionsRaised(
  db: Kysely<Schema>,
  id: string,
  condition: ReturnType<typeof sql<boolean>>,
): Compilable[] {
  const changing = db.selectFrom('articles').select('id').where('id', '=', id).where(condition)
  return [
    db
      .updateTable('counters')
      .set({ archive_version: sql`archive_version + 1` })
      .where(({ exists }) => exists(changing)),
    db
      .updateTable('editions')
      .set({
        count: sql`(select max(position) from edition_entries where slug = editions.slug)`,
        version: sql`(select archive_version from counters)`,
      })
      .where(
        'slug',
        'in',
        db.selectFrom('edition_entries').select('slug').where('article_id', 'in', changing),
      ),
  ]
}

export async function isTaken(
  db: Kysely<Schema>,
  column: 'id' | 'entry_id',
  value: string,
): Promise<boolean> {
  const row = await db.selectFrom('articles').select('id').where(column, '=', value).executeTakeFirst()
  return row !== undefined
}

/** The number of an article's latest revision, which is not the present one where it waits for the operator. */
export const lastRevision = sql<number>`(
  select max(revision) from revisions as each where each.article_id = articles.id
)`.as('last_revision')

// The hyphen's successor ends the range of the slugs that begin with `source-`.
export const sourceIds = sql<string>`(
  select json_group_array(substr(each.slug, 8)) from edition_entries as each
  where each.article_id = articles.id and each.slug >= 'source-' and each.slug < 'source.'
)`.as('source_ids')

/** Each article with the revision that is shown of it. */
export function presentRevision(db: Kysely<Schema>) {
  return db
    .selectFrom('articles')
    .innerJoin('revisions', join =>
      join
        .onRef('revisions.article_id', '=', 'articles.id')
        .onRef('revisions.revision', '=', 'articles.revision'),
    )
}

export function presentRevisions(db: Kysely<Schema>) {
  return presentRevision(db)
    .selectAll('revisions')
    .select([
      'articles.id',
      'articles.entry_id',
      'articles.published_ms',
      'articles.updated_ms',
      'articles.archived_ms as first_archived_ms',
      'articles.pinned',
      'articles.withdrawn_ms',
      'articles.withdrawn_reason',
      'articles.vanished_ms',
      lastRevision,
      sourceIds,
    ])
}

export function editionArticles(db: Kysely<Schema>, slug: string) {
  return presentRevisions(db)
    .innerJoin('edition_entries as place', 'place.article_id', 'articles.id')
    .where('place.slug', '=', slug)
}

export function editionSummaries(db: Kysely<Schema>) {
  return db.selectFrom('editions').select(['slug', 'count', 'version', 'defined_ms as definedAtMs'])
}
