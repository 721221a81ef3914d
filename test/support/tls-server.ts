import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

export const openssl = '/usr/bin/openssl'

/** An https server on loopback whose certificate this process believes while it runs. */
export async function startTlsServer(
  body: string,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=test', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:upstream.example']
  const made = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ]
  execFileSync(openssl, [...made, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' })
  const certificate = await readFile(cert, 'utf8')
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, certificate])
  const server = createServer({ key: await readFile(key), cert: certificate }, (_, response) =>
    response.end(body),
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  await rm(folder, { recursive: true })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        setDefaultCACertificates(before)
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
