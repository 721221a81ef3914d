import { type Compilable, type Kysely, sql } from 'kysely'
import type { Article } from '../../core/article/article.ts'
import {
  articleIds,
  entryIds,
  firstPublishedMs,
  firstUpdatedMs,
  revisedAtMs,
} from '../../core/article/revision.ts'
import { editionsOf } from '../../core/feed/edition.ts'
import type { Archive, KeyedEntry, PutOutcome } from '../../ports/archive.ts'
import { findFaults } from './archive-faults.ts'
import { emptied, toArchivedArticle, toRevisionRow } from './article-row.ts'
import { anyOf, eachOf, retryOnConflict, type SqlDatabase } from './database.ts'
import * as entries from './entry-log.ts'
import type { Schema } from './schema.ts'

/** An archive in SQLite or D1. Closing it closes the database, for the other ports on it too. */
export function createSqlArchive(database: SqlDatabase): Archive {
  const { db } = database
  return {
    async version() {
      const row = await db.selectFrom('counters').select('archive_version').executeTakeFirstOrThrow()
      return row.archive_version
    },

    withoutKnown: (sourceId, keyed) => entries.withoutKnown(db, sourceId, keyed),
    put: (article, options) => retryOnConflict(() => put(database, article, options)),
    postpone: (sourceId, entry, retryAtMs) =>
      database.batch([entries.postponed(db, sourceId, entry, retryAtMs)]),
    pending: (sourceId, nowMs) => entries.pending(db, sourceId, nowMs),
    settle: (sourceId, entry) => database.batch(entries.settled(db, sourceId, entry)),

    async find(id) {
      const row = await presentRevisions(db).where('articles.id', '=', id).executeTakeFirst()
      return row === undefined ? null : toArchivedArticle(row)
    },
    async range(slug, from, to) {
      const rows = await editionArticles(db, slug)
        .where('place.position', '>=', from)
        .where('place.position', '<=', to)
        .orderBy('place.position')
        .execute()
      return rows.map(toArchivedArticle)
    },
    async newest(slug, limit, offset = 0) {
      const rows = await editionArticles(db, slug)
        .where('articles.withdrawn_ms', 'is', null)
        .orderBy('place.published_ms', 'desc')
        .orderBy('place.position', 'desc')
        .limit(limit)
        .offset(offset)
        .execute()
      return rows.map(toArchivedArticle)
    },
    editions: () => db.selectFrom('editions').selectAll().orderBy('slug').execute(),
    async edition(slug) {
      const row = await db.selectFrom('editions').selectAll().where('slug', '=', slug).executeTakeFirst()
      return row ?? null
    },

    async withdraw(id, { reason, nowMs }) {
      if (!(await isTaken(db, 'id', id))) return false
      const change = { withdrawn_ms: nowMs, withdrawn_reason: reason, content_hash: '' }
      await database.batch([
        ...versionsRaised(db, id, sql<boolean>`withdrawn_ms is null`),
        db.updateTable('revisions').set(emptied).where('article_id', '=', id),
        db.updateTable('articles').set(change).where('id', '=', id).where('withdrawn_ms', 'is', null),
      ])
      await database.scrub()
      return true
    },
    async pin(id, pinned) {
      if (!(await isTaken(db, 'id', id))) return false
      const flag = pinned ? 1 : 0
      await database.batch([
        ...versionsRaised(db, id, sql<boolean>`pinned <> ${flag}`),
        db.updateTable('articles').set({ pinned: flag }).where('id', '=', id),
      ])
      return true
    },

    faults: () => findFaults(db),

    close: () => database.close(),
  }
}

/** Decides on what is known now; a constraint refuses the batch if another writer has changed that meanwhile. */
async function put(
  database: SqlDatabase,
  article: Article,
  { entry, nowMs }: { entry?: KeyedEntry; nowMs: number },
): Promise<PutOutcome> {
  const { db } = database
  const known = await findKnown(db, article.identity.keys)
  const settling = entry === undefined ? [] : entries.settled(db, article.sourceId, entry)
  if (known === undefined) {
    const id = await firstFree(db, 'id', articleIds(article.identity))
    const entryId = await firstFree(db, 'entry_id', entryIds(article.identity))
    await database.batch([...added(db, article, { id, entryId, nowMs }), ...settling])
    return { status: 'new', id }
  }
  const { id } = known
  const aliasing = aliased(db, article, id).onConflict(conflict => conflict.doNothing())
  if (known.withdrawn_ms !== null || known.content_hash === article.contentHash) {
    // A second source that announces the article has it in its own edition too.
    const isPlaced = known.withdrawn_ms !== null || (await isInEditions(db, id, editionsOf(article)))
    await database.batch([aliasing, ...(isPlaced ? [] : placed(db, article, id)), ...settling])
    return { status: 'unchanged', id }
  }
  const updatedMs = revisedAtMs(
    article,
    { updatedMs: known.updated_ms, archivedAtMs: known.archived_ms },
    nowMs,
  )
  const revision = known.revision + 1
  await database.batch([
    db
      .updateTable('articles')
      .set({ revision, updated_ms: updatedMs, content_hash: article.contentHash })
      .where('id', '=', id),
    db.insertInto('revisions').values(toRevisionRow(article, { id, revision, nowMs })),
    aliasing,
    ...placed(db, article, id),
    ...settling,
  ])
  return { status: 'revised', id }
}

function added(
  db: Kysely<Schema>,
  article: Article,
  { id, entryId, nowMs }: { id: string; entryId: string; nowMs: number },
): Compilable[] {
  const publishedMs = firstPublishedMs(article, nowMs)
  const row = {
    id,
    entry_id: entryId,
    published_ms: publishedMs,
    updated_ms: firstUpdatedMs(article, publishedMs, nowMs),
    archived_ms: nowMs,
    revision: 1,
    content_hash: article.contentHash,
    pinned: 0,
    withdrawn_ms: null,
    withdrawn_reason: null,
  }
  return [
    db.insertInto('articles').values(row),
    db.insertInto('revisions').values(toRevisionRow(article, { id, revision: 1, nowMs })),
    aliased(db, article, id),
    ...placed(db, article, id),
  ]
}

function aliased(db: Kysely<Schema>, { identity }: Article, id: string) {
  return db
    .insertInto('aliases')
    .columns(['key', 'article_id'])
    .expression(
      db
        .selectFrom(eachOf(identity.keys).as('wanted'))
        .select(['wanted.value', sql.val(id).as('article_id')])
        .distinct()
        // Parts `on conflict` from a join (SQLite, "parsing ambiguity" of UPSERT).
        .where(sql<boolean>`true`),
    )
}

/** Takes the next position in those of its editions where the article has none yet, and raises every version. */
function placed(db: Kysely<Schema>, article: Article, id: string): Compilable[] {
  const slugs = editionsOf(article)
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

/** Whether an article stands in every one of these editions. */
async function isInEditions(db: Kysely<Schema>, id: string, slugs: readonly string[]): Promise<boolean> {
  const { count } = await db
    .selectFrom('edition_entries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('article_id', '=', id)
    .where('slug', 'in', anyOf(slugs))
    .executeTakeFirstOrThrow()
  return count === new Set(slugs).size
}

/** Raises the archive's version and that of every edition which holds the article, if `condition` holds for its row. */
function versionsRaised(
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

/** The article that the strongest known key leads to. */
function findKnown(db: Kysely<Schema>, keys: readonly string[]) {
  return db
    .selectFrom(eachOf(keys).as('wanted'))
    .innerJoin('aliases', 'aliases.key', 'wanted.value')
    .innerJoin('articles', 'articles.id', 'aliases.article_id')
    .select([
      'articles.id',
      'articles.revision',
      'articles.updated_ms',
      'articles.archived_ms',
      'articles.content_hash',
      'articles.withdrawn_ms',
    ])
    .orderBy('wanted.place')
    .limit(1)
    .executeTakeFirst()
}

async function firstFree(
  db: Kysely<Schema>,
  column: 'id' | 'entry_id',
  candidates: Generator<string, never>,
): Promise<string> {
  let { value } = candidates.next()
  while (await isTaken(db, column, value)) value = candidates.next().value
  return value
}

async function isTaken(db: Kysely<Schema>, column: 'id' | 'entry_id', value: string): Promise<boolean> {
  const row = await db.selectFrom('articles').select('id').where(column, '=', value).executeTakeFirst()
  return row !== undefined
}

function presentRevisions(db: Kysely<Schema>) {
  return db
    .selectFrom('articles')
    .innerJoin('revisions', join =>
      join
        .onRef('revisions.article_id', '=', 'articles.id')
        .onRef('revisions.revision', '=', 'articles.revision'),
    )
    .selectAll('revisions')
    .select([
      'articles.id',
      'articles.entry_id',
      'articles.published_ms',
      'articles.updated_ms',
      'articles.archived_ms',
      'articles.pinned',
      'articles.withdrawn_ms',
      'articles.withdrawn_reason',
    ])
}

function editionArticles(db: Kysely<Schema>, slug: string) {
  return presentRevisions(db)
    .innerJoin('edition_entries as place', 'place.article_id', 'articles.id')
    .where('place.slug', '=', slug)
}
