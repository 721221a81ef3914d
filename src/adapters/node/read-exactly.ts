import type { Socket } from 'node:net'
import { AppError } from '../../core/errors.ts'

/**
 * Takes so many bytes from a socket and leaves the rest in it.
 * @throws AppError `proxy-failed` where it ends before; what the socket was destroyed with.
 */
export function readExactly(socket: Socket, length: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // One listener for the whole wait: adding one anew while fewer bytes are there makes the stream tell at once, again
    // and again.
    const take = () => {
      const bytes: Buffer | null = socket.read(length)
      if (bytes === null) return
      leave()
      if (bytes.length === length) resolve(bytes)
      else reject(endedEarly())
    }
    const fail = (error: Error) => {
      leave()
      reject(error)
    }
    const end = () => fail(endedEarly())
    const leave = () => socket.off('readable', take).off('error', fail).off('end', end).off('close', end)
    if (socket.destroyed || socket.readableEnded) reject(endedEarly())
    else socket.on('readable', take).on('error', fail).on('end', end).on('close', end)
  })
}

/**
 * Takes the head of an HTTP answer from a socket, up to its empty line, and leaves the rest in it.
 * @throws AppError `proxy-failed` where it ends before, or goes on for ever.
 */
export async function readHead(socket: Socket, maxBytes: number): Promise<string> {
  let head = ''
  while (!head.endsWith('\r\n\r\n')) {
    if (head.length >= maxBytes)
      throw new AppError('proxy-failed', 'the head of the proxy’s answer does not end')
    head += String.fromCharCode(...(await readExactly(socket, 1)))
  }
  return head
}

function endedEarly(): AppError {
  return new AppError('proxy-failed', 'the proxy ended the connection', {
    next: 'Check proxy in the configuration: whether it is of the kind that the address says.',
  })
}
