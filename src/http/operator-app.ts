import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Log } from '../ports/log.ts'
import { answerOperatorsFailure } from './error-response.ts'
import { type MetricsDeps, writeMetrics } from './metrics.ts'
import { createDashboard } from './operator/admin.ts'
import { createApi } from './operator/api.ts'
import { createGate } from './operator/gate.ts'
import type { HandDeps } from './operator/operation.ts'

export interface OperatorDeps extends MetricsDeps, Omit<HandDeps, 'actor'> {
  readonly log: Log
  /** Null: dashboard and API let nobody in. */
  readonly token: (() => string) | null
}

// The largest thing that is sent to us is a corrected article.
const maxBodyBytes = 512 * 1024

/** What the operator's programs see, on a listener of its own that readers never reach. */
export function createOperatorApp(deps: OperatorDeps): Hono {
  const app = new Hono()
  app.get('/healthz', context => context.text('ok\n'))
  app.get('/readyz', async context => {
    const isReady = await isServingReady(deps)
    return isReady ? context.text('ready\n') : context.text('nothing published yet\n', 503)
  })
  app.get('/metrics', async context =>
    context.body(await writeMetrics(deps), 200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    }),
  )
  const gate = createGate(deps.token, deps.clock)
  app.use(bodyLimit({ maxSize: maxBodyBytes }))
  app.route('/api/v1', createApi(deps, gate))
  app.route('/admin', createDashboard(deps, gate))
  app.onError(error => answerOperatorsFailure(error, deps.log))
  return app
}

/** Whether readers would be served well: the archive answers, and what is in it was published once since the start. */
async function isServingReady({ archive, publishedAtMs }: OperatorDeps): Promise<boolean> {
  const isEmpty = (await archive.version()) === 0
  return isEmpty || publishedAtMs() !== null
}
