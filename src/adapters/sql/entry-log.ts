import { type Compilable, type Kysely, type Selectable, sql } from 'kysely'
import type { KeyedEntry, PendingEntry } from '../../ports/archive.ts'
import { anyOf, eachOf } from './database.ts'
import type { Schema } from './schema.ts'

/** Those entries that have not been settled or postponed as they are, in the order given. */
export async function withoutKnown(
  db: Kysely<Schema>,
  sourceId: string,
  entries: readonly KeyedEntry[],
): Promise<readonly KeyedEntry[]> {
  const keys = anyOf(entries.map(entry => entry.key))
  const rows = await db
    .selectFrom('settled_entries')
    .select(['key', 'fingerprint'])
    .where('source_id', '=', sourceId)
    .where('key', 'in', keys)
    .unionAll(
      db
        .selectFrom('pending_entries')
        .select(['key', 'fingerprint'])
        .where('source_id', '=', sourceId)
        .where('key', 'in', keys),
    )
    .execute()
  const known = new Map<string, string[]>()
  for (const { key, fingerprint } of rows) known.set(key, [...(known.get(key) ?? []), fingerprint])
  return entries.filter(({ key, fingerprint }) => !known.get(key)?.includes(fingerprint))
}

export function postponed(
  db: Kysely<Schema>,
  sourceId: string,
  { key, fingerprint, entry }: KeyedEntry,
  retryAtMs: number,
): Compilable {
  const now = { fingerprint, entry: JSON.stringify(entry), retry_ms: retryAtMs }
  return db
    .insertInto('pending_entries')
    .values({ source_id: sourceId, key, attempts: 1, ...now })
    .onConflict(conflict =>
      conflict
        .columns(['source_id', 'key'])
        .doUpdateSet(({ eb }) => ({ ...now, attempts: eb('pending_entries.attempts', '+', 1) })),
    )
}

// D1 takes two megabytes in a parameter, and an entry may bring its whole text.
const entriesPerQuery = 20

/** Keeps entries for whoever takes them, without an attempt counted. */
export function reserved(
  db: Kysely<Schema>,
  sourceId: string,
  entries: readonly KeyedEntry[],
  untilMs: number,
): Compilable[] {
  const queries: Compilable[] = []
  for (let start = 0; start < entries.length; start += entriesPerQuery) {
    const texts = entries
      .slice(start, start + entriesPerQuery)
      .map(({ key, fingerprint, entry }) => JSON.stringify([key, fingerprint, JSON.stringify(entry)]))
    queries.push(
      db
        .insertInto('pending_entries')
        .columns(['source_id', 'key', 'fingerprint', 'entry', 'attempts', 'retry_ms'])
        .expression(
          db
            .selectFrom(eachOf(texts).as('given'))
            .select([
              sql.val(sourceId).as('source_id'),
              sql<string>`given.value ->> 0`.as('key'),
              sql<string>`given.value ->> 1`.as('fingerprint'),
              sql<string>`given.value ->> 2`.as('entry'),
              sql.lit(0).as('attempts'),
              sql.val(untilMs).as('retry_ms'),
            ])
            // Parts `on conflict` from a join (SQLite, "parsing ambiguity" of UPSERT).
            .where(sql<boolean>`true`),
        )
        .onConflict(conflict =>
          conflict.columns(['source_id', 'key']).doUpdateSet(({ ref }) => ({
            fingerprint: ref('excluded.fingerprint'),
            entry: ref('excluded.entry'),
            retry_ms: ref('excluded.retry_ms'),
          })),
        ),
    )
  }
  return queries
}

/** Entries that wait, whatever their time, in the order of the keys. */
export async function waiting(
  db: Kysely<Schema>,
  sourceId: string,
  keys: readonly string[],
): Promise<readonly PendingEntry[]> {
  const rows = await db
    .selectFrom(eachOf(keys).as('wanted'))
    .innerJoin('pending_entries', 'pending_entries.key', 'wanted.value')
    .selectAll('pending_entries')
    .where('source_id', '=', sourceId)
    .orderBy('wanted.place')
    .execute()
  return rows.map(toPending)
}

export async function pending(
  db: Kysely<Schema>,
  sourceId: string,
  nowMs: number,
): Promise<readonly PendingEntry[]> {
  const rows = await db
    .selectFrom('pending_entries')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where('retry_ms', '<=', nowMs)
    .orderBy('retry_ms')
    .orderBy('key')
    .execute()
  return rows.map(toPending)
}

function toPending(row: Selectable<Schema['pending_entries']>): PendingEntry {
  return {
    key: row.key,
    fingerprint: row.fingerprint,
    entry: JSON.parse(row.entry),
    attempts: row.attempts,
    retryAtMs: row.retry_ms,
  }
}

export function settled(
  db: Kysely<Schema>,
  sourceId: string,
  { entry, nowMs }: { readonly entry: KeyedEntry; readonly nowMs: number },
): Compilable[] {
  const { key, fingerprint } = entry
  return [
    db
      .insertInto('settled_entries')
      .values({ source_id: sourceId, key, fingerprint, settled_ms: nowMs })
      .onConflict(conflict =>
        conflict.columns(['source_id', 'key']).doUpdateSet({ fingerprint, settled_ms: nowMs }),
      ),
    db.deleteFrom('pending_entries').where('source_id', '=', sourceId).where('key', '=', key),
  ]
}
