import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { accountName } from './adapters/node/account-name.ts'
import { systemClock } from './adapters/node/clock.ts'
import { createNodeCompressor } from './adapters/node/compressor.ts'
import { createExtractorPool } from './adapters/node/extractor.ts'
import { createFetcher } from './adapters/node/fetcher.ts'
import { createHub, type HubOptions } from './adapters/node/hub.ts'
import { createMailSender } from './adapters/node/mail-sender.ts'
import { createOutlook } from './adapters/node/outlook.ts'
import { openSqlite } from './adapters/node/sqlite.ts'
import { createSqlArchive } from './adapters/sql/archive.ts'
import { createSqlAuditLog } from './adapters/sql/audit-log.ts'
import { createSqlMeasurementLog } from './adapters/sql/measurement-log.ts'
import { createSqlMirrorLog } from './adapters/sql/mirror-log.ts'
import { createSqlNoticeLog } from './adapters/sql/notice-log.ts'
import { createSqlPublisher } from './adapters/sql/publisher.ts'
import { createSqlSourceLog } from './adapters/sql/source-log.ts'
import { createSqlWorkLog } from './adapters/sql/work-log.ts'
import { createLog } from './adapters/web/log.ts'
import { createSigner } from './adapters/web/signer.ts'
import type { Config } from './config/config.ts'
import { originOf, siteOf } from './config/site.ts'
import { seedMirrors } from './operations/change-mirror.ts'
import { createHubTeller, type HubTeller, type HubTellerDeps } from './operations/hub-teller.ts'
import type { Clock } from './ports/clock.ts'
import type { Extractor } from './ports/extractor.ts'
import type { Hub } from './ports/hub.ts'
import type { Log } from './ports/log.ts'
import type { OpenMailbox } from './ports/mailbox.ts'
import type { Upgrade } from './ports/store.ts'
import { openSiteBook } from './site-books.ts'

export interface NodeOptions {
  /** Default: the machine's. */
  readonly clock?: Clock
  /** Default: JSON lines on stderr. */
  readonly log?: Log
  /** Default: worker threads. */
  readonly extractor?: Extractor
  /** Told of an archive that was brought to the present schema; so is the log. */
  readonly onUpgrade?: (upgrade: Upgrade) => void
}

/** Its library is loaded by whoever asks for a mailbox, which few do. */
const openMailbox: OpenMailbox = async options => {
  const adapter = await import('./adapters/node/mailbox.ts')
  return adapter.openMailbox(options)
}

/** Everything that a machine's process is made of, over one archive. */
export type NodeParts = Awaited<ReturnType<typeof openNodeParts>>

/** @throws AppError `archive-failed`, `secret-missing`, `config-invalid` for a signing key that is none. */
export async function openNodeParts(
  config: Config,
  {
    clock = systemClock,
    log = createLog(process.stderr, clock),
    extractor = createExtractorPool(),
    onUpgrade,
  }: NodeOptions,
) {
  const signer =
    config.signing === null ? null : await createSigner(config.signing.key(), config.signing.delegation?.())
  await mkdir(dirname(config.store.file), { recursive: true })
  const database = await openSqlite(config.store.file, {
    onUpgrade(upgrade) {
      log.write({ event: 'archive-upgraded', ...upgrade })
      onUpgrade?.(upgrade)
    },
  })
  const connectTimeoutSeconds = Math.min(10, config.limits.timeoutSeconds)
  const limits = { ...config.limits, connectTimeoutSeconds }
  const fetcher = createFetcher({ clock, userAgent: config.userAgent, proxy: config.proxy, limits })
  const parts = {
    archive: createSqlArchive(database),
    writeAside: () => database.writeAside(),
    sourceLog: createSqlSourceLog(database),
    mirrorLog: createSqlMirrorLog(database),
    measurementLog: createSqlMeasurementLog(database),
    auditLog: createSqlAuditLog(database),
    noticeLog: createSqlNoticeLog(database),
    actor: accountName(),
    publisher: createSqlPublisher(database),
    compressor: createNodeCompressor(),
    extractor,
    siteBook: openSiteBook(config),
    fetcher,
    outlook: createOutlook({ fetcher }),
    openMailSender: createMailSender,
    openMailbox,
    site: siteOf(config),
    channels: config.channels,
    aggregators: config.aggregators,
    originOf: (host: string) => originOf(host, config.server),
    signer,
    clock,
    log,
  }
  await seedMirrors(config.mirrors, parts)
  await parts.archive.defineEditions(config.feeds, clock.nowMs())
  const workLog = createSqlWorkLog(database)
  return { ...parts, ...createPush(config, limits, { ...parts, workLog }) }
}

/** What tells the operator's hub of changed feeds; nothing where there is none. */
function createPush(
  { aggregators, server, userAgent, proxy }: Config,
  limits: HubOptions['limits'],
  deps: Omit<HubTellerDeps, 'hub' | 'base'>,
): { hub: Hub | null; hubTeller: HubTeller | null } {
  if (aggregators === null || aggregators.hub === null) return { hub: null, hubTeller: null }
  const hub = createHub({ url: aggregators.hub, userAgent, proxy, limits })
  return { hub, hubTeller: createHubTeller({ ...deps, hub, base: originOf(aggregators.host, server) }) }
}
