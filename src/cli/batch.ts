import { AppError, messageOf } from '../core/errors.ts'
import { mapInOrder } from './map-in-order.ts'
import { write } from './print.ts'
import { readLines } from './read-lines.ts'
import type { Terminal } from './session.ts'

// Three times the largest page that is fetched by default, as base64 with room for the rest of its line.
const maxLineBytes = 64 * 1024 * 1024

/** One input line of a batch: an object with an `id` that is given back as it came. */
export type BatchInput = Readonly<Record<string, unknown>>

/**
 * Answers newline-delimited JSON line by line, in order: memory stays bounded however long the input is.
 * A line that fails gives `{"id","error"}` and the next one is read. An answer is written as soon as those before it are.
 * @param answer what a line comes to, without its id.
 * @param width lines in work at a time.
 */
export async function runBatch(
  terminal: Terminal,
  answer: (input: BatchInput) => object | Promise<object>,
  width = 1,
): Promise<void> {
  const answers = mapInOrder(readLines(terminal.input, maxLineBytes), width, line => answerLine(line, answer))
  for await (const each of answers) await write(terminal, `${JSON.stringify(each)}\n`)
}

async function answerLine(
  line: string | null,
  answer: (input: BatchInput) => object | Promise<object>,
): Promise<object> {
  let id: unknown = null
  try {
    if (line === null) throw new AppError('wrong-usage', `the line is longer than ${maxLineBytes} bytes`)
    const input = parseLine(line)
    id = input['id'] ?? null
    return { id, ...(await answer(input)) }
  } catch (error) {
    if (error instanceof AppError && error.kind === 'interrupted') throw error
    return { id, error: describe(error) }
  }
}

function parseLine(line: string): BatchInput {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    throw new AppError('wrong-usage', 'the line is not JSON', { cause })
  }
  if (!isObject(value)) throw new AppError('wrong-usage', 'the line is not a JSON object')
  return value
}

function isObject(value: unknown): value is BatchInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function describe(error: unknown): string {
  if (error instanceof AppError) return `${error.kind}: ${error.message}`
  return messageOf(error)
}

/** A key of an input line that holds text, or null where it is left out. */
export function readText(input: BatchInput, key: string): string | null {
  const value = input[key] ?? null
  if (value === null || typeof value === 'string') return value
  throw new AppError('wrong-usage', `${key} is not text`)
}

/** The bytes that a line carries as `base64`, or null where it is left out. */
export function readBytes(input: BatchInput): Uint8Array | null {
  const text = readText(input, 'base64')
  if (text === null) return null
  if (!/^[A-Za-z0-9+/_\s-]*={0,2}\s*$/.test(text)) throw new AppError('wrong-usage', 'base64 is not base64')
  return Buffer.from(text, 'base64')
}

/** An absolute web address that a line carries, or null where it is left out. */
export function readUrl(input: BatchInput): string | null {
  const url = readText(input, 'url')
  // An empty address is one that is not known.
  if (url === null || url === '') return null
  if (/^https?:/i.test(url) && URL.canParse(url)) return url
  throw new AppError('wrong-usage', 'url is not an absolute http or https address')
}
