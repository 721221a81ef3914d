import { type Compilable, type Kysely, sql } from 'kysely'
import { formatDefinition, type RuleDefinition, ruledEditionsOf } from '../../core/feed/edition-rule.ts'
import type { DefineReport } from '../../ports/archive.ts'
import { anyOf, eachOf, type SqlDatabase } from './database.ts'
import { presentRevision, sourceIds } from './editions.ts'
import type { Schema } from './schema.ts'

export interface KnownRules {
  readonly rules: readonly RuleDefinition[]
  /** Has a constraint refuse the batch in which it stands once the rules are others. */
  readonly guard: Compilable
}

// In the order of the index; a list without rows is '[]' and not null.
const rulesText = sql<string>`(select json_group_array(json(rule)) from editions where rule is not null)`

/** The rules that editions are made by now. */
export async function readRules(db: Kysely<Schema>): Promise<KnownRules> {
  const { text } = await db.selectFrom('counters').select(rulesText.as('text')).executeTakeFirstOrThrow()
  // Null, which the column refuses.
  const guard = db
    .updateTable('counters')
    .set({ archive_version: sql`case when ${rulesText} = ${text} then archive_version end` })
  return { rules: JSON.parse(text), guard }
}

const articlesAtOnce = 200

/** Reads every article where a definition is another; a constraint refuses the batch if one has changed meanwhile. */
export async function defineEditions(
  database: SqlDatabase,
  rules: readonly RuleDefinition[],
  nowMs: number,
): Promise<DefineReport> {
  const { db } = database
  const { archive_version: version } = await db
    .selectFrom('counters')
    .select('archive_version')
    .executeTakeFirstOrThrow()
  const known = new Map((await readRules(db)).rules.map(rule => [rule.id, formatDefinition(rule)]))
  const changed = rules.filter(rule => known.get(rule.id) !== formatDefinition(rule))
  const dropped = [...known.keys()].filter(slug => !rules.some(rule => rule.id === slug))
  const rebuilt = changed.map(rule => rule.id)
  if (changed.length + dropped.length === 0) return { rebuilt, dropped }
  const members = changed.length === 0 ? new Map<string, string[]>() : await findMembers(db, changed)
  const emptied = anyOf([...rebuilt, ...dropped])
  await database.batch([
    // Null, which the column refuses, where another writer came first.
    db
      .updateTable('counters')
      .set({ archive_version: sql`case when archive_version = ${version} then ${version + 1} end` }),
    db.deleteFrom('edition_entries').where('slug', 'in', emptied),
    db.deleteFrom('editions').where('slug', 'in', emptied),
    ...changed.flatMap(rule => filled(db, rule, members.get(rule.id) ?? [], { version: version + 1, nowMs })),
  ])
  return { rebuilt, dropped }
}

/** An edition with these articles in it, from position 1 on. */
function filled(
  db: Kysely<Schema>,
  rule: RuleDefinition,
  ids: readonly string[],
  { version, nowMs }: { readonly version: number; readonly nowMs: number },
): readonly Compilable[] {
  const row = { slug: rule.id, count: ids.length, version, rule: formatDefinition(rule), defined_ms: nowMs }
  return [
    db.insertInto('editions').values(row),
    db
      .insertInto('edition_entries')
      .columns(['slug', 'position', 'article_id', 'published_ms'])
      .expression(
        db
          .selectFrom(eachOf(ids).as('wanted'))
          .innerJoin('articles', 'articles.id', 'wanted.value')
          .select([
            sql.val(rule.id).as('slug'),
            sql<number>`wanted.place + 1`.as('position'),
            'articles.id',
            'published_ms',
          ]),
      ),
  ]
}

/** By edition: the ids of its articles in the order of their archiving. */
async function findMembers(
  db: Kysely<Schema>,
  rules: readonly RuleDefinition[],
): Promise<ReadonlyMap<string, string[]>> {
  const members = new Map<string, string[]>(rules.map(rule => [rule.id, []]))
  const slugs = anyOf(rules.map(rule => rule.id))
  for (let after = 0; ; after += articlesAtOnce) {
    const rows = await presentRevision(db)
      .innerJoin('edition_entries as place', 'place.article_id', 'articles.id')
      .select(['articles.id', 'articles.withdrawn_ms', 'language', 'topics', 'title', 'text', sourceIds])
      .select(
        sql<string>`(select json_group_array(slug) from edition_entries as each
          where each.article_id = articles.id and slug in ${slugs})`.as('slugs'),
      )
      .where('place.slug', '=', 'all')
      .where('place.position', '>', after)
      .where('place.position', '<=', after + articlesAtOnce)
      .orderBy('place.position')
      .execute()
    for (const { id, withdrawn_ms, topics, source_ids, slugs: held, ...words } of rows) {
      const article = { ...words, topics: JSON.parse(topics), sourceIds: JSON.parse(source_ids) }
      // Of a withdrawn article no text is left to decide by: who was shown it is told of the withdrawal.
      const found: readonly string[] =
        withdrawn_ms === null ? ruledEditionsOf(article, rules) : JSON.parse(held)
      for (const slug of found) members.get(slug)?.push(id)
    }
    if (rows.length < articlesAtOnce) return members
  }
}
