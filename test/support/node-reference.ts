import { createFixedClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryLog } from '../../src/adapters/memory/log.ts'
import { createNodeCompressor } from '../../src/adapters/node/compressor.ts'
import { openSqlite } from '../../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../../src/adapters/sql/archive.ts'
import { createSqlMirrorLog } from '../../src/adapters/sql/mirror-log.ts'
import { createSqlPublisher } from '../../src/adapters/sql/publisher.ts'
import { createSqlStore } from '../../src/adapters/sql/store.ts'
import { createSigner } from '../../src/adapters/web/signer.ts'
import { siteOf } from '../../src/config/site.ts'
import { createAnswerCount } from '../../src/http/answer-count.ts'
import { createAskedHosts } from '../../src/http/asked-hosts.ts'
import { createReadersApp } from '../../src/http/readers-app.ts'
import { seedMirrors } from '../../src/operations/change-mirror.ts'
import { createDocumentMemory } from '../../src/operations/document-memory.ts'
import type { StoreRow } from '../../src/ports/store.ts'
import { rfcKey } from '../contracts/signer.ts'
import { type Ask, fillReference, referenceConfig, referenceNowMs } from './reference-archive.ts'

/** A whole store as plain values. */
export interface StoreRows {
  readonly schema: number
  readonly tables: [string, StoreRow[]][]
}

/** The reference archive in SQLite, as Node serves it. */
export async function openNodeReference(): Promise<{ readonly ask: Ask; readonly rows: StoreRows }> {
  const database = await openSqlite(':memory:')
  const archive = createSqlArchive(database)
  await fillReference(archive)
  const parts = {
    archive,
    mirrorLog: createSqlMirrorLog(database),
    publisher: createSqlPublisher(database),
    compressor: createNodeCompressor(),
    signer: await createSigner(rfcKey),
    site: siteOf(referenceConfig),
    aggregators: null,
    channels: referenceConfig.channels,
    clock: createFixedClock(referenceNowMs),
    log: createMemoryLog(),
  }
  await seedMirrors(referenceConfig.mirrors, parts)
  const app = createReadersApp({
    ...parts,
    originOf: host => `https://${host}`,
    memory: createDocumentMemory(10_000_000),
    answers: createAnswerCount(),
    asked: createAskedHosts(),
  })
  const store = createSqlStore(database)
  const tables: [string, StoreRow[]][] = []
  for (const table of await store.tables()) {
    const rows: StoreRow[] = []
    for (let page = await store.read(table, 0); page.length > 0; page = await store.read(table, rows.length))
      rows.push(...page)
    tables.push([table, rows])
  }
  return {
    ask: async (host, path) => app.fetch(new Request(`https://${host}${path}`)),
    rows: { schema: await store.schema(), tables },
  }
}
