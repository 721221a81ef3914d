import type { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { AppError } from '../../core/errors.ts'
import { refusedBy, toCapture } from '../../core/source/answer.ts'
import type { AnswerHead } from '../../core/source/answer-head.ts'
import type { Validators } from '../../core/source/capture.ts'
import { challengeBytes } from '../../core/source/challenge.ts'
import { parseMaxAge } from '../../core/source/max-age.ts'
import type { UpstreamProxy } from '../../core/source/proxy.ts'
import { type Hop, isRedirect } from '../../core/source/redirect.ts'
import { isConditional, requestHeaders } from '../../core/source/request-headers.ts'
import type { ExchangeOutcome } from '../web/polite-fetcher.ts'
import { toFetchError } from './fetcher-error.ts'
import { acceptedCodings, letGo, readBody, readStart } from './read-body.ts'
import type { Routes } from './routes.ts'
import { proxyWantsCredentials } from './tunnel.ts'

/** One request, and everything that bounds it. */
export interface ExchangeOptions {
  readonly routes: Routes
  readonly proxy: UpstreamProxy | null
  readonly userAgent: string
  readonly validators: Validators | undefined
  readonly maxBodyBytes: number
  readonly maxCompressedBytes: number
  readonly timeoutMs: number
  readonly signal: AbortSignal
  readonly nowMs: () => number
}

/**
 * Sends one GET and takes its answer; redirects are reported, not followed.
 * @throws AppError as the Fetcher port says; what an abort breaks off comes as `fetch-failed`, for the caller to name.
 */
export async function exchange(hop: Hop, options: ExchangeOptions): Promise<ExchangeOutcome> {
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(options.timeoutMs)))
  try {
    const { dispatcher, origin, path, headers, isRelayed } = options.routes.through(options.proxy, hop)
    const response = await dispatcher.request({
      origin,
      path,
      method: 'GET',
      headers: { ...requestHeaders(hop, options), 'accept-encoding': acceptedCodings, ...headers },
      signal: AbortSignal.any([options.signal, timeout]),
    })
    if (isRelayed && response.statusCode === 407) {
      letGo(response.body)
      throw proxyWantsCredentials()
    }
    return await judge(readHead(hop, response), response.body, options)
  } catch (error) {
    if (error instanceof AppError || !timeout.aborted || options.signal.aborted)
      throw toFetchError(error, hop.url.href)
    throw new AppError('fetch-timeout', `${hop.url.href}: no complete answer in time`, {
      cause: error,
      next: 'Try again later, or raise limits.timeoutSeconds.',
    })
  }
}

async function judge(head: AnswerHead, body: Readable, options: ExchangeOptions): Promise<ExchangeOutcome> {
  if (head.status === 200) {
    const bytes = await readBody(body, {
      url: head.url,
      contentEncoding: head.header('content-encoding'),
      maxBodyBytes: options.maxBodyBytes,
      maxCompressedBytes: options.maxCompressedBytes,
    })
    return { status: 'fetched', capture: toCapture(head, bytes, options.nowMs()) }
  }
  const { status, header, redirects } = head
  const location = header('location')
  if (isRedirect(status) && location !== null) {
    letGo(body)
    return { status: 'redirected', answer: { status, location } }
  }
  if (status === 304 && isConditional(options.validators)) {
    letGo(body)
    return { status: 'unchanged', maxAgeSeconds: parseMaxAge(header('cache-control')), redirects }
  }
  const start = await readRefusal(head, body, options)
  throw refusedBy(head, start, options.nowMs())
}

// A refusal is one whether its page comes or not, so it is not waited for long.
const refusalMs = 3_000

/** The beginning of the page that comes with a refusal, by which a firewall is told; nothing where it is no page. */
async function readRefusal(
  head: AnswerHead,
  body: Readable,
  { timeoutMs }: ExchangeOptions,
): Promise<Uint8Array> {
  const isPage = /html/i.test(head.header('content-type') ?? 'html')
  if (isPage)
    return readStart(body, {
      url: head.url,
      contentEncoding: head.header('content-encoding'),
      maxBytes: challengeBytes,
      timeoutMs: Math.min(refusalMs, timeoutMs / 2),
    })
  letGo(body)
  return new Uint8Array()
}

// Fields that may come on several lines are one list (RFC 9110 §5.3); of the others the first line counts.
const listFields = new Set(['cache-control', 'content-encoding'])

function readHead({ url, redirects }: Hop, { statusCode, headers }: Dispatcher.ResponseData): AnswerHead {
  const header = (name: string): string | null => {
    const value = headers[name]
    const line = Array.isArray(value) ? (listFields.has(name) ? value.join(', ') : value[0]) : value
    return line === undefined || line === '' ? null : line
  }
  return { url: url.href, redirects, status: statusCode, header }
}
