import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Station } from './tls-front.ts'

/** A line on which somebody sits who counts. */
export interface FreezingLine extends Station {
  /** Bytes of TCP's payload, both ways, of each connection so far, in the order they were opened. */
  readonly connections: readonly { bytes: number }[]
}

/**
 * Passes bytes on to a port until a connection has carried `limit` of them, both ways together; from then on nothing
 * moves, and neither side is told: what some networks do to foreign servers (net4people/bbs#490).
 */
export async function startFreezingLine(toPort: number, limit: number): Promise<FreezingLine> {
  const connections: { bytes: number }[] = []
  const open = new Set<Socket>()
  const server = createServer(near => {
    const far = connect(toPort, '127.0.0.1')
    const count = { bytes: 0 }
    connections.push(count)
    open.add(near).add(far)
    const pass = (from: Socket, to: Socket) => {
      from.on('data', chunk => {
        count.bytes += chunk.length
        if (count.bytes <= limit) to.write(chunk)
      })
      from.on('end', () => {
        if (count.bytes <= limit) to.end()
      })
      from.on('error', () => to.destroy())
    }
    pass(near, far)
    pass(far, near)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    connections,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
