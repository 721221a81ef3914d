import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError, messageOf } from '../../core/errors.ts'
import type { KeptCopy } from '../../ports/store.ts'

/** How an archive's file lies beside it, as it was before it was brought to a schema. */
const nameOf = (file: string, schema: number) => `${file}.before-${schema}`

/**
 * Keeps an archive's file as it is, before it is changed: whole or not at all, whenever the process is killed.
 * @returns the copy's name; one that an upgrade left which was cut short is kept, for it is the older.
 * @throws AppError `archive-failed` when there is no room for it.
 */
export async function keepCopy(
  connection: DatabaseSync,
  { file, from, to }: { readonly file: string; readonly from: number; readonly to: number },
): Promise<string> {
  const copy = nameOf(file, to)
  const kept = schemaOfFile(copy)
  if (kept !== null && kept > 0 && kept < from) return copy
  const part = `${copy}.${process.pid}.part`
  try {
    await rm(part, { force: true })
    connection.prepare('vacuum into ?').run(part)
    // Another process may have begun the upgrade meanwhile, and has then kept a copy of its own.
    if (schemaOfFile(part) === from) await putInPlace(part, copy)
  } catch (cause) {
    const reason = messageOf(cause)
    throw new AppError('archive-failed', `${file} was not upgraded: no copy of it could be kept: ${reason}`, {
      cause,
      next: 'Make room for as much again as it has: df -h shows how much there is.',
    })
  } finally {
    await rm(part, { force: true })
  }
  return copy
}

async function putInPlace(part: string, copy: string): Promise<void> {
  const handle = await open(part, 'r+')
  // As private as the archive: it holds hosts of closed channels.
  await handle.chmod(0o600)
  await handle.sync()
  await handle.close()
  await rename(part, copy)
  const folder = await open(dirname(copy))
  await folder.sync()
  await folder.close()
}

/** The copies that lie beside an archive, and what was left of those that did not come to an end. */
export async function listCopies(file: string): Promise<readonly KeptCopy[]> {
  const start = `${basename(file)}.before-`
  const names = await readdir(dirname(file))
  const copies = names.filter(name => name.startsWith(start)).map(name => join(dirname(file), name))
  return Promise.all(
    copies.sort().map(async copy => {
      const { size, mtimeMs } = await stat(copy)
      return { file: copy, bytes: size, madeAtMs: mtimeMs }
    }),
  )
}

/** The schema of a file of SQLite; 0 where it is no archive yet, null where there is no such file. */
export function schemaOfFile(file: string): number | null {
  let connection: DatabaseSync
  try {
    connection = new DatabaseSync(file, { readOnly: true, timeout: 10_000 })
  } catch {
    // What cannot be opened is refused, with the reason, by whoever opens it to use it.
    return null
  }
  try {
    return schemaOf(connection)
  } finally {
    connection.close()
  }
}

export function schemaOf(connection: DatabaseSync): number {
  const table = connection.prepare(`select 1 from sqlite_schema where name = 'migrations'`).get()
  if (table === undefined) return 0
  const version = connection.prepare('select max(version) as version from migrations').get()?.['version']
  return typeof version === 'number' ? version : 0
}
