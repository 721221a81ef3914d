import { type AddressInfo, createServer, type Socket } from 'node:net'

/** One request to a hostile newsroom, and the socket to answer it on as no server should. */
export interface HostileExchange {
  readonly socket: Socket
  readonly path: string
  readonly headers: ReadonlyMap<string, string>
  /** How often this path was asked for before. */
  readonly earlier: number
  /** The newsroom's own origin, `http://127.0.0.1:PORT`. */
  readonly origin: string
}

export type HostileAnswer = (exchange: HostileExchange) => void

/** A newsroom on loopback that speaks to the socket itself, so that it can lie. */
export interface HostileNewsroom {
  readonly origin: string
  readonly host: string
  /** Paths that were asked for, in their order. */
  readonly asked: readonly string[]
  /** Bytes that were taken off it. */
  sentBytes(): number
  answer(path: string, answer: HostileAnswer): void
  close(): Promise<void>
}

/** @param address of loopback; each is another host to the fetcher, with a line of its own. */
export async function startHostileNewsroom(address = '127.0.0.1'): Promise<HostileNewsroom> {
  const answers = new Map<string, HostileAnswer>()
  const asked: string[] = []
  const sockets = new Set<Socket>()
  let sentByEnded = 0
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      sentByEnded += socket.bytesWritten
    })
    let head = ''
    socket.on('data', chunk => {
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      const [first = '', ...lines] = head.slice(0, end).split('\r\n')
      head = head.slice(end + 4)
      const path = first.split(' ')[1] ?? '/'
      const headers = new Map(lines.map(line => pairOf(line)))
      const earlier = asked.filter(each => each === path).length
      asked.push(path)
      const answer = answers.get(path) ?? answers.get(`${path.split('/').slice(0, 2).join('/')}/*`)
      if (answer === undefined)
        socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
      else answer({ socket, path, headers, earlier, origin })
    })
  })
  await new Promise<void>(resolve => server.listen(0, address, resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://${address}:${port}`
  return {
    origin,
    host: `${address}:${port}`,
    asked,
    sentBytes: () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, sentByEnded),
    answer: (path, answer) => void answers.set(path, answer),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function pairOf(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}

/** These bytes as they are, and the end. */
export function raw(bytes: string | Uint8Array): HostileAnswer {
  return ({ socket }) => socket.end(bytes)
}

/** An honest answer. */
export function answering(
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): HostileAnswer {
  return ({ socket }) => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    const all = { 'content-type': 'application/rss+xml', ...headers, 'content-length': `${bytes.length}` }
    socket.write(headOf(all, status))
    socket.end(bytes)
  }
}

/** A redirect. */
export function redirecting(
  to: string | ((exchange: HostileExchange) => string),
  status = 302,
): HostileAnswer {
  return exchange => {
    const location = typeof to === 'string' ? to : to(exchange)
    exchange.socket.end(headOf({ location, 'content-length': '0' }, status))
  }
}

/** A beginning, and then the same again and again for as long as somebody takes it. */
export function withoutEnd(start: string, again: string | Uint8Array): HostileAnswer {
  return ({ socket }) => {
    const more = () => {
      while (!socket.destroyed && socket.write(again)) {
        // Until the socket is full.
      }
    }
    socket.on('drain', more)
    socket.write(start)
    more()
  }
}

/** A beginning, and then a few bytes now and then, for ever. */
export function dripping(start: string, drop: string): HostileAnswer {
  return ({ socket }) => {
    socket.write(start)
    const timer = setInterval(() => socket.write(drop), 20)
    socket.on('close', () => clearInterval(timer))
  }
}

/** A beginning, and then the connection is reset. */
export function resetting(start: string): HostileAnswer {
  return ({ socket }) => {
    socket.write(start, () => setTimeout(() => socket.resetAndDestroy(), 20))
  }
}

/** The head of an answer, which asks for the connection to be closed. */
export function headOf(headers: Readonly<Record<string, string>>, status = 200): string {
  const lines = Object.entries({ connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  return `HTTP/1.1 ${status} Whatever\r\n${lines.join('')}\r\n`
}
