import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

/** A built Worker in a workerd of its own, with its bindings, offline. */
export interface RunningWorker {
  readonly port: number
  /** What its workerd has taken of the processors so far, storage that is played on this computer included. */
  cpuMs(): number
  /** What a Cron Trigger starts. */
  tick(): Promise<void>
  articles(): Promise<number>
  close(): Promise<void>
}

/**
 * @param script the text of a module, as wrangler built it.
 * @param folder where its storage outlives it; in memory without one.
 */
export async function runWorker(
  script: string,
  { folder }: { readonly folder?: string } = {},
): Promise<RunningWorker> {
  const before = new Set(workerdChildren())
  const worker = new Miniflare({
    ...convertV4MiniflareOptions({
      modules: true,
      // The log of the Worker would stand between the figures.
      handleStructuredLogs: () => undefined,
      script,
      compatibilityDate: '2026-10-01',
      compatibilityFlags: ['nodejs_compat'],
      d1Databases: { ARCHIVE: 'archive' },
      r2Buckets: ['PUBLISHED'],
      queueProducers: { WORK: 'work' },
      queueConsumers: { work: { maxBatchSize: 1, maxBatchTimeout: 0 } },
    }),
    ...(folder !== undefined && { resourcePersistencePath: folder }),
  })
  const { port } = await worker.ready
  const [pid] = workerdChildren().filter(child => !before.has(child))
  if (pid === undefined) throw new Error('no workerd was started')
  return {
    port: Number(port),
    cpuMs: () => cpuMsOf(pid),
    async tick() {
      const { scheduled } = await worker.getWorker()
      await scheduled({ cron: '* * * * *' })
    },
    async articles() {
      const database = await worker.getD1Database('ARCHIVE')
      const row = await database
        .prepare('select count(*) as articles from articles')
        .first<{ articles: number }>()
      return row?.articles ?? 0
    },
    close: () => worker.dispose(),
  }
}

/** One request over a connection of its own; the status, and the length of the body. */
export function ask(
  port: number,
  { host, path, headers = {} }: { host: string; path: string; headers?: Record<string, string> },
): Promise<{ status: number; etag: string; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path, headers: { host, 'accept-encoding': 'br', ...headers } },
      response => {
        const chunks: Buffer[] = []
        response
          .on('data', chunk => chunks.push(chunk))
          .on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              etag: response.headers.etag ?? '',
              body: Buffer.concat(chunks),
            }),
          )
          .on('error', reject)
      },
    )
      .on('error', reject)
      .end()
  })
}

function workerdChildren(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => Number.isInteger(pid))
    .filter(pid => {
      const fields = statOf(pid)
      return fields !== null && fields.name === 'workerd' && fields.parent === process.pid
    })
}

// proc(5): clock ticks, of which Linux tells a hundred a second.
const msPerTick = 10

function cpuMsOf(pid: number): number {
  const { user = 0, system = 0 } = statOf(pid) ?? {}
  return (user + system) * msPerTick
}

function statOf(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { name, parent: Number(fields[1]), user: Number(fields[11]), system: Number(fields[12]) }
  } catch {
    // It ended between being listed and being read.
    return null
  }
}
