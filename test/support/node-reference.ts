import { createFixedClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryLog } from '../../src/adapters/memory/log.ts'
import { createNodeCompressor } from '../../src/adapters/node/compressor.ts'
import { openSqlite } from '../../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../../src/adapters/sql/archive.ts'
import { createSqlMirrorLog } from '../../src/adapters/sql/mirror-log.ts'
import { createSqlPublisher } from '../../src/adapters/sql/publisher.ts'
import { createSigner } from '../../src/adapters/web/signer.ts'
import { siteOf } from '../../src/config/site.ts'
import { createAnswerCount } from '../../src/http/answer-count.ts'
import { createAskedHosts } from '../../src/http/asked-hosts.ts'
import { createReadersApp } from '../../src/http/readers-app.ts'
import { seedMirrors } from '../../src/operations/change-mirror.ts'
import { createDocumentMemory } from '../../src/operations/document-memory.ts'
import { rfcKey } from '../contracts/signer.ts'
import { type Ask, fillReference, referenceConfig, referenceNowMs } from './reference-archive.ts'

/** The reference archive in SQLite, as Node serves it. */
export async function openNodeReference(): Promise<Ask> {
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
  return async (host, path) => app.fetch(new Request(`https://${host}${path}`))
}
