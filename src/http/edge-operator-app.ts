import { Hono } from 'hono'
import { strangersAnswer } from './error-response.ts'
import { createGate } from './operator/gate.ts'
import { createOperatorApp, type OperatorDeps } from './operator-app.ts'

/**
 * The operator's app on a host name of its own, where everybody can ask: what a machine's own listener tells whoever
 * reaches it, health and metrics too, is told to the bearer of the token alone, and everybody else gets the strangers' answer.
 */
export function createEdgeOperatorApp(deps: OperatorDeps): Hono {
  const operator = createOperatorApp(deps)
  const gate = createGate(deps.token, deps.clock)
  const app = new Hono()
  app.all('*', context => {
    const request = context.req.raw
    const isGuarded = /^\/(?:admin|api\/v1)(?:\/|$)/.test(context.req.path)
    const [, token = ''] = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '') ?? []
    if (!isGuarded && (token === '' || gate.admit(token) !== 'granted')) return strangersAnswer()
    return operator.fetch(request)
  })
  return app
}
