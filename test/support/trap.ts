import { channel } from 'node:diagnostics_channel'
import { type AddressInfo, createServer } from 'node:net'

/** A port on which everything that reaches this machine is counted, whatever address of it was taken. */
export interface Trap {
  readonly port: number
  /** Connections accepted so far. */
  readonly accepted: () => number
  /** Sockets that this process has begun to connect so far, to wherever. */
  readonly begun: () => number
  close(): Promise<void>
}

/** Listens on every IPv4 and IPv6 address of the machine. */
export async function startTrap(): Promise<Trap> {
  let accepted = 0
  let begun = 0
  const server = createServer(socket => {
    accepted += 1
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\ntrap')
  })
  await new Promise<void>(resolve => server.listen({ port: 0, host: '::', ipv6Only: false }, resolve))
  const count = () => {
    begun += 1
  }
  const sockets = channel('net.client.socket')
  sockets.subscribe(count)
  return {
    port: (server.address() as AddressInfo).port,
    accepted: () => accepted,
    begun: () => begun,
    close: () => {
      sockets.unsubscribe(count)
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
