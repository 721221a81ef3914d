import { platformClock } from './adapters/workers/clock.ts'
import { rememberFor } from './adapters/workers/remember.ts'
import { createWorkQueue } from './adapters/workers/work-queue.ts'
import type { Config } from './config/config.ts'
import type { Consume } from './consume-work.ts'
import { dayMs } from './core/mirror/group.ts'
import type { Work } from './core/source/work.ts'
import { createAnswerCount } from './http/answer-count.ts'
import { createAskedHosts } from './http/asked-hosts.ts'
import { answerFromCache } from './http/edge-cache.ts'
import { createEdgeOperatorApp } from './http/edge-operator-app.ts'
import { createReadersApp } from './http/readers-app.ts'
import { createWhereApp } from './http/where-app.ts'
import { createDocumentMemory } from './operations/document-memory.ts'
import { findAddress } from './operations/invite-reader.ts'
import { tendMirrors } from './operations/tend-mirrors.ts'
import { scheduleTelling } from './operations/work/schedule-telling.ts'
import { scheduleWork } from './operations/work/schedule-work.ts'
import type { Clock } from './ports/clock.ts'
import type { WorkerEnv } from './worker-env.ts'
import { openWorkerParts } from './worker-parts.ts'

// An isolate has 128 MB for everything.
const documentMemoryBytes = 16 * 1024 * 1024
// Together with what the cache keeps, a change is seen everywhere within a minute.
const versionsKeptMs = 20_000
// As `where.perMinute` has it where nothing is configured; each isolate counts its own.
const questionsPerMinute = 30

/** The product on Cloudflare Workers, opened over its bindings. */
export interface OpenedWorker {
  fetch(request: Request, context: Pick<ExecutionContext, 'waitUntil'>): Promise<Response>
  /** What a Cron Trigger starts once a minute: hands over what is due, and tends the mirrors. */
  tick(): Promise<void>
  /** Does the work of a queue, or writes down what was given up. */
  consume(batch: MessageBatch<Work>): Promise<void>
}

/** @throws AppError `archive-failed`, `config-invalid` for a signing key that is none. */
export async function openWorker(
  config: Config,
  env: WorkerEnv,
  clock: Clock = platformClock,
): Promise<OpenedWorker> {
  const parts = await openWorkerParts(config, env, clock)
  const workQueue = env.WORK === undefined ? null : createWorkQueue(env.WORK)
  const asked = createAskedHosts()
  const answers = createAnswerCount()
  const { archive, mirrorLog } = parts
  const readers = createReadersApp({
    ...parts,
    archive: { ...archive, version: rememberFor(versionsKeptMs, clock, archive.version) },
    mirrorLog: { ...mirrorLog, version: rememberFor(versionsKeptMs, clock, mirrorLog.version) },
    asked,
    answers,
    memory: createDocumentMemory(documentMemoryBytes),
    channels: config.channels,
  })
  const operator = createEdgeOperatorApp({
    ...parts,
    answers,
    // Nothing is written ahead by readers' isolates, and everything is written when it is asked for.
    publishedAtMs: () => clock.nowMs(),
    ...(workQueue !== null && { workQueue }),
    sources: config.sources,
    channels: config.channels,
    addressList: config.addressList,
    token: config.operator.token,
  })
  const where = createWhereApp({
    ...parts,
    perMinute: config.where?.perMinute ?? questionsPerMinute,
    findAddress: secret => findAddress(secret, parts),
  })
  let consume: Consume | null = null
  let noted = ''
  const noteAsked = async () => {
    const day = Math.floor(clock.nowMs() / dayMs)
    const hosts = asked.take()
    // Once a day and isolate for each set of hosts: a write for every request would cost more than the request.
    if (hosts.length === 0 || noted === `${day} ${hosts}`) return
    noted = `${day} ${hosts}`
    await parts.mirrorLog.noteAsked(hosts, day)
  }
  return {
    async fetch(request, context) {
      const { hostname } = new URL(request.url)
      if (hostname === config.edge.operatorHost) return operator.fetch(request)
      if (hostname === config.edge.whereHost) return where.fetch(request)
      const response = await answerFromCache(withClientCodings(request), async each => readers.fetch(each), {
        cache: caches.default,
        codings: parts.compressor.codings,
        nowMs: clock.nowMs(),
        waitUntil: work => context.waitUntil(work),
      })
      context.waitUntil(noteAsked())
      return response
    },
    async tick() {
      if ((await parts.workLog.heldUntilMs()) > clock.nowMs()) return
      // Here and not where it is opened: a new rule is tried on the whole archive, and no reader is to wait for that.
      await parts.archive.defineEditions(config.feeds, clock.nowMs())
      await tendMirrors(config.channels, [], parts)
      if (workQueue === null) return
      await scheduleWork(config.sources, { ...parts, workQueue })
      if (config.aggregators?.hub) await scheduleTelling({ ...parts, workQueue })
      if (config.notices.webhook === null) return
      const { tellFromEdge } = await import('./tell-edge.ts')
      await tellFromEdge(config, parts)
    },
    async consume(batch) {
      if (workQueue === null) return
      // Extraction and all that belongs to it is loaded by who needs it: readers do not wait for that.
      const { createConsumer } = await import('./consume-work.ts')
      consume ??= createConsumer(config, { ...parts, workQueue }, env)
      await consume(batch)
    },
  }
}

/**
 * The platform writes `gzip, br` into Accept-Encoding, whatever the reader takes, and tells elsewhere what that was; where
 * it is not told, the header is the reader's own.
 */
function withClientCodings(request: Request): Request {
  const accepted = request.cf?.clientAcceptEncoding
  if (typeof accepted !== 'string') return request
  const headers = new Headers(request.headers)
  headers.set('accept-encoding', accepted)
  return new Request(request, { headers })
}
