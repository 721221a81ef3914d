import written from '../mirrors.config.ts'
import { createSqlArchive } from './adapters/sql/archive.ts'
import { createSqlMirrorLog } from './adapters/sql/mirror-log.ts'
import { createSqlPublisher } from './adapters/sql/publisher.ts'
import { createWebCompressor } from './adapters/web/compressor.ts'
import { createLog } from './adapters/web/log.ts'
import { createSigner } from './adapters/web/signer.ts'
import { platformClock } from './adapters/workers/clock.ts'
import { openD1 } from './adapters/workers/d1.ts'
import type { Config } from './config/config.ts'
import { parseConfig } from './config/parse-config.ts'
import { originOf, siteOf } from './config/site.ts'
import { AppError } from './core/errors.ts'
import { dayMs } from './core/mirror/group.ts'
import { createAnswerCount } from './http/answer-count.ts'
import { createAskedHosts } from './http/asked-hosts.ts'
import { createReadersApp } from './http/readers-app.ts'
import { seedMirrors } from './operations/change-mirror.ts'
import { createDocumentMemory } from './operations/document-memory.ts'

/** What deploy/cloudflare/wrangler.jsonc binds; secrets of the configuration stand beside it, by name. */
export interface WorkerEnv {
  readonly ARCHIVE: D1Database
}

// An isolate has 128 MB for everything.
const documentMemoryBytes = 16 * 1024 * 1024

/** The readers' half, opened. */
interface OpenedWorker {
  fetch(request: Request): Promise<Response>
  /** Writes down which hosts were asked for. */
  noteAsked(): Promise<void>
}

/** The readers' half of the product on Cloudflare Workers, over an archive in D1. */
export async function openWorker(config: Config, env: WorkerEnv): Promise<OpenedWorker> {
  const database = await openD1(env.ARCHIVE)
  const clock = platformClock
  // The platform keeps what is written to the console; a line is an event.
  const log = createLog({ write: line => console.log(line.trimEnd()) }, clock)
  const parts = {
    archive: createSqlArchive(database),
    mirrorLog: createSqlMirrorLog(database),
    publisher: createSqlPublisher(database),
    compressor: createWebCompressor(),
    signer:
      config.signing === null
        ? null
        : await createSigner(config.signing.key(), config.signing.delegation?.()),
    site: siteOf(config),
    aggregators: config.aggregators,
    clock,
    log,
  }
  await seedMirrors(config.mirrors, parts)
  const asked = createAskedHosts()
  const app = createReadersApp({
    ...parts,
    asked,
    answers: createAnswerCount(),
    memory: createDocumentMemory(documentMemoryBytes),
    channels: config.channels,
    originOf: host => originOf(host, config.server),
  })
  let noted = ''
  const noteAsked = async () => {
    const day = Math.floor(clock.nowMs() / dayMs)
    const hosts = asked.take()
    // Once a day and isolate for each set of hosts: a write for every request would cost more than the request.
    if (hosts.length === 0 || noted === `${day} ${hosts}`) return
    noted = `${day} ${hosts}`
    await parts.mirrorLog.noteAsked(hosts, day)
  }
  return { fetch: async request => app.fetch(request), noteAsked }
}

let opened: Promise<OpenedWorker> | null = null

export default {
  async fetch(
    request: Request,
    env: WorkerEnv,
    context: Pick<ExecutionContext, 'waitUntil'>,
  ): Promise<Response> {
    opened ??= openWorker(
      parseConfig(written, ({ name }) => revealSecret(name, env)),
      env,
    )
    // A failed start is not remembered: the next request tries again.
    const app = await opened.catch(error => {
      opened = null
      throw error
    })
    const response = await app.fetch(request)
    context.waitUntil(app.noteAsked())
    return response
  },
}

function revealSecret(name: string, env: object): string {
  const value = new Map(Object.entries(env)).get(name)
  if (typeof value === 'string') return value
  throw new AppError('secret-missing', `the secret ${name} is not bound`, {
    next: `npx wrangler secret put ${name}`,
  })
}
