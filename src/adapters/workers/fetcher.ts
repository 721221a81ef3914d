import { AppError } from '../../core/errors.ts'
import type { UpstreamProxy } from '../../core/source/proxy.ts'
import { firstHop, followRedirect, type Hop } from '../../core/source/redirect.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Fetcher, FetchOutcome, FetchRequest } from '../../ports/fetcher.ts'
import { createHostHolds } from '../web/host-holds.ts'
import { createHostQueue } from '../web/host-queue.ts'
import { type ExchangeLimits, type ExchangeOutcome, exchange } from './exchange.ts'

export interface FetcherOptions {
  readonly clock: Clock
  readonly userAgent: string
  readonly limits: ExchangeLimits & {
    /** For the whole request, redirects included; waiting in line for a polite moment is not counted. */
    readonly timeoutSeconds: number
    readonly maxRedirects: number
  }
  /** The platform knows no proxies: a request that wants one is refused and never sent without it. */
  readonly proxy?: UpstreamProxy | null
}

/**
 * A Fetcher on the platform's own fetch. The platform resolves names itself and shows no address: only what stands in
 * the address is guarded, at each redirect again. Lines and holds of hosts last as long as the isolate.
 */
export function createFetcher({ clock, userAgent, limits, proxy = null }: FetcherOptions): Fetcher {
  const closing = new AbortController()
  const queue = createHostQueue(clock)
  const holds = createHostHolds()

  async function visit(
    hop: Hop,
    request: FetchRequest,
    bounds: { readonly signal: AbortSignal; readonly timeoutMs: number },
  ): Promise<ExchangeOutcome> {
    const { validators, politeness } = request
    const task = () => exchange(hop, { userAgent, validators, limits, nowMs: () => clock.nowMs(), ...bounds })
    if (politeness === undefined) return task()
    const host = hop.url.hostname
    holds.refuse(hop.url, clock.nowMs())
    return queue.run({ host, politeness, signal: bounds.signal }, async () => {
      // Whoever stood in line before may have been told to wait.
      holds.refuse(hop.url, clock.nowMs())
      try {
        const outcome = await task()
        holds.note(host, null, clock.nowMs())
        return outcome
      } catch (error) {
        holds.note(host, error, clock.nowMs())
        throw error
      }
    })
  }

  async function follow(request: FetchRequest, signal: AbortSignal): Promise<FetchOutcome> {
    refuseProxy(request, proxy)
    let hop = firstHop(request.url, request.headers)
    let timeoutMs = limits.timeoutSeconds * 1000
    for (;;) {
      signal.throwIfAborted()
      const outcome = await visit(hop, request, { signal, timeoutMs })
      if (outcome.status !== 'redirected') return outcome
      timeoutMs -= outcome.tookMs
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
    },
  }
}

function refuseProxy({ url, proxy }: FetchRequest, own: UpstreamProxy | null): void {
  if ((proxy === undefined ? own : proxy) === null) return
  throw new AppError('proxy-failed', `${url}: there are no proxies on Workers`, {
    next: "Set proxy: 'none' for this source, or pull it on a machine.",
  })
}
