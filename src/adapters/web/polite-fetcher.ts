import { AppError } from '../../core/errors.ts'
import { firstHop, followRedirect, type Hop, type RedirectAnswer } from '../../core/source/redirect.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Fetcher, FetchOutcome, FetchRequest } from '../../ports/fetcher.ts'
import { createHostHolds } from './host-holds.ts'
import { createHostQueue } from './host-queue.ts'

export type ExchangeOutcome =
  | FetchOutcome
  | { readonly status: 'redirected'; readonly answer: RedirectAnswer }

export interface ExchangeBounds {
  readonly signal: AbortSignal
  readonly timeoutMs: number
}

export interface PoliteFetcherOptions {
  readonly clock: Clock
  readonly limits: {
    /** After content coding is removed. */
    readonly maxBodyBytes: number
    /** For the whole request, redirects included; waiting in line for a polite moment is not counted. */
    readonly timeoutSeconds: number
    readonly maxRedirects: number
  }
  /** Sends one GET and takes its answer; redirects are reported, not followed. Fails as the Fetcher port says. */
  readonly exchange: (hop: Hop, request: FetchRequest, bounds: ExchangeBounds) => Promise<ExchangeOutcome>
  readonly close: () => Promise<void>
}

/**
 * A Fetcher over whatever sends a single request on this runtime: it follows redirects by hand, so that each hop is
 * guarded anew, keeps hosts' lines, and leaves alone who asked for it. Lines last as long as the fetcher.
 */
export function createPoliteFetcher({ clock, limits, exchange, close }: PoliteFetcherOptions): Fetcher {
  const closing = new AbortController()
  const queue = createHostQueue(clock)
  const holds = createHostHolds()

  /** One hop in its turn, with the time it took itself. */
  async function visit(hop: Hop, request: FetchRequest, bounds: ExchangeBounds) {
    const task = async (): Promise<{ outcome: ExchangeOutcome; tookMs: number }> => {
      const startedMs = performance.now()
      const outcome = await exchange(hop, request, bounds)
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
      await close()
    },
  }
}
