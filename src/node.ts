import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { accountName } from './adapters/node/account-name.ts'
import { systemClock } from './adapters/node/clock.ts'
import { createNodeCompressor } from './adapters/node/compressor.ts'
import { createExtractorPool } from './adapters/node/extractor.ts'
import { createFetcher } from './adapters/node/fetcher.ts'
import { createHub, type HubOptions } from './adapters/node/hub.ts'
import { listen } from './adapters/node/listen.ts'
import { createMailSender } from './adapters/node/mail-sender.ts'
import { createMailer } from './adapters/node/mailer.ts'
import { createOutlook } from './adapters/node/outlook.ts'
import { createProber } from './adapters/node/prober.ts'
import { replaceFile } from './adapters/node/replace-file.ts'
import { scheduleEveryMinute } from './adapters/node/schedule.ts'
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
import { createWebhook } from './adapters/web/webhook.ts'
import type { PullOptions, Runtime, Serving } from './cli/runtime.ts'
import type { Config } from './config/config.ts'
import { originOf, siteOf } from './config/site.ts'
import { AppError } from './core/errors.ts'
import { createAnswerCount } from './http/answer-count.ts'
import { createAskedHosts } from './http/asked-hosts.ts'
import { strangersAnswer } from './http/error-response.ts'
import { createOperatorApp } from './http/operator-app.ts'
import { createReadersApp } from './http/readers-app.ts'
import { createWhereApp } from './http/where-app.ts'
import { seedMirrors } from './operations/change-mirror.ts'
import { createWatch } from './operations/doctor/watch.ts'
import { createDocumentMemory } from './operations/document-memory.ts'
import { createHubTeller, type HubTeller, type HubTellerDeps } from './operations/hub-teller.ts'
import { findAddress } from './operations/invite-reader.ts'
import { type ProbeOptions, probeMirrors } from './operations/probe-mirrors.ts'
import { publishEditions } from './operations/publish-editions.ts'
import { refreshSources } from './operations/refresh-sources.ts'
import { createTeller } from './operations/tell-operator.ts'
import { tendMirrors } from './operations/tend-mirrors.ts'
import { tick } from './operations/tick.ts'
import { writeAddressList } from './operations/write-address-list.ts'
import type { Clock } from './ports/clock.ts'
import type { Extractor } from './ports/extractor.ts'
import type { Hub } from './ports/hub.ts'
import type { Log } from './ports/log.ts'
import type { OpenMailbox } from './ports/mailbox.ts'
import type { Upgrade } from './ports/store.ts'
import { openSiteBook } from './site-books.ts'

const documentMemoryBytes = 64 * 1024 * 1024

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
type Parts = Awaited<ReturnType<typeof assemble>>

/**
 * The product on one machine: opens the archive and puts the configured mirrors into the pool.
 * @throws AppError `archive-failed`, `secret-missing`, `config-invalid` for a signing key that is none.
 */
export async function openNode(config: Config, options: NodeOptions = {}): Promise<Runtime> {
  const parts = await assemble(config, options)
  return {
    ...parts,
    config,
    pull: pullOptions => pull(config, parts, pullOptions),
    probe: probeOptions => probe(config, parts, { ...probeOptions, asksOoni: true }),
    serve: ({ signal }) => serve(config, parts, signal),
    async close() {
      await parts.extractor.close()
      await parts.fetcher.close()
      await parts.hub?.close()
      await parts.archive.close()
    },
  }
}

async function assemble(
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

async function pull(config: Config, parts: Parts, { sourceIds, ...options }: PullOptions) {
  const sources = sourceIds === undefined ? config.sources : sourceIds.map(id => findSource(id, config))
  const reports = await refreshSources(sources, parts, options)
  if (reports.some(report => report.status === 'changed')) {
    await publishEditions(parts, options)
    await parts.hubTeller?.tell(options.signal)
  }
  return reports
}

function probe(
  config: Config,
  parts: Parts,
  options: Omit<ProbeOptions, 'decides' | 'ooni'> & { readonly asksOoni: boolean },
) {
  const { vantagePoints, probing, limits } = config
  return probeMirrors(
    vantagePoints,
    { ...options, decides: probing.decides, ooni: options.asksOoni ? probing.ooni : null },
    {
      ...parts,
      prober: createProber({ allowPrivate: limits.allowPrivate }),
      memory: createDocumentMemory(documentMemoryBytes),
    },
  )
}

/** Probes on its own, beside whatever else happens, so that a slow network holds nothing up. */
function createProbing(config: Config, parts: Parts, signal: AbortSignal) {
  let dueAtMs = 0
  let ooniDay = 0
  let underWay: Promise<void> | null = null
  const run = async () => {
    // Public data has one new day a day.
    const today = Math.floor(parts.clock.nowMs() / 86_400_000)
    const asksOoni = today !== ooniDay
    ooniDay = today
    try {
      await probe(config, parts, { signal, asksOoni })
    } catch (error) {
      if (signal.aborted) return
      const kind = error instanceof AppError ? error.kind : 'unexpected'
      const message = error instanceof Error ? error.message : String(error)
      parts.log.write({ event: 'failure', kind, message })
    } finally {
      underWay = null
    }
  }
  return {
    /** Begins if it is time and nothing is under way. */
    tick(): void {
      const nowMs = parts.clock.nowMs()
      const { vantagePoints, probing } = config
      if (vantagePoints.length === 0 && probing.ooni === null) return
      if (underWay !== null || nowMs < dueAtMs) return
      dueAtMs = nowMs + probing.everyMinutes * 60_000
      underWay = run()
    },
    finished: async () => underWay ?? undefined,
  }
}

function findSource(id: string, { sources }: Config) {
  const source = sources.find(each => each.id === id)
  if (source !== undefined) return source
  throw new AppError('source-not-found', `there is no source "${id}"`, {
    next: `sources in the configuration: ${sources.map(each => each.id).join(', ')}`,
  })
}

function openTeller({ title, sources, sites, channels, mirrors, notices }: Config, parts: Parts) {
  const { webhook, mail } = notices
  const notifiers = [
    ...(webhook === null ? [] : [createWebhook(webhook)]),
    ...(mail === null ? [] : [createMailer(mail)]),
  ]
  const watch = createWatch({ ...parts, sources, sites, channels, seeds: mirrors })
  return createTeller({ ...parts, ...watch, title, notifiers })
}

async function serve(config: Config, parts: Parts, signal: AbortSignal): Promise<Serving> {
  parts.writeAside()
  const answers = createAnswerCount()
  const asked = createAskedHosts()
  const memory = createDocumentMemory(documentMemoryBytes)
  let publishedAtMs: number | null = null
  const readers = createReadersApp({
    ...parts,
    answers,
    memory,
    asked,
  })
  const operator = createOperatorApp({
    ...parts,
    answers,
    publishedAtMs: () => publishedAtMs,
    sources: config.sources,
    addressList: config.addressList,
    token: config.operator.token,
  })
  const refuse = strangersAnswer
  const readersListener = await listen(readers, { ...config.server, refuse })
  const listeners = [readersListener]
  const listenToo = async (
    app: { fetch(request: Request): Response | Promise<Response> },
    at: Config['operator'] | NonNullable<Config['where']>,
  ) => {
    const listener = await listen(app, { host: at.host, port: at.port, refuse }).catch(async error => {
      await Promise.all(listeners.map(each => each.close()))
      throw error
    })
    listeners.push(listener)
    return listener.port
  }
  const { port } = readersListener
  const operatorPort = await listenToo(operator, config.operator)
  const wherePort =
    config.where === null ? null : await listenToo(openWhere(config.where, parts), config.where)
  parts.log.write({ event: 'started', port, operatorPort })

  let listedEpoch: number | null = null
  const publishList = async () => {
    if (config.addressList !== null) listedEpoch = await renewList(config.addressList, listedEpoch, parts)
  }
  const probing = createProbing(config, parts, signal)
  const tell = openTeller(config, parts)
  let telling = Promise.resolve()
  const tickAll = async () => {
    probing.tick()
    // Aside: a mail server may take its time.
    telling = telling.then(tell)
    await tendMirrors(config.channels, asked.take(), parts)
    await publishList()
    await tick(config.sources, parts, signal)
  }
  // Readers are answered from the first moment; what is not written ahead yet is written when it is asked for.
  const begin = async () => {
    await publishEditions(parts, { signal })
    publishedAtMs = parts.clock.nowMs()
    await tickAll()
  }
  // Caught where it begins: a stop has other things to wait for before it comes to look.
  const unlessStopped = (work: Promise<void>) =>
    work.catch(error => {
      if (!signal.aborted) throw error
    })
  let underWay = unlessStopped(begin())
  const unschedule = scheduleEveryMinute(() => {
    underWay = unlessStopped(underWay.then(tickAll))
    return underWay
  })
  const stop = async () => {
    await aborted(signal)
    await unschedule()
    await probing.finished()
    await telling
    await Promise.all(listeners.map(each => each.close()))
    await tendMirrors(config.channels, asked.take(), parts)
    await underWay
    parts.log.write({ event: 'stopped' })
  }
  return { port, operatorPort, wherePort, stopped: stop() }
}

function openWhere({ perMinute }: NonNullable<Config['where']>, parts: Parts) {
  return createWhereApp({
    ...parts,
    perMinute,
    findAddress: secret => findAddress(secret, parts),
  })
}

/** Writes the public list once in each epoch, whether or not anything changed. */
async function renewList(
  { file, slots, everyHours }: NonNullable<Config['addressList']>,
  listedEpoch: number | null,
  { mirrorLog, clock, log, originOf }: Parts,
): Promise<number | null> {
  const epoch = Math.floor(clock.nowMs() / (everyHours * 3_600_000))
  if (epoch === listedEpoch) return epoch
  try {
    const list = await writeAddressList(mirrorLog, {
      slots,
      epoch,
      originOf,
    })
    await replaceFile(file, list)
    return epoch
  } catch (error) {
    const kind = error instanceof AppError ? error.kind : 'unexpected'
    log.write({ event: 'failure', kind, message: error instanceof Error ? error.message : String(error) })
    return listedEpoch
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
