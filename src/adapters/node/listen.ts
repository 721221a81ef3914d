import { createServer, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { AppError } from '../../core/errors.ts'

export interface ListenOptions {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** The answer to a request that can't even be put to the app, such as one with a malformed Host. */
  readonly refuse: () => Response
}

export interface Listener {
  readonly port: number
  /** Answers what is under way, then closes. */
  close(): Promise<void>
}

// What a reader sends is a few hundred bytes; the rest of Node's defaults are made for friendlier places.
const bounds = {
  maxHeaderSize: 8 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5_000,
  // A request without a host is refused by the app like any other; Node's own refusal says that it is Node's.
  requireHostHeader: false,
}

/**
 * Serves an app over plain HTTP/1.1.
 * @throws AppError `port-taken` if another process has the port or we may not have it.
 */
export async function listen(
  app: { fetch(request: Request): Response | Promise<Response> },
  options: ListenOptions,
): Promise<Listener> {
  const handle = getRequestListener(request => app.fetch(request), { errorHandler: () => options.refuse() })
  const server = createServer(bounds, handle)
  // By default Node would answer these itself, each in another way.
  server.on('checkExpectation', handle)
  server.on('checkContinue', handle)
  server.on('connect', (_, socket) => refuse(socket, options.refuse()))
  server.on('clientError', (_, socket) => refuse(socket, options.refuse()))
  await start(server, options)
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close: () => stop(server),
  }
}

/** Refuses what Node could not read as a request: the same bytes as for one that it could. */
async function refuse(socket: Duplex, response: Response): Promise<void> {
  if (!socket.writable) return
  // Whoever sends nothing, or hangs up in the middle, is gone by now; there is nobody to tell.
  socket.on('error', () => socket.destroy())
  const { status, headers } = response
  const lines = [...headers].map(([name, value]) => `${name}: ${value}`)
  const date = new Date().toUTCString()
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, `Date: ${date}`, 'Connection: close']
  socket.end(`${head.join('\r\n')}\r\n\r\n${await response.text()}`)
}

function start(server: Server, { host, port }: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'another process has it' : cause.message
      const message = `can't listen on ${host}:${port}: ${reason}`
      reject(
        new AppError('port-taken', message, { cause, next: 'choose another with --port or --admin-port' }),
      )
    })
    server.listen(port, host, resolve)
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close(error => (error ? reject(error) : resolve()))
    server.closeIdleConnections()
  })
}
