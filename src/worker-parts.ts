import { createSqlArchive } from './adapters/sql/archive.ts'
import { createSqlAuditLog } from './adapters/sql/audit-log.ts'
import { createSqlMeasurementLog } from './adapters/sql/measurement-log.ts'
import { createSqlMirrorLog } from './adapters/sql/mirror-log.ts'
import { createSqlNoticeLog } from './adapters/sql/notice-log.ts'
import { createSqlPublisher } from './adapters/sql/publisher.ts'
import { createSqlSourceLog } from './adapters/sql/source-log.ts'
import { createSqlStore } from './adapters/sql/store.ts'
import { createSqlWorkLog } from './adapters/sql/work-log.ts'
import { createWebCompressor } from './adapters/web/compressor.ts'
import { createLog } from './adapters/web/log.ts'
import { createSigner } from './adapters/web/signer.ts'
import { openD1 } from './adapters/workers/d1.ts'
import { workBudgets } from './adapters/workers/limits.ts'
import { createR2Publisher } from './adapters/workers/r2-publisher.ts'
import type { Config } from './config/config.ts'
import { originOf, siteOf } from './config/site.ts'
import { seedMirrors } from './operations/change-mirror.ts'
import type { Clock } from './ports/clock.ts'
import type { WorkerEnv } from './worker-env.ts'

/** Everything that a Worker is made of, over one archive in D1. */
export type WorkerParts = Awaited<ReturnType<typeof openWorkerParts>>

/** @throws AppError `archive-failed`, `config-invalid` for a signing key that is none. */
export async function openWorkerParts(config: Config, env: WorkerEnv, clock: Clock) {
  const database = await openD1(env.ARCHIVE)
  const parts = {
    archive: createSqlArchive(database),
    sourceLog: createSqlSourceLog(database),
    mirrorLog: createSqlMirrorLog(database),
    measurementLog: createSqlMeasurementLog(database),
    auditLog: createSqlAuditLog(database),
    noticeLog: createSqlNoticeLog(database),
    workLog: createSqlWorkLog(database),
    store: createSqlStore(database),
    actor: 'edge',
    publisher: env.PUBLISHED === undefined ? createSqlPublisher(database) : createR2Publisher(env.PUBLISHED),
    compressor: createWebCompressor(),
    signer:
      config.signing === null
        ? null
        : await createSigner(config.signing.key(), config.signing.delegation?.()),
    site: siteOf(config),
    originOf: (host: string) => originOf(host, config.server),
    aggregators: config.aggregators,
    clock,
    // The platform keeps what is written to the console; a line is an event.
    log: createLog({ write: line => console.log(line.trimEnd()) }, clock),
    budget: workBudgets[config.edge.plan],
  }
  // An archive that is being brought has mirrors of its own.
  if ((await parts.workLog.heldUntilMs()) <= clock.nowMs()) await seedMirrors(config.mirrors, parts)
  return parts
}
