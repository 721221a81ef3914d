import type { Socket } from 'node:net'
import { AppError } from '../../core/errors.ts'
import { addressBytes } from '../../core/source/address.ts'
import type { UpstreamProxy } from '../../core/source/proxy.ts'
import { readExactly } from './read-exactly.ts'

/** Where a tunnel leads. */
export interface TunnelTarget {
  /** A name, or an IP address without brackets. */
  readonly host: string
  readonly port: number
}

const version = 5
const noPassword = 0x00
const withPassword = 0x02
const connectCommand = 0x01
const addressTypes = { ipv4: 0x01, name: 0x03, ipv6: 0x04 } as const

// RFC 1928 §6. Those of the target and not of the proxy are told apart, since another proxy would not help.
const replies: Readonly<Record<number, { readonly says: string; readonly isOfTarget?: true }>> = {
  1: { says: 'failed' },
  2: { says: 'does not allow this connection' },
  3: { says: 'cannot reach the network', isOfTarget: true },
  4: { says: 'cannot reach the host', isOfTarget: true },
  5: { says: 'found the connection refused', isOfTarget: true },
  6: { says: 'waited too long for the host', isOfTarget: true },
  7: { says: 'does not know the command' },
  8: { says: 'does not know this kind of address' },
}

/**
 * Asks a SOCKS5 proxy (RFC 1928, RFC 1929) for a connection; after it the socket is that connection.
 * @throws AppError `proxy-failed`, `fetch-failed` where it was the target.
 */
export async function openSocks5(
  socket: Socket,
  target: TunnelTarget,
  { credentials }: UpstreamProxy,
): Promise<void> {
  socket.write(Uint8Array.of(version, 1, credentials === null ? noPassword : withPassword))
  const [, method] = await readExactly(socket, 2)
  if (method !== (credentials === null ? noPassword : withPassword))
    throw proxyFailed(
      credentials === null
        ? 'it wants a user name and a password, or is none'
        : 'it takes no user name and password',
    )
  if (credentials !== null) {
    socket.write(
      Buffer.concat([Uint8Array.of(1), counted(credentials.username), counted(credentials.password)]),
    )
    const [, status] = await readExactly(socket, 2)
    if (status !== 0) throw proxyFailed('it does not take the user name and password')
  }
  const port = Uint8Array.of(target.port >> 8, target.port & 0xff)
  socket.write(Buffer.concat([Uint8Array.of(version, connectCommand, 0), addressOf(target), port]))
  const [, reply = 1, , addressType] = await readExactly(socket, 4)
  if (reply !== 0) throw refused(reply, target)
  // The proxy's own end of the connection, of no use here, and its port.
  const length = addressType === addressTypes.name ? await readExactly(socket, 1) : null
  await readExactly(socket, (length?.[0] ?? (addressType === addressTypes.ipv6 ? 16 : 4)) + 2)
}

function addressOf({ host }: TunnelTarget): Uint8Array {
  const bytes = addressBytes(host)
  if (bytes === null) return Buffer.concat([Uint8Array.of(addressTypes.name), counted(host)])
  return Uint8Array.of(bytes.length === 4 ? addressTypes.ipv4 : addressTypes.ipv6, ...bytes)
}

function counted(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > 255) throw proxyFailed('a name or password is longer than SOCKS has room for')
  return Buffer.concat([Uint8Array.of(bytes.length), bytes])
}

function refused(reply: number, { host, port }: TunnelTarget): AppError {
  const { says, isOfTarget } = replies[reply] ?? { says: `answered ${reply}` }
  if (isOfTarget !== true) return proxyFailed(`it ${says}`)
  return new AppError('fetch-failed', `the proxy ${says} of ${host}:${port}`, {
    next: 'Check the address; it is tried again by itself.',
  })
}

function proxyFailed(reason: string): AppError {
  return new AppError('proxy-failed', `the SOCKS proxy cannot be used: ${reason}`, {
    next: 'Check proxy in the configuration, and the secret that it names.',
  })
}
