import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { readExactly, readHead } from '../../src/adapters/node/read-exactly.ts'

/** A proxy on loopback that writes down what it was asked for, and leads everything to one place. */
export interface ScriptedProxy {
  readonly port: number
  /** `127.0.0.1:PORT`, for `limits.allowPrivate`. */
  readonly host: string
  /** What it was asked for: the target, and the heads that came with it. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

/** How a proxy answers: the socket is its client's. */
type Serve = (socket: Socket, asked: string[]) => Promise<void>

export async function startScriptedProxy(serve: Serve): Promise<ScriptedProxy> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    serve(socket, asked).catch(() => socket.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    host: `127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** CONNECT, led to a port of this machine whatever the target is. */
export function connectingTo(port: number, address = '127.0.0.1'): Serve {
  return async (socket, asked) => {
    asked.push(await readHead(socket, 10_000))
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    join(socket, port, address)
  }
}

/** SOCKS5 without a password, led to a port of this machine whatever the target is. */
export function socksTo(port: number, address = '127.0.0.1'): Serve {
  return async (socket, asked) => {
    const [, methods = 0] = await readExactly(socket, 2)
    await readExactly(socket, methods)
    socket.write(Uint8Array.of(5, 0))
    const [, , , type] = await readExactly(socket, 4)
    const length = type === 3 ? ((await readExactly(socket, 1))[0] ?? 0) : type === 4 ? 16 : 4
    const target = Buffer.from(await readExactly(socket, length))
    const targetPort = Buffer.from(await readExactly(socket, 2)).readUInt16BE()
    asked.push(`${type === 3 ? target.toString() : target.toString('hex')}:${targetPort}`)
    // A name in the place of the proxy's own address: allowed, and seldom.
    socket.write(Buffer.concat([Uint8Array.of(5, 0, 0, 3, 1), Buffer.from('x'), Uint8Array.of(0, 0)]))
    join(socket, port, address)
  }
}

/** Says the same to everybody, and ends or hangs. */
export function saying(bytes: string | Uint8Array, mayEnd = true): Serve {
  return async socket => {
    socket.resume()
    if (mayEnd) socket.end(bytes)
    else socket.write(bytes)
  }
}

function join(socket: Socket, port: number, address: string): void {
  const onward = connect(port, address)
  onward.on('error', () => socket.destroy())
  socket.pipe(onward).pipe(socket)
}
