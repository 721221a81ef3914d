import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { missing } from './needs.ts'

const run = promisify(execFile)
const program = '/usr/bin/openssl'

export const openssl = missing(program, 'openssl')

export interface CertificateChain {
  /** The host's certificate and the one that signed it, as servers send them. */
  readonly cert: string
  readonly key: string
  /** What signed the second; whoever trusts it trusts the host. */
  readonly root: string
}

// As long as what public authorities put into their certificates: two signed timestamps, and where to ask for what.
const timestamps = `DER:04:81:f2:00:f0${':5a'.repeat(240)}`
const extensions = (host: string) => `
[req]
distinguished_name=name
[name]
[root]
basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[authority]
basicConstraints=critical,CA:true,pathlen:0
keyUsage=critical,keyCertSign,cRLSign,digitalSignature
extendedKeyUsage=serverAuth,clientAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
authorityInfoAccess=caIssuers;URI:http://x1.i.authority.example/
crlDistributionPoints=URI:http://x1.c.authority.example/
certificatePolicies=2.23.140.1.2.1
[host]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
authorityInfoAccess=caIssuers;URI:http://r13.i.authority.example/
crlDistributionPoints=URI:http://r13.c.authority.example/77.crl
certificatePolicies=2.23.140.1.2.1
subjectAltName=DNS:${host}
1.3.6.1.4.1.11129.2.4.2=${timestamps}
`
const newKey = {
  ecdsa: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  rsa: ['-newkey', 'rsa:2048'],
} as const

/** Makes a chain of two certificates under a root, as an authority on the web would. */
export async function makeCertificateChain(
  host: string,
  kind: keyof typeof newKey,
): Promise<CertificateChain> {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-chain-'))
  const file = (name: string) => join(folder, name)
  await writeFile(file('openssl.cnf'), extensions(host))
  const certify = (name: string, subject: string, more: readonly string[]) =>
    run(program, [
      ...['req', '-x509', '-nodes', '-sha256', '-days', '90', '-config', file('openssl.cnf')],
      ...[
        '-subj',
        subject,
        '-keyout',
        file(`${name}.key`),
        '-out',
        file(`${name}.pem`),
        ...newKey[kind],
        ...more,
      ],
    ])
  const signedBy = (name: string) => ['-CA', file(`${name}.pem`), '-CAkey', file(`${name}.key`)]
  await certify('root', '/C=US/O=Internet Security Research Group/CN=Example Root X1', [
    '-extensions',
    'root',
  ])
  await certify('middle', "/C=US/O=Let's Encrypt/CN=R13", ['-extensions', 'authority', ...signedBy('root')])
  await certify('host', `/CN=${host}`, ['-extensions', 'host', ...signedBy('middle')])
  const [leaf, middle, key, root] = await Promise.all(
    ['host.pem', 'middle.pem', 'host.key', 'root.pem'].map(name => readFile(file(name), 'utf8')),
  )
  await rm(folder, { recursive: true })
  return { cert: `${leaf}${middle}`, key: key ?? '', root: root ?? '' }
}
