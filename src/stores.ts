import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createDeskFetch } from './adapters/node/desk-fetch.ts'
import { schemaOfFile } from './adapters/node/kept-copy.ts'
import { readNdjsonStore, writeNdjsonStore } from './adapters/node/ndjson-store.ts'
import { openSqlite } from './adapters/node/sqlite.ts'
import { presentSchema } from './adapters/sql/migrations.ts'
import { createSqlStore } from './adapters/sql/store.ts'
import { openRemoteStore } from './adapters/web/remote-store.ts'
import { AppError } from './core/errors.ts'
import type { Store } from './ports/store.ts'
import { readOperatorToken } from './read-operator-token.ts'

/**
 * Opens a store by its name: an address, a file of lines, or a file of SQLite.
 * @param use to read it, which leaves it in the schema that it has, or a new one in the schema of what it is to hold.
 */
export async function openStore(
  target: string,
  use: 'read' | { readonly schema: number },
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Store> {
  if (/^https?:\/\//.test(target)) {
    const token = await readOperatorToken(target, environment)
    return openRemoteStore({ base: target, token, fetch: createDeskFetch() })
  }
  if (use === 'read' && !existsSync(target))
    throw new AppError('archive-failed', `there is no store ${target}`)
  await mkdir(dirname(target), { recursive: true })
  if (target.endsWith('.ndjson'))
    return use === 'read' ? readNdjsonStore(target) : writeNdjsonStore(target, use.schema)
  const schema = use === 'read' ? 0 : Math.min(use.schema, presentSchema)
  return createSqlStore(await openSqlite(target, { schema }))
}

/** The schema of an archive's file, null where there is none yet, and the one of this program. */
export function readSchema(file: string) {
  return { found: schemaOfFile(file), present: presentSchema }
}
