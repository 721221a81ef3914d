import { lookup, resolveNs } from 'node:dns/promises'
import { connect } from 'node:net'
import { connect as connectTls, type PeerCertificate } from 'node:tls'
import type { Fetcher } from '../../ports/fetcher.ts'
import type { HostCertificate, Outlook } from '../../ports/outlook.ts'

export interface OutlookOptions {
  readonly fetcher: Fetcher
  /** Default: 443. */
  readonly tlsPort?: number
  /** Default: the system's. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
  /** Default: the system's; rejects where there are none. */
  readonly resolveNameServers?: (domain: string) => Promise<readonly string[]>
  /** Where registries are asked (RFC 9082), without a trailing slash. */
  readonly rdap?: string
}

const timeoutMs = 5_000

/** Looks from this machine: by its resolver, its network, and the bootstrap service of the registries. */
export function createOutlook(options: OutlookOptions): Outlook {
  const { fetcher, tlsPort = 443, resolve = resolveHost, rdap = 'https://rdap.org' } = options
  const { resolveNameServers = resolveNs } = options
  return {
    addressesOf: resolve,
    nameServersOf: domain => resolveNameServers(domain).catch(() => []),
    async certificateOf(host) {
      const [address] = await resolve(host)
      return address === undefined ? null : readCertificate(host, address, tlsPort)
    },
    async domainEndMs(domain) {
      try {
        const outcome = await fetcher.get({ url: `${rdap}/domain/${domain}` })
        return outcome.status === 'fetched'
          ? readExpiry(new TextDecoder().decode(outcome.capture.body))
          : null
      } catch {
        // Many registries have no such service, and some networks let nobody ask: then it is not known.
        return null
      }
    },
    answers: (address, port) =>
      new Promise(done => {
        const socket = connect({ host: address, port, timeout: timeoutMs })
        const end = (isOpen: boolean) => {
          socket.destroy()
          done(isOpen)
        }
        socket.on('connect', () => end(true))
        socket.on('timeout', () => end(false))
        socket.on('error', () => end(false))
      }),
  }
}

async function resolveHost(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true }).catch(() => [])
  return found.map(({ address }) => address)
}

function readCertificate(host: string, address: string, port: number): Promise<HostCertificate | null> {
  return new Promise(done => {
    // A certificate that browsers refuse is to be looked at too.
    const socket = connectTls({ host: address, port, servername: host, rejectUnauthorized: false }, () => {
      const presented = socket.getPeerCertificate()
      const fault = socket.authorized ? null : String(socket.authorizationError)
      socket.destroy()
      done(toCertificate(presented, fault))
    })
    const none = () => {
      socket.destroy()
      done(null)
    }
    socket.setTimeout(timeoutMs, none)
    socket.on('error', none)
  })
}

function toCertificate(
  { subjectaltname = '', valid_to, fingerprint256 }: PeerCertificate,
  fault: string | null,
) {
  const names = [...subjectaltname.matchAll(/DNS:([^,\s]+)/g)].map(([, name = '']) => name.toLowerCase())
  return { names, endsAtMs: Date.parse(valid_to), fingerprint: fingerprint256, fault }
}

/** RFC 9083 §4.5: events, of which one is the expiration. */
function readExpiry(text: string): number | null {
  const match =
    /"eventAction"\s*:\s*"expiration"[^}]*?"eventDate"\s*:\s*"([^"]+)"|"eventDate"\s*:\s*"([^"]+)"[^}]*?"eventAction"\s*:\s*"expiration"/.exec(
      text,
    )
  const ms = Date.parse(match?.[1] ?? match?.[2] ?? '')
  return Number.isNaN(ms) ? null : ms
}
