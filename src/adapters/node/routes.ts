import { Agent, type Dispatcher } from 'undici'
import { refuseBehindProxy, refuseWithoutProxy, type UpstreamProxy } from '../../core/source/proxy.ts'
import type { Hop } from '../../core/source/redirect.ts'
import { createGuardedConnector, type GuardedConnectorOptions } from './guarded-connector.ts'
import { authorizationOf, createTunnelConnector } from './tunnel.ts'

/** Where a request goes, and what it says there. */
export interface RoutedRequest {
  readonly dispatcher: Dispatcher
  readonly origin: string
  readonly path: string
  /** For the proxy, besides those of the request. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether a proxy reads the request and may answer it itself. */
  readonly isRelayed: boolean
}

/** The ways that requests take: straight, or through a proxy. */
export interface Routes {
  /**
   * @param proxy null for none.
   * @throws AppError `blocked-address` for what a proxy must not be asked for.
   */
  through(proxy: UpstreamProxy | null, hop: Hop): RoutedRequest
  close(): Promise<void>
}

// The fetcher's own timer covers the whole request, and its limits are those of HTTP/1.1.
const agentOptions = {
  connections: 16,
  maxHeaderSize: 32 * 1024,
  keepAliveTimeout: 4_000,
  keepAliveMaxTimeout: 4_000,
  headersTimeout: 0,
  bodyTimeout: 0,
  allowH2: false,
} as const

/** Routes whose every connection, to a proxy too, leads to a guarded address. */
export function createRoutes(options: GuardedConnectorOptions): Routes {
  const { allowPrivate, connectTimeoutMs: timeoutMs, signal } = options
  const connect = createGuardedConnector(options)
  const straight = new Agent({ ...agentOptions, connect })
  const tunnels = new Map<string, Agent>()

  function tunnelOf(proxy: UpstreamProxy): Agent {
    const key = JSON.stringify(proxy)
    const known = tunnels.get(key)
    if (known !== undefined) return known
    const tunnel = createTunnelConnector({ proxy, connect, timeoutMs, signal })
    const agent = new Agent({ ...agentOptions, connect: tunnel })
    tunnels.set(key, agent)
    return agent
  }

  return {
    through(proxy, { url }) {
      const direct = { origin: url.origin, path: url.pathname + url.search, headers: {}, isRelayed: false }
      if (proxy === null) {
        refuseWithoutProxy(url)
        return { ...direct, dispatcher: straight }
      }
      refuseBehindProxy(url, allowPrivate)
      if (proxy.scheme === 'socks5' || url.protocol === 'https:')
        return { ...direct, dispatcher: tunnelOf(proxy) }
      const authorization = authorizationOf(proxy)
      // RFC 9112 §3.2.2: in clear text a proxy is given the whole address. Most let CONNECT lead to port 443 only.
      return {
        dispatcher: straight,
        origin: originOf(proxy),
        path: url.href,
        headers: { host: url.host, ...(authorization !== null && { 'proxy-authorization': authorization }) },
        isRelayed: true,
      }
    },
    close: async () => {
      await Promise.all([straight, ...tunnels.values()].map(agent => agent.destroy()))
    },
  }
}

function originOf({ scheme, host, port }: UpstreamProxy): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`
}
