import { env } from 'cloudflare:test'
import type { Work } from '../../../src/core/source/work.ts'
import type { WorkerEnv } from '../../../src/worker-env.ts'

/** What one run of the Worker has cost. */
export interface RunCost {
  subrequests: number
  d1Queries: number
  rowsRead: number
  rowsWritten: number
  r2Writes: number
  r2Reads: number
}

interface Sent {
  readonly work: Work
  readonly delaySeconds: number
}

/** The bindings of the platform with every call counted, and a queue that the test delivers from. */
export interface CountedPlatform {
  readonly env: WorkerEnv
  /** What was sent and not delivered yet. */
  readonly sent: Sent[]
  /** Queue operations so far: a write, a read and a delete each, by 64 KB. */
  queueOperations: number
  /** From now on D1 throws while this says so. */
  isBroken: boolean
  /** Counts what a run costs. */
  count(run: () => Promise<void>): Promise<RunCost>
  noteFetch(): void
}

const operationBytes = 64 * 1024

export function createCountedPlatform({ hasBucket }: { hasBucket: boolean }): CountedPlatform {
  let cost = nothing()
  const sent: Sent[] = []

  function refuseIfBroken(): void {
    if (platform.isBroken) throw new Error('D1_ERROR: no answer')
  }

  function measured<Result extends D1Result>(result: Result): Result {
    cost.rowsRead += result.meta.rows_read
    cost.rowsWritten += result.meta.rows_written
    return result
  }

  const originals = new WeakMap<object, D1PreparedStatement>()
  function counted(statement: D1PreparedStatement): D1PreparedStatement {
    const wrapped = {
      bind: (...values: unknown[]) => counted(statement.bind(...values)),
      async all() {
        cost.subrequests++
        cost.d1Queries++
        refuseIfBroken()
        return measured(await statement.all())
      },
    }
    originals.set(wrapped, statement)
    return wrapped as unknown as D1PreparedStatement
  }

  const d1 = {
    prepare: (sql: string) => counted(env.ARCHIVE.prepare(sql)),
    async batch(statements: D1PreparedStatement[]) {
      cost.subrequests++
      cost.d1Queries += statements.length
      refuseIfBroken()
      const results = await env.ARCHIVE.batch(statements.map(each => originals.get(each) ?? each))
      return results.map(measured)
    },
  }

  const bucket = {
    get(...args: Parameters<R2Bucket['get']>) {
      cost.subrequests++
      cost.r2Reads++
      return env.PUBLISHED.get(...args)
    },
    put(...args: Parameters<R2Bucket['put']>) {
      cost.subrequests++
      cost.r2Writes++
      return env.PUBLISHED.put(...args)
    },
  }

  const queue = {
    async sendBatch(messages: Iterable<MessageSendRequest<Work>>) {
      cost.subrequests++
      for (const { body, delaySeconds = 0 } of messages) {
        const size = JSON.stringify(body).length
        if (size > 128_000) throw new Error('message too large')
        platform.queueOperations += 3 * Math.ceil(size / operationBytes)
        sent.push({ work: body, delaySeconds })
      }
    },
  }

  const platform: CountedPlatform = {
    env: {
      ARCHIVE: d1 as unknown as D1Database,
      WORK: queue as unknown as Queue<Work>,
      ...(hasBucket && { PUBLISHED: bucket as unknown as R2Bucket }),
    },
    sent,
    queueOperations: 0,
    isBroken: false,
    async count(run) {
      cost = nothing()
      await run()
      return cost
    },
    noteFetch: () => {
      cost.subrequests++
    },
  }
  return platform
}

function nothing(): RunCost {
  return { subrequests: 0, d1Queries: 0, rowsRead: 0, rowsWritten: 0, r2Writes: 0, r2Reads: 0 }
}

/** A batch of one message, as the platform delivers it, and what became of it. */
export function delivery(queue: string, work: Work, attempts: number) {
  const state = { isAcked: false, isRetried: false }
  const message = {
    id: 'm',
    timestamp: new Date(0),
    body: structuredClone(work),
    attempts,
    ack: () => {
      state.isAcked = true
    },
    retry: () => {
      state.isRetried = true
    },
  }
  const batch = { queue, messages: [message] } as unknown as MessageBatch<Work>
  return { batch, state }
}
