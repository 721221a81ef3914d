import { type Context, Hono } from 'hono'
import { AppError } from '../../core/errors.ts'
import { answerProgramsFailure } from '../error-response.ts'
import type { Gate } from './gate.ts'
import { writeOpenApi } from './openapi.ts'
import type { HandDeps, OperatorOperation } from './operation.ts'
import { operatorOperations, readGiven } from './operations-table.ts'

const statuses = { refused: 401, limited: 429, closed: 403 } as const
const messages = {
  refused: "give the operator's token: Authorization: Bearer TOKEN",
  limited: 'too many wrong tokens: wait a minute',
  closed: 'no token is configured: set operator.token',
} as const
const maxNameLength = 60

/** The same operations as the dashboard's and the command line's, for programs. */
export function createApi(deps: Omit<HandDeps, 'actor'>, gate: Gate): Hono {
  const api = new Hono()
  api.use('*', async (context, next) => {
    const [, token = ''] = /^Bearer\s+(\S+)\s*$/i.exec(context.req.header('authorization') ?? '') ?? []
    const admission = token === '' ? 'refused' : gate.admit(token)
    if (admission === 'granted') {
      await next()
      context.header('cache-control', 'no-store')
      return
    }
    if (admission === 'refused') context.header('www-authenticate', 'Bearer')
    return context.json({ error: 'wrong-usage', message: messages[admission] }, statuses[admission])
  })
  api.get('/openapi.json', context => context.json(writeOpenApi()))
  for (const operation of operatorOperations) {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, ':$1')
    api.on(operation.method.toUpperCase(), path, async context => {
      const given = readGiven(operation, await readInput(operation, context))
      const actor = (context.req.header('x-operator') ?? 'api').slice(0, maxNameLength)
      const result = await operation.run({ ...given, ...context.req.param() }, { ...deps, actor })
      return context.json(result ?? null)
    })
  }
  api.notFound(context => context.json({ error: 'wrong-usage', message: 'see /api/v1/openapi.json' }, 404))
  api.onError(error => answerProgramsFailure(error, deps.log))
  return api
}

async function readInput({ method }: OperatorOperation, context: Context): Promise<Record<string, unknown>> {
  if (method === 'get') return context.req.query()
  const text = await context.req.text()
  if (text.trim() === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch (cause) {
    throw new AppError('wrong-usage', 'the body is no JSON', { cause })
  }
  throw new AppError('wrong-usage', 'the body is no JSON object')
}
