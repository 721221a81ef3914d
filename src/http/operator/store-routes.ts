import { Hono } from 'hono'
import type { Store } from '../../ports/store.ts'

/** A whole store over HTTP, for `tamizdat move`. Whoever gets here has shown the token. */
export function createStoreRoutes(store: Store): Hono {
  const app = new Hono()
  app.get('/', async context => context.json({ schema: await store.schema(), tables: await store.tables() }))
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
