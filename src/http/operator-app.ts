import { Hono } from 'hono'
import type { Log } from '../ports/log.ts'
import { answerOperatorsFailure } from './error-response.ts'
import { type MetricsDeps, writeMetrics } from './metrics.ts'

export interface OperatorDeps extends MetricsDeps {
  readonly log: Log
}

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
  app.onError(error => answerOperatorsFailure(error, deps.log))
  return app
}

/** Whether readers would be served well: the archive answers, and what is in it was published once since the start. */
async function isServingReady({ archive, publishedAtMs }: OperatorDeps): Promise<boolean> {
  const isEmpty = (await archive.version()) === 0
  return isEmpty || publishedAtMs() !== null
}
