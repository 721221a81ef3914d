import { Hono } from 'hono'
import { answerProgramsFailure, strangersAnswer } from './error-response.ts'
import { createGate } from './operator/gate.ts'
import { createStoreRoutes, type StoreRoutesDeps } from './operator/store-routes.ts'
import { createOperatorApp, type OperatorDeps } from './operator-app.ts'

/**
 * The operator's app on a host name of its own, where everybody can ask: what a machine's own listener tells whoever
 * reaches it, health and metrics too, is told to the bearer of the token alone, and everybody else gets the strangers' answer.
 */
export function createEdgeOperatorApp(deps: OperatorDeps & StoreRoutesDeps): Hono {
  const operator = createOperatorApp(deps)
  const gate = createGate(deps.token, deps.clock)
  const app = new Hono()
  const stores = createStoreRoutes(deps)
  stores.onError(error => answerProgramsFailure(error, deps.log))
  app.use('*', async (context, next) => {
    const request = context.req.raw
    const isGuarded = /^\/(?:admin|api\/v1)(?:\/(?!store)|$)/.test(context.req.path)
    const [, token = ''] = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '') ?? []
    if (!isGuarded && (token === '' || gate.admit(token) !== 'granted')) return strangersAnswer()
    return next()
  })
  // Rows of an archive may be larger than what the operator's other requests are held to.
  app.route('/api/v1/store', stores)
  app.all('*', context => operator.fetch(context.req.raw))
  return app
}
