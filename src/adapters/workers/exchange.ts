import { AppError, messageOf } from '../../core/errors.ts'
import { refusedBy, toCapture } from '../../core/source/answer.ts'
import type { AnswerHead } from '../../core/source/answer-head.ts'
import type { Validators } from '../../core/source/capture.ts'
import { challengeBytes } from '../../core/source/challenge.ts'
import { parseMaxAge } from '../../core/source/max-age.ts'
import { refuseBehindProxy, refuseWithoutProxy } from '../../core/source/proxy.ts'
import { type Hop, isRedirect } from '../../core/source/redirect.ts'
import { isConditional, requestHeaders } from '../../core/source/request-headers.ts'
import type { ExchangeOutcome } from '../web/polite-fetcher.ts'
import { readBody, readStart } from './read-body.ts'

export interface ExchangeLimits {
  /** After content coding is removed, and as announced before. */
  readonly maxBodyBytes: number
  /** Exact addresses with ports that may be reached though they are not public. */
  readonly allowPrivate: readonly string[]
}

interface ExchangeOptions {
  readonly userAgent: string
  readonly validators: Validators | undefined
  readonly limits: ExchangeLimits
  readonly nowMs: () => number
  readonly signal: AbortSignal
  readonly timeoutMs: number
}

/**
 * Sends one GET and takes its answer; redirects are reported, not followed. The platform says what codings it takes,
 * and removes them.
 * @throws AppError as the Fetcher port says; what an abort breaks off comes as `fetch-failed`, for the caller to name.
 */
export async function exchange(hop: Hop, options: ExchangeOptions): Promise<ExchangeOutcome> {
  const { url } = hop
  refuseWithoutProxy(url)
  // The platform resolves names where we cannot see it, as a proxy does.
  refuseBehindProxy(url, options.limits.allowPrivate)
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(options.timeoutMs)))
  try {
    const response = await fetch(url.href, {
      headers: requestHeaders(hop, options),
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.any([options.signal, timeout]),
    })
    return await judge(hop, response, options)
  } catch (error) {
    if (error instanceof AppError) throw error
    if (timeout.aborted && !options.signal.aborted)
      throw new AppError('fetch-timeout', `${url.href}: no complete answer in time`, {
        cause: error,
        next: 'Try again later, or raise limits.timeoutSeconds.',
      })
    const message = messageOf(error)
    throw new AppError('fetch-failed', `${url.href}: ${message}`, {
      cause: error,
      next: 'Check the address and the network; it is tried again by itself.',
    })
  }
}

async function judge(hop: Hop, response: Response, options: ExchangeOptions): Promise<ExchangeOutcome> {
  const head = readHead(hop, response)
  const { status, header, redirects } = head
  if (status === 200) {
    const bytes = await readBody(response, head.url, options.limits.maxBodyBytes)
    return { status: 'fetched', capture: toCapture(head, bytes, options.nowMs()) }
  }
  const location = header('location')
  if (isRedirect(status) && location !== null) {
    await response.body?.cancel()
    return { status: 'redirected', answer: { status, location } }
  }
  if (status === 304 && isConditional(options.validators)) {
    await response.body?.cancel()
    return { status: 'unchanged', maxAgeSeconds: parseMaxAge(header('cache-control')), redirects }
  }
  // By its beginning a firewall's own page is told; nothing else of a refusal is read.
  const isPage = /html/i.test(header('content-type') ?? 'html')
  const start = await readStart(response, isPage ? challengeBytes : 0)
  throw refusedBy(head, start, options.nowMs())
}

function readHead({ url, redirects }: Hop, response: Response): AnswerHead {
  const header = (name: string): string | null => {
    const value = response.headers.get(name)
    return value === null || value === '' ? null : byteString(value)
  }
  return { url: url.href, redirects, status: response.status, header }
}

/** One character a byte, as the port's values are; this platform reads raw UTF-8 in a header as what it means. */
function byteString(value: string): string {
  return /[^\u0000-\u00ff]/.test(value) ? String.fromCharCode(...new TextEncoder().encode(value)) : value
}
