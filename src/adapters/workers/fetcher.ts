import { AppError } from '../../core/errors.ts'
import type { UpstreamProxy } from '../../core/source/proxy.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Fetcher, FetchRequest } from '../../ports/fetcher.ts'
import { createPoliteFetcher, type PoliteFetcherOptions } from '../web/polite-fetcher.ts'
import { type ExchangeLimits, exchange } from './exchange.ts'

export interface FetcherOptions {
  readonly clock: Clock
  readonly userAgent: string
  readonly limits: PoliteFetcherOptions['limits'] & ExchangeLimits
  /** The platform knows no proxies: a request that wants one is refused and never sent without it. */
  readonly proxy?: UpstreamProxy | null
}

/**
 * A Fetcher on the platform's own fetch. The platform resolves names itself and shows no address: only what stands in
 * the address is guarded, at each redirect again. Lines and holds of hosts last as long as the isolate.
 */
export function createFetcher({ clock, userAgent, limits, proxy = null }: FetcherOptions): Fetcher {
  return createPoliteFetcher({
    clock,
    limits,
    exchange: async (hop, request, bounds) => {
      refuseProxy(request, proxy)
      const { validators } = request
      return exchange(hop, { userAgent, validators, limits, nowMs: () => clock.nowMs(), ...bounds })
    },
    close: async () => {},
  })
}

function refuseProxy({ url, proxy }: FetchRequest, own: UpstreamProxy | null): void {
  if ((proxy === undefined ? own : proxy) === null) return
  throw new AppError('proxy-failed', `${url}: there are no proxies on Workers`, {
    next: "Set proxy: 'none' for this source, or pull it on a machine.",
  })
}
