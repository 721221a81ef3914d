import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { AppError } from '../../core/errors.ts'
import { isAllowedPrivate, isPublicAddress } from '../../core/source/address.ts'

/** Every address of a host name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>

export interface GuardedConnectorOptions {
  /** Exact addresses with ports that may be reached though they are not public. */
  readonly allowPrivate: readonly string[]
  readonly connectTimeoutMs: number
  /** Ends every socket, those still connecting too. */
  readonly signal: AbortSignal
  /** Default: the machine's resolver. */
  readonly resolve?: Resolve
}

/**
 * A connector that opens connections to public addresses only. A name is resolved once for each connection, all its
 * addresses are checked, and one of just those is connected to: an answer that changes meanwhile changes nothing.
 */
export function createGuardedConnector(options: GuardedConnectorOptions): buildConnector.connector {
  const { allowPrivate, connectTimeoutMs, signal, resolve = resolveAll } = options

  function refusal(address: string, host: string): AppError {
    const where = address === host ? host : `${address} (${host})`
    return new AppError('blocked-address', `blocked address ${where}: only public addresses are fetched`, {
      next: 'If it is yours, name exactly its address and port in limits.allowPrivate.',
    })
  }

  return ({ hostname, protocol, port, ...rest }, callback) => {
    const portNumber = Number(port) || (protocol === 'https:' ? 443 : 80)
    const mayConnect = (address: string) =>
      isPublicAddress(address) || isAllowedPrivate(allowPrivate, address, portNumber)

    // A literal is never looked up.
    if (isIP(hostname) !== 0 && !mayConnect(hostname)) {
      callback(refusal(`${hostname}:${portNumber}`, `${hostname}:${portNumber}`), null)
      return
    }
    const checkedLookup: LookupFunction = (name, { all }, found) => {
      resolve(name).then(
        addresses => {
          const blocked = addresses.find(({ address }) => !mayConnect(address))
          const first = addresses[0]
          if (blocked !== undefined) found(refusal(blocked.address, `${name}:${portNumber}`), [])
          else if (first === undefined) found(new Error(`${name} has no address`), [])
          else if (all) found(null, [...addresses])
          else found(null, first.address, first.family)
        },
        (error: Error) => found(error, []),
      )
    }
    const connect = buildConnector({
      lookup: checkedLookup,
      timeout: connectTimeoutMs,
      allowH2: false,
      signal,
    })
    connect({ hostname, protocol, port, ...rest }, (error, socket) => {
      if (error !== null) {
        callback(error, null)
        return
      }
      // Belt and braces: whatever was looked up, this is who answers.
      const remote = socket.remoteAddress
      if (remote !== undefined && mayConnect(remote)) {
        callback(null, socket)
        return
      }
      socket.destroy()
      callback(remote === undefined ? new Error('the connection was lost') : refusal(remote, hostname), null)
    })
  }
}

/** The machine's resolver, but for names of the machine itself: RFC 6761 §6.3 wants those to lead nowhere else. */
export async function resolveAll(hostname: string): Promise<LookupAddress[]> {
  if (/(?:^|\.)localhost\.?$/i.test(hostname)) return [{ address: '127.0.0.1', family: 4 }]
  return lookup(hostname, { all: true })
}
