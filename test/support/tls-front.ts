import { type AddressInfo, connect, type Socket } from 'node:net'
import { createServer } from 'node:tls'
import type { CertificateChain } from './certificate-chain.ts'

/** A server on loopback. */
export interface Station {
  readonly port: number
  close(): Promise<void>
}

/**
 * Ends TLS 1.3 before a listener of plain HTTP, as nginx or Caddy would, with the key share that browsers have had since
 * 2024 and no other.
 */
export async function startTlsFront(behindPort: number, chain: CertificateChain): Promise<Station> {
  const open = new Set<Socket>()
  const server = createServer({ ...chain, minVersion: 'TLSv1.3', ecdhCurve: 'X25519MLKEM768' }, secured => {
    const behind = connect(behindPort, '127.0.0.1')
    open.add(secured).add(behind)
    secured.pipe(behind).pipe(secured)
    secured.on('error', () => behind.destroy())
    behind.on('error', () => secured.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
