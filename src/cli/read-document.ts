import { readFile } from 'node:fs/promises'
import { AppError, messageOf } from '../core/errors.ts'
import type { Fetcher, FetchRequest } from '../ports/fetcher.ts'
import { type Session, withFetcher } from './session.ts'

/** Bytes to look at, with what is known of where they came from. */
export interface Document {
  readonly body: Uint8Array
  readonly url: string | null
  readonly contentType: string | null
}

export interface ReadOptions {
  readonly config?: string
  /** How an address is asked for; default: without anything of its own. */
  readonly requestOf?: (url: string) => Promise<FetchRequest>
}

/**
 * Reads what an operator named: a file, a web address, or `-` (and nothing at all) for standard input.
 * @throws AppError `wrong-usage` for a file that can't be read; what a Fetcher throws.
 */
export async function readDocument(
  session: Session,
  name: string | undefined,
  options: ReadOptions,
): Promise<Document> {
  if (name === undefined || name === '-') {
    return { body: await readAll(session.terminal.input), url: null, contentType: null }
  }
  if (isWebAddress(name)) {
    const request = (await options.requestOf?.(name)) ?? { url: name }
    return withFetcher(session, options, fetcher => fetchDocument(session, fetcher, request))
  }
  try {
    return { body: await readFile(name), url: null, contentType: null }
  } catch (cause) {
    const reason = messageOf(cause)
    throw new AppError('wrong-usage', `the file can't be read: ${reason}`, {
      cause,
      next: 'name a file, an http or https address, or - for standard input',
    })
  }
}

export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text)
}

async function fetchDocument(session: Session, fetcher: Fetcher, request: FetchRequest): Promise<Document> {
  const outcome = await fetcher.get({ ...request, signal: session.terminal.signal })
  if (outcome.status === 'unchanged')
    throw new AppError('upstream-refused', `${request.url}: 304 to a request without validators`)
  return outcome.capture
}

async function readAll(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of input) chunks.push(chunk)
  return Buffer.concat(chunks)
}
