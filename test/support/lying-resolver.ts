import { createSocket } from 'node:dgram'

/** A DNS server on loopback that says what it is told to say. */
export interface LyingResolver {
  readonly port: number
  close(): Promise<void>
}

const headerBytes = 12

/**
 * Answers questions for IPv4 addresses over UDP (RFC 1035 §4.1).
 * @param lookUp the address of a name; null: there is no such name.
 */
export async function startLyingResolver(lookUp: (name: string) => string | null): Promise<LyingResolver> {
  const socket = createSocket('udp4')
  socket.on('message', (query, { port, address }) => {
    const { name, end } = readName(query)
    const found = query.readUInt16BE(end) === 1 ? lookUp(name) : null
    const head = Buffer.alloc(headerBytes)
    query.copy(head, 0, 0, 2)
    const isUnknown = query.readUInt16BE(end) === 1 && found === null
    head.writeUInt16BE(isUnknown ? 0x8183 : 0x8180, 2)
    head.writeUInt16BE(1, 4)
    head.writeUInt16BE(found === null ? 0 : 1, 6)
    const question = query.subarray(headerBytes, end + 4)
    // A pointer to the name in the question, type A, class IN, half a minute, four bytes.
    const record = Buffer.from([0xc0, headerBytes, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4])
    const answer = found === null ? [] : [record, Buffer.from(found.split('.').map(Number))]
    socket.send(Buffer.concat([head, question, ...answer]), port, address)
  })
  await new Promise<void>(resolve => socket.bind(0, '127.0.0.1', resolve))
  return { port: socket.address().port, close: () => new Promise(resolve => socket.close(() => resolve())) }
}

function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = []
  let at = headerBytes
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 }
}
