import { AppError } from '../../core/errors.ts'
import type { UpstreamProxy } from '../../core/source/proxy.ts'
import { firstHop, followRedirect, type Hop } from '../../core/source/redirect.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Fetcher, FetchOutcome, FetchRequest } from '../../ports/fetcher.ts'
import { createHostHolds } from '../web/host-holds.ts'
import { createHostQueue } from '../web/host-queue.ts'
import { type ExchangeOutcome, exchange } from './exchange.ts'
import type { Resolve } from './guarded-connector.ts'
import { createRoutes } from './routes.ts'

export interface FetcherOptions {
  readonly clock: Clock
  readonly userAgent: string
  readonly limits: {
    /** After content coding is removed. */
    readonly maxBodyBytes: number
    /** As sent, where it is coded; default: `maxBodyBytes`. */
    readonly maxCompressedBytes?: number
    /** For the whole request, redirects included; waiting in line for a polite moment is not counted. */
    readonly timeoutSeconds: number
    readonly connectTimeoutSeconds: number
    readonly maxRedirects: number
    /** Exact addresses with ports that may be reached though they are not public: `127.0.0.1:8090`, `[::1]:8090`. */
    readonly allowPrivate: readonly string[]
  }
  /** For requests that name none; default: none. */
  readonly proxy?: UpstreamProxy | null
  /** How host names are resolved; default: the machine's resolver. */
  readonly resolve?: Resolve
}

/** A Fetcher on undici, over HTTP/1.1. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { clock, limits } = options
  const closing = new AbortController()
  const queue = createHostQueue(clock)
  const holds = createHostHolds()
  const routes = createRoutes({
    allowPrivate: limits.allowPrivate,
    connectTimeoutMs: limits.connectTimeoutSeconds * 1000,
    signal: closing.signal,
    ...(options.resolve && { resolve: options.resolve }),
  })

  /** One hop in its turn, with the time it took itself. */
  async function visit(hop: Hop, request: FetchRequest, bounds: { signal: AbortSignal; timeoutMs: number }) {
    const task = async (): Promise<{ outcome: ExchangeOutcome; tookMs: number }> => {
      const startedMs = performance.now()
      const outcome = await exchange(hop, {
        routes,
        proxy: request.proxy === undefined ? (options.proxy ?? null) : request.proxy,
        userAgent: options.userAgent,
        validators: request.validators,
        maxBodyBytes: limits.maxBodyBytes,
        maxCompressedBytes: limits.maxCompressedBytes ?? limits.maxBodyBytes,
        nowMs: () => clock.nowMs(),
        ...bounds,
      })
      return { outcome, tookMs: performance.now() - startedMs }
    }
    const { politeness } = request
    if (politeness === undefined) return task()
    holds.refuse(hop.url, clock.nowMs())
    const host = hop.url.hostname
    return queue.run({ host, politeness, signal: bounds.signal }, async () => {
      // Whoever stood in line before may have been told to wait.
      holds.refuse(hop.url, clock.nowMs())
      try {
        const done = await task()
        holds.note(host, null, clock.nowMs())
        return done
      } catch (error) {
        holds.note(host, error, clock.nowMs())
        throw error
      }
    })
  }

  async function follow(request: FetchRequest, signal: AbortSignal): Promise<FetchOutcome> {
    let hop = firstHop(request.url, request.headers)
    let timeoutMs = limits.timeoutSeconds * 1000
    for (;;) {
      signal.throwIfAborted()
      const { outcome, tookMs } = await visit(hop, request, { signal, timeoutMs })
      if (outcome.status !== 'redirected') return outcome
      timeoutMs -= tookMs
      hop = followRedirect(hop, outcome.answer, limits.maxRedirects)
    }
  }

  return {
    maxBodyBytes: limits.maxBodyBytes,
    async get(request) {
      const signal = AbortSignal.any([closing.signal, ...(request.signal ? [request.signal] : [])])
      try {
        return await follow(request, signal)
      } catch (error) {
        if (!signal.aborted) throw error
        throw new AppError('interrupted', `${request.url}: the request was broken off`, {
          cause: error,
          next: 'Start it again; nothing was lost.',
        })
      }
    },
    async close() {
      closing.abort()
      queue.close()
      await routes.close()
    },
  }
}
