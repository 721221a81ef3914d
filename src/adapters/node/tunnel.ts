import type { Socket } from 'node:net'
import { buildConnector } from 'undici'
import { AppError } from '../../core/errors.ts'
import type { UpstreamProxy } from '../../core/source/proxy.ts'
import { readHead } from './read-exactly.ts'
import { openSocks5, type TunnelTarget } from './socks5.ts'

export interface TunnelOptions {
  readonly proxy: UpstreamProxy
  /** Opens the connection to the proxy itself. */
  readonly connect: buildConnector.connector
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/**
 * A connector that reaches its target through a proxy: SOCKS5, or CONNECT (RFC 9110 §9.3.6). undici's own SOCKS is
 * marked as an experiment and prints so at every start, and neither of its proxy agents has room for the guard.
 */
export function createTunnelConnector(options: TunnelOptions): buildConnector.connector {
  const { proxy, connect, timeoutMs, signal } = options
  const upgrade = buildConnector({ allowH2: false, timeout: timeoutMs, signal })
  return (target, callback) => {
    const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80)
    connect(proxyTarget(proxy), (error, socket) => {
      if (error !== null) {
        callback(error, null)
        return
      }
      open(socket, { host: target.hostname, port }, options).then(
        () => {
          if (target.protocol === 'https:') upgrade({ ...target, httpSocket: socket }, callback)
          else callback(null, socket)
        },
        (reason: Error) => {
          socket.destroy()
          callback(reason, null)
        },
      )
    })
  }
}

/** What a connector is told to reach a proxy. */
function proxyTarget({ scheme, host, port }: UpstreamProxy): buildConnector.Options {
  return { hostname: host, host, protocol: scheme === 'https' ? 'https:' : 'http:', port: `${port}` }
}

async function open(
  socket: Socket,
  target: TunnelTarget,
  { proxy, timeoutMs }: TunnelOptions,
): Promise<void> {
  const late = new AppError('fetch-timeout', 'the proxy did not open the connection in time', {
    next: 'Try again later, or another proxy.',
  })
  const timer = setTimeout(() => socket.destroy(late), timeoutMs)
  try {
    if (proxy.scheme === 'socks5') await openSocks5(socket, target, proxy)
    else await openConnect(socket, target, proxy)
  } finally {
    clearTimeout(timer)
  }
}

const maxHeadBytes = 16 * 1024

async function openConnect(
  socket: Socket,
  { host, port }: TunnelTarget,
  proxy: UpstreamProxy,
): Promise<void> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const authorization = authorizationOf(proxy)
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`]
  if (authorization !== null) lines.push(`Proxy-Authorization: ${authorization}`)
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  const head = await readHead(socket, maxHeadBytes)
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1])
  if (status >= 200 && status < 300) return
  throw connectRefused(status)
}

/** The Proxy-Authorization of a proxy (RFC 7617); null where it has no credentials. */
export function authorizationOf({ credentials }: UpstreamProxy): string | null {
  if (credentials === null) return null
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`
}

function connectRefused(status: number): AppError {
  if (status === 407) return proxyWantsCredentials()
  const answer = Number.isNaN(status) ? 'with something that is no HTTP' : `${status}`
  return new AppError('proxy-failed', `the proxy answered ${answer} in place of a connection`, {
    next: 'Check proxy in the configuration; the proxy may not reach the host, or not allow it.',
    ...(!Number.isNaN(status) && { status }),
  })
}

export function proxyWantsCredentials(): AppError {
  return new AppError('proxy-failed', 'the proxy answered 407: it wants a user name and a password', {
    next: "Give its whole address as a secret: proxy: secret('NAME'), with NAME=http://user:password@host:port.",
  })
}
