import { Resolver } from 'node:dns/promises'
import { Agent, request } from 'node:https'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { gunzipSync } from 'node:zlib'
import { type Censor, type CensoredHost, startCensor } from './censor.ts'
import { type CertificateChain, makeCertificateChain } from './certificate-chain.ts'
import { type Station, startTlsFront } from './tls-front.ts'

/** What a reader got, or what the reader's program said in its place. */
export type ReaderSaw =
  | { readonly status: number; readonly body: string }
  | { readonly status: 'failed'; readonly says: string }

/** Hosts with fronts of their own before one server, readers, and a censor between the two. */
export interface CensoredNetwork {
  readonly censor: Censor
  /** By host: what its front shows. */
  readonly chains: ReadonlyMap<string, CertificateChain>
  /** Where hosts really are, for who goes around the censor. */
  readonly places: readonly CensoredHost[]
  /** Asks for paths of one host as a reader's program does, all over one connection. */
  read(host: string, ...paths: string[]): Promise<ReaderSaw>
  /** Makes the censor show a certificate of its own for a host. */
  forge(host: string): Promise<void>
  close(): Promise<void>
}

// Long enough for a slow machine: whatever answers at all answers in a tenth of it.
const patienceMs = 4_000

/** @param behindPort the readers' listener. Needs openssl. */
export async function openCensoredNetwork(
  hosts: readonly string[],
  behindPort: number,
): Promise<CensoredNetwork> {
  const before = getCACertificates('default')
  const chains = new Map<string, CertificateChain>()
  const fronts: Station[] = []
  const places: CensoredHost[] = []
  for (const [index, host] of hosts.entries()) {
    const chain = await makeCertificateChain(host, 'ecdsa')
    const front = await startTlsFront(behindPort, chain)
    chains.set(host, chain)
    fronts.push(front)
    places.push({ host, address: `127.0.0.${11 + index}`, port: front.port })
  }
  setDefaultCACertificates([...before, ...[...chains.values()].map(chain => chain.root)])
  const censor = await startCensor(places)
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  resolver.setServers([`127.0.0.1:${censor.resolverPort}`])

  return {
    censor,
    chains,
    places,
    async read(host, ...paths) {
      const [address = ''] = await resolver.resolve4(host).catch(() => [])
      if (address === '') return { status: 'failed', says: 'there is no such name' }
      return readAll({ host, address, port: censor.port }, paths)
    },
    async forge(host) {
      const front = await startTlsFront(behindPort, await makeCertificateChain(host, 'ecdsa'))
      fronts.push(front)
      await censor.apply({ does: 'forge', host, toPort: front.port })
    },
    async close() {
      setDefaultCACertificates(before)
      await censor.close()
      await Promise.all(fronts.map(front => front.close()))
    },
  }
}

/** The last answer of several over one connection, or the first failure. */
async function readAll(place: CensoredHost, paths: readonly string[]): Promise<ReaderSaw> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  try {
    let saw: ReaderSaw = { status: 'failed', says: 'nothing was asked for' }
    for (const path of paths) {
      saw = await readOnce(place, path, agent)
      if (saw.status === 'failed') return saw
    }
    return saw
  } finally {
    agent.destroy()
  }
}

function readOnce({ host, address, port }: CensoredHost, path: string, agent: Agent): Promise<ReaderSaw> {
  return new Promise(resolve => {
    const signal = AbortSignal.timeout(patienceMs)
    const fail = (error: NodeJS.ErrnoException) =>
      resolve({ status: 'failed', says: signal.aborted ? 'waits, and nothing comes' : describe(error) })
    const headers = { host, 'accept-encoding': 'gzip' }
    request({ host: address, port, servername: host, path, headers, agent, signal }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', chunk => chunks.push(chunk)).on('error', fail)
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const isZipped = answer.headers['content-encoding'] === 'gzip'
        resolve({ status: answer.statusCode ?? 0, body: (isZipped ? gunzipSync(bytes) : bytes).toString() })
      })
    })
      .on('error', fail)
      .end()
  })
}

function describe({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'nobody lets it connect'
  if (code === 'ECONNRESET') return 'the connection was reset'
  if (code !== undefined && /CERT|VERIFY|ISSUER|SELF_SIGNED/.test(code))
    return 'the certificate is not to be trusted'
  return code ?? message
}
