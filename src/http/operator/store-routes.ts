import { Hono } from 'hono'
import { AppError } from '../../core/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Store } from '../../ports/store.ts'
import type { WorkLog } from '../../ports/work-log.ts'

export interface StoreRoutesDeps {
  readonly store: Store
  readonly workLog: WorkLog
  readonly clock: Clock
}

const longestHoldSeconds = 3600

/** A whole store over HTTP, for `tamizdat move`. Whoever gets here has shown the token. */
export function createStoreRoutes({ store, workLog, clock }: StoreRoutesDeps): Hono {
  const app = new Hono()
  app.get('/', async context => context.json({ schema: await store.schema(), tables: await store.tables() }))
  app.post('/', async context => {
    const { seconds }: { seconds?: unknown } = await context.req.json()
    if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= longestHoldSeconds))
      throw new AppError('wrong-usage', `a hold lasts from 0 to ${longestHoldSeconds} seconds`)
    await workLog.holdUntil(seconds === 0 ? 0 : clock.nowMs() + seconds * 1000)
    return context.json(null)
  })
  app.delete('/', async context => {
    if ((await workLog.heldUntilMs()) <= clock.nowMs())
      throw new AppError('wrong-usage', 'only an archive that is held is emptied')
    await store.clear()
    return context.json(null)
  })
  app.get('/:table', async context => {
    const offset = Number(context.req.query('offset') ?? 0)
    return context.json(await store.read(context.req.param('table'), offset))
  })
  app.post('/:table', async context => {
    await store.write(context.req.param('table'), await context.req.json())
    return context.json(null)
  })
  return app
}
