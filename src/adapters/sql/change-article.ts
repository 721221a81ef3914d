import { type Compilable, type Kysely, sql } from 'kysely'
import type { Correction, Maker } from '../../core/article/article.ts'
import type { AuditAction, AuditLine } from '../../core/audit.ts'
import { editionsOf } from '../../core/feed/edition.ts'
import type { ByHand } from '../../ports/archive.ts'
import { emptied } from './article-row.ts'
import { recorded } from './audit-log.ts'
import type { SqlDatabase } from './database.ts'
import { readRules } from './edition-rules.ts'
import { isTaken, lastRevision, placed, versionsRaised } from './editions.ts'
import type { RevisionTable, Schema } from './schema.ts'
import { forgotten, indexed } from './search-index.ts'

// What the operator does by hand; each writes its line into the audit log in the same transaction.

export async function withdraw(
  database: SqlDatabase,
  id: string,
  { reason, ...by }: ByHand & { readonly reason: string | null },
): Promise<boolean> {
  const { db } = database
  const article = await db
    .selectFrom('articles')
    .select('withdrawn_ms')
    .where('id', '=', id)
    .executeTakeFirst()
  if (article === undefined) return false
  if (article.withdrawn_ms !== null) return true
  const change = {
    withdrawn_ms: by.nowMs,
    withdrawn_reason: reason,
    content_hash: '',
    upstream_hash: '',
  }
  await database.batch([
    ...versionsRaised(db, id, sql<boolean>`withdrawn_ms is null`),
    db.updateTable('revisions').set(emptied).where('article_id', '=', id),
    forgotten(db, id),
    db.updateTable('articles').set(change).where('id', '=', id).where('withdrawn_ms', 'is', null),
    recorded(db, lineOf('article-withdrawn', id, reason, by)),
  ])
  await database.scrub()
  return true
}

export async function pin(database: SqlDatabase, id: string, pinned: boolean, by: ByHand): Promise<boolean> {
  const { db } = database
  if (!(await isTaken(db, 'id', id))) return false
  const flag = pinned ? 1 : 0
  await database.batch([
    ...versionsRaised(db, id, sql<boolean>`pinned <> ${flag}`),
    db.updateTable('articles').set({ pinned: flag }).where('id', '=', id),
    recorded(db, lineOf(pinned ? 'article-pinned' : 'article-unpinned', id, null, by)),
  ])
  return true
}

export async function correct(
  database: SqlDatabase,
  id: string,
  correction: Correction,
  by: ByHand,
): Promise<boolean> {
  const { db } = database
  const present = await findPresent(db, id)
  if (present === undefined || present.withdrawn_ms !== null) return false
  const { contentHash, corrections, ...words } = correction
  const row: RevisionTable = {
    ...present.row,
    ...words,
    revision: present.last_revision + 1,
    archived_ms: by.nowMs,
    content_hash: contentHash,
    corrections: JSON.stringify(corrections),
    made_by: 'operator',
  }
  const detail = `revision ${row.revision}`
  await database.batch([
    db.insertInto('revisions').values(row),
    shown(db, id, row, by.nowMs),
    ...indexed(db, row, id),
    ...(await placedByRules(db, row, id)),
    recorded(db, lineOf('article-corrected', id, detail, by)),
  ])
  return true
}

export async function decide(database: SqlDatabase, id: string, take: Maker, by: ByHand): Promise<boolean> {
  const { db } = database
  const present = await findPresent(db, id)
  if (present === undefined || present.withdrawn_ms !== null) return false
  const waiting = await findRevision(db, id, present.last_revision)
  if (waiting === undefined || waiting.revision === present.row.revision) return false
  const detail = `revision ${waiting.revision}`
  if (take === 'upstream') {
    await database.batch([
      shown(db, id, waiting, by.nowMs),
      ...indexed(db, waiting, id),
      ...(await placedByRules(db, waiting, id)),
      recorded(db, lineOf('upstream-accepted', id, detail, by)),
    ])
    return true
  }
  // The same words under a later number: nothing waits behind them any more, and no reader sees a change.
  const kept = { ...present.row, revision: waiting.revision + 1 }
  await database.batch([
    db.insertInto('revisions').values(kept),
    db.updateTable('articles').set({ revision: kept.revision }).where('id', '=', id),
    recorded(db, lineOf('upstream-declined', id, detail, by)),
  ])
  return true
}

async function placedByRules(
  db: Kysely<Schema>,
  { source_id, topics, ...revision }: RevisionTable,
  id: string,
): Promise<readonly Compilable[]> {
  const { rules, guard } = await readRules(db)
  const article = { ...revision, sourceId: source_id, topics: JSON.parse(topics) }
  return [guard, ...placed(db, editionsOf(article, rules), id)]
}

/** Shows a revision from now on. */
function shown(
  db: Kysely<Schema>,
  id: string,
  { revision, content_hash }: RevisionTable,
  nowMs: number,
): Compilable {
  return db.updateTable('articles').set({ revision, content_hash, updated_ms: nowMs }).where('id', '=', id)
}

async function findPresent(db: Kysely<Schema>, id: string) {
  const article = await db
    .selectFrom('articles')
    .select(['revision', 'withdrawn_ms', lastRevision])
    .where('id', '=', id)
    .executeTakeFirst()
  if (article === undefined) return undefined
  const row = await findRevision(db, id, article.revision)
  return row === undefined ? undefined : { ...article, row }
}

function findRevision(db: Kysely<Schema>, id: string, revision: number) {
  return db
    .selectFrom('revisions')
    .selectAll()
    .where('article_id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
}

function lineOf(
  action: AuditAction,
  subject: string,
  detail: string | null,
  { actor, nowMs }: ByHand,
): AuditLine {
  return { atMs: nowMs, actor, action, subject, detail }
}
