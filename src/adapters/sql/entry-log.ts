import type { Compilable, Kysely } from 'kysely'
import type { KeyedEntry, PendingEntry } from '../../ports/archive.ts'
import { anyOf } from './database.ts'
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
  return rows.map(row => ({
    key: row.key,
    fingerprint: row.fingerprint,
    entry: JSON.parse(row.entry),
    attempts: row.attempts,
    retryAtMs: row.retry_ms,
  }))
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
