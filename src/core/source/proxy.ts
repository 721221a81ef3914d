import { AppError } from '../errors.ts'
import { isAllowedPrivate, isIpAddress, isPublicAddress } from './address.ts'

/** A proxy that requests go through; it resolves the names, not we. */
export interface UpstreamProxy {
  readonly scheme: 'http' | 'https' | 'socks5'
  /** A name, or an IP address without brackets. */
  readonly host: string
  readonly port: number
  readonly credentials: { readonly username: string; readonly password: string } | null
}

const schemes: Readonly<Record<string, { readonly scheme: UpstreamProxy['scheme']; readonly port: number }>> =
  {
    'http:': { scheme: 'http', port: 80 },
    'https:': { scheme: 'https', port: 443 },
    'socks5:': { scheme: 'socks5', port: 1080 },
    'socks5h:': { scheme: 'socks5', port: 1080 },
    'socks:': { scheme: 'socks5', port: 1080 },
  }

/**
 * Reads a proxy's address: `socks5://127.0.0.1:9050`, `http://user:password@proxy.example:3128`.
 * @returns null for what is none.
 */
export function parseProxy(text: string): UpstreamProxy | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const known = schemes[url.protocol]
  if (
    known === undefined ||
    url.hostname === '' ||
    !/^\/?$/.test(url.pathname) ||
    url.search + url.hash !== ''
  )
    return null
  const [username, password] = [decode(url.username), decode(url.password)]
  if (username === null || password === null) return null
  return {
    scheme: known.scheme,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? known.port : Number(url.port),
    credentials: username + password === '' ? null : { username, password },
  }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone percent sign: what was meant is unclear.
    return null
  }
}

/**
 * Refuses what only a proxy may be asked for: a name of Tor's is never looked up (RFC 7686 §2), since that would tell
 * the network which one is read.
 * @throws AppError `blocked-address`.
 */
export function refuseWithoutProxy({ host, hostname }: URL): void {
  if (/\.onion\.?$/.test(hostname))
    throw new AppError(
      'blocked-address',
      `blocked address ${host}: an onion address is reached through Tor only`,
      {
        next: "Set proxy: 'socks5://127.0.0.1:9050', and name that in limits.allowPrivate.",
      },
    )
}

// RFC 6761, RFC 6762, RFC 8375 and the registry of special-use names: never a publisher's. `.onion` is one for a proxy.
const localName = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa)$/

/**
 * Refuses what a proxy must not be asked for. It resolves names where we cannot see it, so only what stands in the
 * address itself is checked: IP addresses, and names that mean its own machine or network.
 * @throws AppError `blocked-address`.
 */
export function refuseBehindProxy(url: URL, allowPrivate: readonly string[]): void {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const isRefused = isIpAddress(host)
    ? !isPublicAddress(host) && !isAllowedPrivate(allowPrivate, host, port)
    : localName.test(host) || !host.includes('.')
  if (isRefused)
    throw new AppError(
      'blocked-address',
      `blocked address ${url.host}: not public, nor for a proxy to fetch`,
      {
        next: 'Fetch it without a proxy, and name exactly its address and port in limits.allowPrivate.',
      },
    )
}
