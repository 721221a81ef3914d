import { Agent, type IncomingMessage, request } from 'node:http'
import type { Duplex } from 'node:stream'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'
import type { Coding } from '../../core/page/padding.ts'
import type { ProbeAnswer } from '../../ports/prober.ts'

const decoders = { br: promisify(brotliDecompress), gzip: promisify(gunzip) }
// Our longest page is a fraction of it; what a stranger sends in its place is cut off.
const maxBytes = 1_000_000

export interface Asked {
  readonly answer: ProbeAnswer
  /** Whether the other side ends the connection behind it. */
  readonly isLast: boolean
}

/** HTTP over one connection that stands already, and over no other. */
export function converse(connection: Duplex, host: string): { ask(path: string): Promise<Asked> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let isTaken = false
  agent.createConnection = () => {
    if (isTaken) throw new Error('the connection was cut')
    isTaken = true
    return connection
  }
  const headers = { host, 'accept-encoding': 'br, gzip', 'user-agent': 'Mozilla/5.0', accept: 'text/html' }
  return {
    async ask(path) {
      const answer = await new Promise<IncomingMessage>((done, fail) => {
        request({ agent, path, headers }, done).on('error', fail).end()
      })
      const body = await readAll(answer)
      const named = answer.headers['content-encoding']
      const coding: Coding = named === 'br' || named === 'gzip' ? named : 'identity'
      const plain = coding === 'identity' ? body : await decoders[coding](body, { maxOutputLength: maxBytes })
      return {
        answer: { status: answer.statusCode ?? 0, coding, body, text: new TextDecoder().decode(plain) },
        isLast: connection.destroyed || /close/i.test(answer.headers.connection ?? ''),
      }
    },
  }
}

async function readAll(answer: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of answer) {
    chunks.push(chunk)
    length += chunk.length
    if (length > maxBytes) throw new Error('the answer does not end')
  }
  return new Uint8Array(Buffer.concat(chunks))
}
