import { hashHex } from '../core/digest.ts'
import { AppError } from '../core/errors.ts'
import type { Store, StoreRow } from '../ports/store.ts'

/** What was copied, and proved to be the same on both sides. */
export interface StoreCopy {
  readonly tables: readonly { readonly table: string; readonly rows: number }[]
  /** Of every row, whatever their order. */
  readonly hash: string
}

// Always one row, which is replaced.
const counters = 'counters'

// Written whenever readers ask, also while whoever pulls is held: carried over, and not compared.
const writtenByReaders: ReadonlySet<string> = new Set(['asked_hosts', 'manifests'])

/**
 * Copies a whole store into an empty one.
 * @param replaces empties the other first.
 * @throws AppError `archive-failed` where the other is not empty or older.
 */
export async function copyStore(from: Store, to: Store, replaces = false): Promise<void> {
  await refuseOtherSchema(from, to)
  if (replaces) await to.clear()
  else await refuseFull(to)
  for (const table of await from.tables())
    for await (const rows of pagesOf(from, table)) await to.write(table, rows)
}

/**
 * Reads both again and compares every row.
 * @throws AppError `archive-failed` where they differ: something was written meanwhile, or something broke.
 */
export async function compareStores(from: Store, to: Store): Promise<StoreCopy> {
  const tables: { table: string; rows: number }[] = []
  const hashes: string[] = []
  const names = new Set([...(await from.tables()), ...(await to.tables())])
  for (const table of [...names].filter(name => !writtenByReaders.has(name)).sort()) {
    const [own, other] = [await hashTable(from, table), await hashTable(to, table)]
    if (own.hash !== other.hash)
      throw new AppError(
        'archive-failed',
        `the copy of ${table} is not the same: ${own.rows} rows here, ${other.rows} there`,
        { next: 'Stop what writes into the archive, and do it again into an empty store.' },
      )
    // A file of lines does not know of a table without rows.
    if (own.rows === 0) continue
    tables.push({ table, rows: own.rows })
    hashes.push(`${table} ${own.hash}`)
  }
  return { tables, hash: hashHex(hashes.join('\n')) }
}

async function refuseOtherSchema(from: Store, to: Store): Promise<void> {
  const [own, other] = [await from.schema(), await to.schema()]
  if (own > other)
    throw new AppError('archive-failed', `it has schema ${own}, and where it is to go ${other}`, {
      next: 'Bring the other to the same version of tamizdat first.',
    })
  if (own < other)
    throw new AppError('archive-failed', `it has schema ${own}, and where it is to go ${other}`, {
      next: 'Upgrade it first: restore it into a new file, run any command over that, and carry the file.',
    })
}

async function refuseFull(to: Store): Promise<void> {
  for (const table of await to.tables()) {
    if (table === counters || (await to.read(table, 0)).length === 0) continue
    throw new AppError('archive-failed', `where it is to go is not empty: there are ${table}`, {
      next: 'Name a store that is new; what a Worker holds is replaced with --replace.',
    })
  }
}

async function* pagesOf(store: Store, table: string): AsyncGenerator<readonly StoreRow[]> {
  for (let offset = 0; ; ) {
    const rows = await store.read(table, offset)
    if (rows.length === 0) return
    yield rows
    offset += rows.length
  }
}

async function hashTable(store: Store, table: string): Promise<{ rows: number; hash: string }> {
  const hashes: string[] = []
  for await (const rows of pagesOf(store, table)) for (const row of rows) hashes.push(hashRow(row))
  return { rows: hashes.length, hash: hashHex(hashes.sort().join('\n')) }
}

function hashRow(row: StoreRow): string {
  return hashHex(
    JSON.stringify(
      Object.keys(row)
        .sort()
        .map(name => [name, row[name]]),
    ),
  )
}
