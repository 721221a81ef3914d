import type { UpstreamProxy } from '../../core/source/proxy.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Fetcher } from '../../ports/fetcher.ts'
import { createPoliteFetcher, type PoliteFetcherOptions } from '../web/polite-fetcher.ts'
import { exchange } from './exchange.ts'
import type { Resolve } from './guarded-connector.ts'
import { createRoutes } from './routes.ts'

export interface FetcherOptions {
  readonly clock: Clock
  readonly userAgent: string
  readonly limits: PoliteFetcherOptions['limits'] & {
    /** As sent, where it is coded; default: `maxBodyBytes`. */
    readonly maxCompressedBytes?: number
    readonly connectTimeoutSeconds: number
    /** Exact addresses with ports that may be reached though they are not public: `127.0.0.1:8090`, `[::1]:8090`. */
    readonly allowPrivate: readonly string[]
  }
  /** For requests that name none; default: none. */
  readonly proxy?: UpstreamProxy | null
  /** How host names are resolved; default: the machine's resolver. */
  readonly resolve?: Resolve
}

/** A Fetcher on undici, over HTTP/1.1. */
export function createFetcher({ clock, userAgent, limits, proxy = null, resolve }: FetcherOptions): Fetcher {
  const ending = new AbortController()
  const routes = createRoutes({
    allowPrivate: limits.allowPrivate,
    connectTimeoutMs: limits.connectTimeoutSeconds * 1000,
    signal: ending.signal,
    ...(resolve && { resolve }),
  })
  return createPoliteFetcher({
    clock,
    limits,
    exchange: (hop, request, bounds) =>
      exchange(hop, {
        routes,
        proxy: request.proxy === undefined ? proxy : request.proxy,
        userAgent,
        validators: request.validators,
        maxBodyBytes: limits.maxBodyBytes,
        maxCompressedBytes: limits.maxCompressedBytes ?? limits.maxBodyBytes,
        nowMs: () => clock.nowMs(),
        ...bounds,
      }),
    close: async () => {
      ending.abort()
      await routes.close()
    },
  })
}
