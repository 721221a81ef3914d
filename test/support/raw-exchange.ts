import { connect } from 'node:tls'

/** Sends bytes as they are over TLS and reads until the other side ends; the date, and the port in Alt-Svc, are taken out. */
export function exchangeRaw(port: number, host: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect({ host: '127.0.0.1', port, servername: host, rejectUnauthorized: false }, () =>
      socket.write(request),
    )
    socket.setTimeout(20_000, () =>
      socket.destroy(new Error(`no end of the answer to ${request.slice(0, 40)}`)),
    )
    socket.on('data', chunk => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('end', () => {
      socket.destroy()
      resolve(
        Buffer.concat(chunks)
          .toString('latin1')
          .replace(/^(date: ).*$/im, '$1…')
          .replace(/h3=":\d+"/i, 'h3=…'),
      )
    })
  })
}
