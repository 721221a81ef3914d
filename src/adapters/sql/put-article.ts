import { type Compilable, type Kysely, sql } from 'kysely'
import type { Article } from '../../core/article/article.ts'
import {
  articleIds,
  entryIds,
  firstPublishedMs,
  firstUpdatedMs,
  mayRevise,
  revisedAtMs,
} from '../../core/article/revision.ts'
import { editionsOf } from '../../core/feed/edition.ts'
import type { KeyedEntry, PutOutcome } from '../../ports/archive.ts'
import { toRevisionRow } from './article-row.ts'
import { anyOf, eachOf, type SqlDatabase } from './database.ts'
import { readRules } from './edition-rules.ts'
import { isTaken, lastRevision, placed } from './editions.ts'
import * as entries from './entry-log.ts'
import type { Schema } from './schema.ts'
import { indexed } from './search-index.ts'

/** Decides on what is known now; a constraint refuses the batch if another writer has changed that meanwhile. */
export async function putArticle(
  database: SqlDatabase,
  article: Article,
  { entry, nowMs }: { entry?: KeyedEntry; nowMs: number },
): Promise<PutOutcome> {
  const { db } = database
  const [known, { rules, guard }] = await Promise.all([findKnown(db, article.identity.keys), readRules(db)])
  const slugs = editionsOf(article, rules)
  const settling = entry === undefined ? [] : entries.settled(db, article.sourceId, { entry, nowMs })
  if (known === undefined) {
    const id = await firstFree(db, 'id', articleIds(article.identity))
    const entryId = await firstFree(db, 'entry_id', entryIds(article.identity))
    await database.batch([guard, ...added(db, article, { id, entryId, slugs, nowMs }), ...settling])
    return { status: 'new', id }
  }
  const { id } = known
  const aliasing = aliased(db, article, id).onConflict(conflict => conflict.doNothing())
  const isSame = [known.upstream_hash, known.content_hash].includes(article.contentHash)
  const present = { sourceId: known.source_id, method: known.method, text: known.text }
  if (known.withdrawn_ms !== null || isSame || !mayRevise(present, article)) {
    // A second source that announces the article has it in its own edition too.
    const isPlaced = known.withdrawn_ms !== null || (await isInEditions(db, id, slugs))
    await database.batch([guard, aliasing, ...(isPlaced ? [] : placed(db, slugs, id)), ...settling])
    return { status: 'unchanged', id }
  }
  const revision = known.last_revision + 1
  const row = toRevisionRow(article, { id, revision, nowMs })
  if (known.made_by === 'operator') {
    await database.batch([
      db.insertInto('revisions').values(row),
      db.updateTable('articles').set({ upstream_hash: article.contentHash }).where('id', '=', id),
      aliasing,
      ...settling,
    ])
    return { status: 'held', id }
  }
  const dates = { updatedMs: known.updated_ms, archivedAtMs: known.archived_ms }
  await database.batch([
    guard,
    db
      .updateTable('articles')
      .set({
        revision,
        updated_ms: revisedAtMs(article, dates, nowMs),
        content_hash: article.contentHash,
        upstream_hash: article.contentHash,
      })
      .where('id', '=', id),
    db.insertInto('revisions').values(row),
    ...indexed(db, article, id),
    aliasing,
    ...placed(db, slugs, id),
    ...settling,
  ])
  return { status: 'revised', id }
}

function added(
  db: Kysely<Schema>,
  article: Article,
  { id, entryId, slugs, nowMs }: { id: string; entryId: string; slugs: readonly string[]; nowMs: number },
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
    upstream_hash: article.contentHash,
    checked_ms: nowMs,
    vanished_ms: null,
    pinned: 0,
    withdrawn_ms: null,
    withdrawn_reason: null,
  }
  return [
    db.insertInto('articles').values(row),
    db.insertInto('revisions').values(toRevisionRow(article, { id, revision: 1, nowMs })),
    ...indexed(db, article, id),
    aliased(db, article, id),
    ...placed(db, slugs, id),
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

/** The article that the strongest known key leads to. */
function findKnown(db: Kysely<Schema>, keys: readonly string[]) {
  return db
    .selectFrom(eachOf(keys).as('wanted'))
    .innerJoin('aliases', 'aliases.key', 'wanted.value')
    .innerJoin('articles', 'articles.id', 'aliases.article_id')
    .innerJoin('revisions', join =>
      join
        .onRef('revisions.article_id', '=', 'articles.id')
        .onRef('revisions.revision', '=', 'articles.revision'),
    )
    .select([
      'articles.id',
      'articles.updated_ms',
      'articles.archived_ms',
      'articles.content_hash',
      'articles.upstream_hash',
      'articles.withdrawn_ms',
      'revisions.source_id',
      'revisions.method',
      'revisions.made_by',
      'revisions.text',
      lastRevision,
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
