import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createDeskFetch } from './adapters/node/desk-fetch.ts'
import { readNdjsonStore, writeNdjsonStore } from './adapters/node/ndjson-store.ts'
import { openSqlite } from './adapters/node/sqlite.ts'
import { createSqlStore } from './adapters/sql/store.ts'
import { openRemoteStore } from './adapters/web/remote-store.ts'
import { AppError } from './core/errors.ts'
import type { Store } from './ports/store.ts'
import { readOperatorToken } from './read-operator-token.ts'

/** Opens a store by its name: an address, a file of lines, or a file of SQLite. */
export async function openStore(
  target: string,
  mode: 'read' | 'new',
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Store> {
  if (/^https?:\/\//.test(target)) {
    const token = await readOperatorToken(target, environment)
    return openRemoteStore({ base: target, token, fetch: createDeskFetch() })
  }
  if (mode === 'read' && !existsSync(target))
    throw new AppError('archive-failed', `there is no store ${target}`)
  await mkdir(dirname(target), { recursive: true })
  if (!target.endsWith('.ndjson')) return createSqlStore(await openSqlite(target))
  return mode === 'read' ? readNdjsonStore(target) : writeNdjsonStore(target, await presentSchema())
}

async function presentSchema(): Promise<number> {
  const empty = createSqlStore(await openSqlite(':memory:'))
  const schema = await empty.schema()
  await empty.close()
  return schema
}
