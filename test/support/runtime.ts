import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryLog, type MemoryLog } from '../../src/adapters/memory/log.ts'
import type { Runtime, Serving } from '../../src/cli/runtime.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import type { ConfigInput } from '../../src/config/schema.ts'
import { openNode } from '../../src/node.ts'
import type { Clock } from '../../src/ports/clock.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly rawHeaders: readonly string[]
  readonly body: string
}

/** The product as it runs on a machine, in this process, on free ports. */
export interface TestServer {
  readonly runtime: Runtime
  readonly serving: Serving
  readonly log: MemoryLog
  /** Asks the readers' listener for a path on a host. */
  ask(host: string, path: string, headers?: Record<string, string>, method?: string): Promise<Answer>
  askOperator(path: string): Promise<Answer>
  stop(): Promise<void>
}

/** Opens an archive in a new folder and serves it, until `stop`. */
export async function startServer(config: ConfigInput, options: { clock?: Clock } = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-test-'))
  const stopping = new AbortController()
  const log = createMemoryLog()
  const runtime = await openNode(
    parseConfig(
      { server: { port: 0 }, operator: { port: 0 }, store: { file: join(folder, 'archive.db') }, ...config },
      () => '',
    ),
    { ...options, log },
  )
  const serving = await runtime.serve({ signal: stopping.signal })
  return {
    runtime,
    serving,
    log,
    ask: (host, path, headers = {}, method = 'GET') =>
      ask(serving.port, { path, method, headers: { host, ...headers } }),
    askOperator: path => ask(serving.operatorPort, { path }),
    async stop() {
      stopping.abort()
      await serving.stopped
      await runtime.close()
      await rm(folder, { recursive: true })
    },
  }
}

function ask(
  port: number,
  options: { path: string; method?: string; headers?: Record<string, string> },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, agent: false, ...options }, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('end', () => {
        const { statusCode = 0, headers, rawHeaders } = response
        resolve({ status: statusCode, headers, rawHeaders, body: Buffer.concat(chunks).toString() })
      })
      response.on('error', reject)
    })
      .on('error', reject)
      .end()
  })
}
