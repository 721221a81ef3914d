import * as z from 'zod'
import { type KeyNote, keyNotes } from './schema/key-note.ts'
import { configSchema } from './schema.ts'

/** One key of the configuration, as a person looks it up. */
export interface ConfigKey extends Omit<KeyNote, 'allowed'> {
  /** As in `sources[].everyMinutes.min`. */
  readonly path: string
  /** What may stand here, in words. */
  readonly allowed: string
  readonly required: boolean
  /** As it would be written in the file; undefined where there is none, or where it is that of the keys below. */
  readonly default: string | undefined
}

/** A schema below its default and its leave to be left out. */
interface Unwrapped {
  readonly schema: z.core.$ZodTypes
  readonly required: boolean
  readonly default: unknown
}

/** Every key of the configuration, in the order of the schema, each object before its own keys. */
export const configKeys: readonly ConfigKey[] = keysOf(configSchema, '')

/** The key that a path of the configuration's data belongs to: that of the path, or of the nearest one above it. */
export function findKey(path: readonly PropertyKey[]): ConfigKey | undefined {
  for (let length = path.length; length > 0; length--) {
    const name = formatPath(path.slice(0, length)).replaceAll(/\[\d+\]/g, '[]')
    // An item of a plain list, such as `sources[0].feeds[1]`, is described with its list.
    const key = configKeys.find(each => each.path === name || `${each.path}[]` === name)
    if (key !== undefined) return key
  }
  return undefined
}

/** The names that may stand in the object at a path of the configuration's data. */
export function keysBelow(path: readonly PropertyKey[]): readonly string[] {
  const parent = formatPath(path).replaceAll(/\[\d+\]/g, '[]')
  const prefix = parent === '' ? '' : `${parent}.`
  return configKeys
    .filter(key => key.path.startsWith(prefix))
    .map(key => key.path.slice(prefix.length))
    .filter(name => !/[.[]/.test(name))
}

/** A path as it is written in code: `sources[0].everyMinutes.min`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

function keysOf(schema: z.core.$ZodType, path: string): readonly ConfigKey[] {
  const { schema: inner } = unwrap(schema)
  const { def } = inner._zod
  if (def.type === 'array') return keysOf(def.element, `${path}[]`)
  if (def.type !== 'object') return []
  return Object.entries(def.shape).flatMap(([name, value]) => {
    const keyPath = path === '' ? name : `${path}.${name}`
    return [describeKey(value, keyPath), ...keysOf(value, keyPath)]
  })
}

function describeKey(schema: z.core.$ZodType, path: string): ConfigKey {
  const { allowed, ...rest } = keyNotes.get(schema as z.ZodType) ?? { description: '' }
  const inner = unwrap(schema)
  return {
    path,
    ...rest,
    allowed: allowed ?? describeType(inner.schema),
    required: inner.required,
    default: inner.default === undefined ? undefined : formatValue(inner.default),
  }
}

function unwrap(wrapped: z.core.$ZodType): Unwrapped {
  const schema = wrapped as z.core.$ZodTypes
  const { def } = schema._zod
  if (def.type === 'default') return { ...unwrap(def.innerType), required: false, default: def.defaultValue }
  if (def.type === 'prefault') {
    // An object that may be left out has the defaults of its keys; a list that may be, its own.
    const inner = unwrap(def.innerType)
    const isObject = inner.schema._zod.def.type === 'object'
    return { ...inner, required: false, default: isObject ? undefined : def.defaultValue }
  }
  if (def.type === 'optional') return { ...unwrap(def.innerType), required: false, default: undefined }
  return { schema, required: true, default: undefined }
}

function describeType(schema: z.core.$ZodTypes): string {
  const { def } = schema._zod
  if (def.type === 'boolean') return 'true or false'
  if (def.type === 'enum') return `one of ${Object.values(def.entries).map(formatValue).join(', ')}`
  if (def.type === 'object') return 'an object'
  if (def.type === 'array') return 'a list'
  if (schema instanceof z.ZodNumber) {
    const kind = schema.format === 'safeint' ? 'a whole number' : 'a number'
    return `${kind} from ${schema.minValue} to ${schema.maxValue}`
  }
  return def.type
}

/** A value as it is written in code. */
export function formatValue(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) return `[${value.map(formatValue).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(([name, each]) => `${name}: ${formatValue(each)}`)
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
  }
  return String(value)
}
