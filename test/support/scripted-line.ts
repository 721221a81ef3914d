import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** A server of lines that greets, answers every line by `reply`, and keeps what it heard. */
export async function startScriptedLine(greeting: readonly string[], reply: (line: string) => string) {
  let heard = ''
  let connections = 0
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    connections++
    socket.on('error', () => undefined)
    socket.write(greeting.map(line => `${line}\r\n`).join(''))
    socket.on('data', chunk => {
      heard += chunk
      socket.write(`${reply(String(chunk))}\r\n`)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    heard: () => heard,
    connections: () => connections,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
