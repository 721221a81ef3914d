import { AppError } from '../../core/errors.ts'
import { articleOperations } from './article-operations.ts'
import { mirrorOperations } from './mirror-operations.ts'
import type { Field, OperatorOperation } from './operation.ts'
import { workOperations } from './work-operations.ts'

/** Everything that an operator can do or ask over the network. */
export const operatorOperations: readonly OperatorOperation[] = [
  ...workOperations,
  ...articleOperations,
  ...mirrorOperations,
]

/**
 * Checks what was given against what an operation takes.
 * @throws AppError `wrong-usage` naming the field.
 */
export function readGiven(
  { fields }: OperatorOperation,
  given: Readonly<Record<string, unknown>>,
): Record<string, string | number | boolean> {
  const unknown = Object.keys(given).find(name => fields[name] === undefined)
  if (unknown !== undefined) throw refused(unknown, `allowed: ${Object.keys(fields).join(', ') || 'nothing'}`)
  const read: Record<string, string | number | boolean> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = given[name]
    if (value === undefined || value === null || value === '') {
      if (field.required) throw refused(name, 'it is missing')
    } else read[name] = readValue(name, value, field)
  }
  return read
}

function readValue(name: string, value: unknown, { type, enum: allowed, maximum }: Field) {
  if (type === 'integer') {
    const number = Number(value)
    if (Number.isInteger(number) && number >= 1 && number <= (maximum ?? number)) return number
    throw refused(name, `allowed: a whole number from 1${maximum === undefined ? '' : ` to ${maximum}`}`)
  }
  if (type === 'boolean') {
    if (typeof value === 'boolean') return value
    throw refused(name, 'allowed: true or false')
  }
  if (typeof value !== 'string') throw refused(name, 'allowed: text')
  if (allowed === undefined || allowed.includes(value)) return value
  throw refused(name, `allowed: ${allowed.join(', ')}`)
}

function refused(name: string, why: string): AppError {
  return new AppError('wrong-usage', `"${name}" will not do: ${why}`, {
    next: 'see /api/v1/openapi.json for what is taken',
  })
}
