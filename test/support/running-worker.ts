import { once } from 'node:events'
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
  /** The modules that were evaluated after the start, by path from the top of the checkout; of a Worker that is inspected. */
  evaluated(): Promise<readonly string[]>
  close(): Promise<void>
}

/**
 * @param script the text of a module, as wrangler built it.
 * @param folder where its storage outlives it; in memory without one.
 */
export async function runWorker(
  script: string,
  { folder, isInspected = false }: { readonly folder?: string; readonly isInspected?: boolean } = {},
): Promise<RunningWorker> {
  const before = new Set(workerdChildren())
  const worker = new Miniflare({
    ...convertV4MiniflareOptions({
      modules: true,
      // The log of the Worker would stand between the figures.
      handleStructuredLogs: () => undefined,
      script,
      ...(isInspected && { inspectorPort: 0 }),
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
    evaluated: async () => evaluatedModules(await worker.getInspectorURL()),
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

interface Coverage {
  readonly result: readonly {
    readonly functions: readonly {
      readonly functionName: string
      readonly ranges: readonly { readonly count: number }[]
    }[]
  }[]
}

/** What the runtime has counted: esbuild makes of a module that may wait a function of its name. */
async function evaluatedModules(inspector: URL): Promise<readonly string[]> {
  const listed = await fetch(new URL('/json/list', `http://${inspector.host}`))
  const targets = (await listed.json()) as readonly { readonly webSocketDebuggerUrl: string }[]
  const own = targets.find(({ webSocketDebuggerUrl }) => webSocketDebuggerUrl.includes('core:user'))
  const socket = new WebSocket(own?.webSocketDebuggerUrl ?? '')
  await once(socket, 'open')
  const counted = new Promise<Coverage>(resolve =>
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = JSON.parse(data)
      if (id === 2) resolve(result)
    }),
  )
  socket.send(JSON.stringify({ id: 1, method: 'Profiler.enable' }))
  socket.send(JSON.stringify({ id: 2, method: 'Profiler.getBestEffortCoverage' }))
  const { result } = await counted
  socket.close()
  return result
    .flatMap(({ functions }) => functions)
    .filter(({ functionName, ranges }) => /\.(?:ts|js)$/.test(functionName) && (ranges[0]?.count ?? 0) > 0)
    .map(({ functionName }) => functionName.slice(functionName.search(/(?:src|node_modules)\//)))
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
