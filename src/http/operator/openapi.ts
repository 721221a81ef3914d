import type { Field, OperatorOperation } from './operation.ts'
import { operatorOperations } from './operations-table.ts'

/** The description of the operator's API (OpenAPI 3.1), made of the same table as its routes. */
export function writeOpenApi(): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operatorOperations)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) }
  return {
    openapi: '3.1.0',
    info: {
      title: "tamizdat, the operator's API",
      version: '1',
      description: 'Every change is written into the audit log under the name in X-Operator.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['error', 'message'],
          properties: {
            error: { type: 'string', description: 'A kind of docs/errors.md.' },
            message: { type: 'string' },
            next: { type: 'string', description: 'What to do.' },
          },
        },
      },
    },
  }
}

function describe({ id, method, path, summary, fields }: OperatorOperation): object {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const query = Object.entries(fields).map(([name, field]) => ({
    name,
    in: 'query',
    required: field.required ?? false,
    description: field.description,
    schema: schemaOf(field),
  }))
  const actor = {
    name: 'X-Operator',
    in: 'header',
    required: false,
    description: 'Who does it, for the audit log.',
    schema: { type: 'string' },
  }
  const problem = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } } }
  return {
    operationId: id,
    summary,
    parameters: method === 'get' ? [...named, ...query] : [...named, actor],
    ...(method === 'post' && {
      requestBody: { content: { 'application/json': { schema: bodyOf(fields) } } },
    }),
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: {} } } },
      400: { description: 'What was given will not do.', ...problem },
      401: { description: 'The token is missing or wrong.', ...problem },
      404: { description: 'There is no such thing.', ...problem },
      429: { description: 'Too many wrong tokens; wait a minute.', ...problem },
    },
  }
}

function bodyOf(fields: OperatorOperation['fields']): object {
  const entries = Object.entries(fields)
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.filter(([, field]) => field.required).map(([name]) => name),
    properties: Object.fromEntries(
      entries.map(([name, field]) => [name, { ...schemaOf(field), description: field.description }]),
    ),
  }
}

function schemaOf({ type, enum: allowed, maximum }: Field): object {
  return {
    type,
    ...(allowed && { enum: allowed }),
    ...(type === 'integer' && { minimum: 1, ...(maximum !== undefined && { maximum }) }),
  }
}
