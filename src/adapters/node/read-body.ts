import { pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { AppError } from '../../core/errors.ts'
import { joinBytes } from '../../core/join-bytes.ts'

type Bytes = AsyncIterable<Uint8Array>

export interface ReadBodyOptions {
  /** For messages. */
  readonly url: string
  /** The Content-Encoding header; null if there is none. */
  readonly contentEncoding: string | null
  /** The limit for what comes out of every decoding, and of the body itself. */
  readonly maxBodyBytes: number
  /** The limit for what comes in, where it is coded. */
  readonly maxCompressedBytes: number
}

/** What we ask for, and all that we take. */
export const acceptedCodings = 'gzip, br, deflate'

// Two are seen where a proxy compresses once more what came compressed; more are nobody's honest answer.
const mostCodings = 2

/** Makes the decoder of a coding, which may depend on how the coded bytes begin. */
type MakeDecoder = (firstByte: number) => Transform

const decoders: Readonly<Record<string, MakeDecoder>> = {
  gzip: () => createGunzip(),
  // RFC 9110 §8.4.1.3: to be taken for gzip.
  'x-gzip': () => createGunzip(),
  br: () => createBrotliDecompress(),
  // RFC 9110 §8.4.1.2: deflate means the zlib format, but some servers send it without zlib's wrapping.
  // RFC 1950 §2.2: the low half of the first byte is 8 then; raw deflate never begins so.
  deflate: firstByte => ((firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw()),
}

/**
 * Reads a body to its end and removes its content codings. Bytes are counted as they come out of the decoder, so that
 * a small answer that unpacks to a huge one is cut off at the limit; the body is destroyed then.
 * @throws AppError `body-too-large`; `fetch-failed` for a coding that was not asked for. Errors of the decoder as they are.
 */
export async function readBody(body: Readable, options: ReadBodyOptions): Promise<Uint8Array> {
  try {
    const codings = parseCodings(options)
    const maxRawBytes = codings.length === 0 ? options.maxBodyBytes : options.maxCompressedBytes
    let bytes = limited(body, maxRawBytes, options.url)
    // RFC 9110 §8.4: listed in the order they were applied.
    for (const coding of codings.reverse())
      bytes = limited(decoded(bytes, coding), options.maxBodyBytes, options.url)
    return await collect(bytes)
  } finally {
    letGo(body)
  }
}

/**
 * Reads the beginning of a body, as much as comes in time and is not broken.
 * @returns at most a chunk more than `maxBytes`, content codings removed.
 */
export async function readStart(
  body: Readable,
  options: Pick<ReadBodyOptions, 'url' | 'contentEncoding'> & {
    readonly maxBytes: number
    readonly timeoutMs: number
  },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let count = 0
  const timer = setTimeout(() => letGo(body), options.timeoutMs)
  try {
    let bytes: Bytes = body
    for (const coding of parseCodings(options).reverse()) bytes = decoded(bytes, coding)
    for await (const chunk of bytes) {
      chunks.push(chunk)
      count += chunk.byteLength
      if (count >= options.maxBytes) break
    }
  } catch {
    // What came before it broke off or ran out of time is what there is.
  } finally {
    clearTimeout(timer)
    letGo(body)
  }
  return joinBytes(chunks)
}

/** Gives up what is left of a body; the error which that makes is our own doing. */
export function letGo(body: Readable): void {
  body.on('error', () => undefined)
  body.destroy()
}

function parseCodings({
  contentEncoding,
  url,
}: Pick<ReadBodyOptions, 'url' | 'contentEncoding'>): MakeDecoder[] {
  const names = (contentEncoding ?? '')
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(name => name !== '' && name !== 'identity')
  if (names.length > mostCodings)
    throw new AppError('fetch-failed', `${url} is coded ${names.length} times over: ${names.join(', ')}`, {
      next: `Ask the publisher; at most ${mostCodings} content codings are removed.`,
    })
  return names.map(name => {
    const coding = Object.hasOwn(decoders, name) ? decoders[name] : undefined
    if (coding !== undefined) return coding
    throw new AppError(
      'fetch-failed',
      `${url} came in the content coding "${name}", which was not asked for`,
      {
        next: `Ask the publisher to keep to Accept-Encoding; ${acceptedCodings} are understood.`,
      },
    )
  })
}

async function* limited(source: Bytes, maxBytes: number, url: string): Bytes {
  let count = 0
  for await (const chunk of source) {
    count += chunk.byteLength
    if (count > maxBytes)
      throw new AppError('body-too-large', `${url} is larger than ${maxBytes} bytes`, {
        next: 'Raise limits.maxBodyBytes if this is meant to be so large.',
      })
    yield chunk
  }
}

async function* decoded(source: Bytes, makeDecoder: MakeDecoder): Bytes {
  const chunks = source[Symbol.asyncIterator]()
  const first = await chunks.next()
  // An empty body often keeps its Content-Encoding; it is empty and not broken.
  if (first.done) return
  const decoder = makeDecoder(first.value[0] ?? 0)
  // An error of the source or of the decoder comes out of the iteration; there is nothing to add in the callback.
  yield* pipeline(joined(first.value, chunks), decoder, () => undefined)
}

async function* joined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): Bytes {
  yield first
  yield* { [Symbol.asyncIterator]: () => rest }
}

async function collect(source: Bytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return joinBytes(chunks)
}
