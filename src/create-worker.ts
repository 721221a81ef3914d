import { checkConfig } from './config/parse-config.ts'
import { AppError } from './core/errors.ts'
import type { Work } from './core/source/work.ts'
import { type OpenedWorker, openWorker } from './open-worker.ts'
import type { WorkerEnv } from './worker-env.ts'

/**
 * The Worker over a configuration as it was written.
 * @throws AppError `config-invalid`: such a Worker does not start, and the platform does not take it.
 */
export function createWorker(written: unknown) {
  // While the isolate starts, which has a second, and not within the first reader's request.
  const configOf = checkConfig(written)
  let opened: Promise<OpenedWorker> | null = null

  /** The isolate's one product, opened when it is first needed. */
  async function open(env: WorkerEnv): Promise<OpenedWorker> {
    opened ??= openWorker(
      configOf(({ name }) => revealSecret(name, env)),
      env,
    )
    // A failed start is not remembered: the next request tries again.
    return opened.catch(error => {
      opened = null
      throw error
    })
  }

  return {
    async fetch(
      request: Request,
      env: WorkerEnv,
      context: Pick<ExecutionContext, 'waitUntil'>,
    ): Promise<Response> {
      const worker = await open(env)
      return worker.fetch(request, context)
    },
    async scheduled(_: unknown, env: WorkerEnv): Promise<void> {
      const worker = await open(env)
      await worker.tick()
    },
    async queue(batch: MessageBatch<Work>, env: WorkerEnv): Promise<void> {
      const worker = await open(env)
      await worker.consume(batch)
    },
  }
}

function revealSecret(name: string, env: object): string {
  const value = new Map(Object.entries(env)).get(name)
  if (typeof value === 'string') return value
  throw new AppError('secret-missing', `the secret ${name} is not bound`, {
    next: `npx wrangler secret put ${name}`,
  })
}
