import { Resolver, resolveNs } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import { connect as secure, type TLSSocket } from 'node:tls'
import { AppError } from '../../core/errors.ts'
import type { CertificateFacts } from '../../core/mirror/measurement.ts'
import { isAllowedPrivate, isPublicAddress } from '../../core/source/address.ts'
import type { Passage, ProbeAnswer, ProbeRequest, Prober, ProbeStage, ProbeStop } from '../../ports/prober.ts'
import { converse } from './converse.ts'
import { createGuardedConnector, type Resolve, resolveAll } from './guarded-connector.ts'
import { createTunnelConnector } from './tunnel.ts'

export interface ProberOptions {
  /** Exact addresses with ports that may be reached though they are not public. */
  readonly allowPrivate: readonly string[]
  /** How long one phase may take: resolving, connecting, shaking hands, one answer. Default: 10,000. */
  readonly patienceMs?: number
  /** How names are resolved where the line names no server; default: the machine's resolver. */
  readonly resolve?: Resolve
  /** The name servers of a domain; default: as the machine's resolver says. */
  readonly findNameServers?: (domain: string) => Promise<readonly string[]>
}

/** Ends a probe where it stands. */
class Stopped extends Error {
  readonly at: ProbeStage
  readonly by: ProbeStop
  constructor(at: ProbeStage, by: ProbeStop, says: string) {
    super(says)
    this.at = at
    this.by = by
  }
}

// Networks that freeze a connection do so after some 16 KB; no more than it takes to see that is asked for.
const enoughBytes = 24_000
const mostAnswers = 8

/** A Prober on sockets: an HTTP client would hide which phase failed. */
export function createProber({
  allowPrivate,
  patienceMs = 10_000,
  resolve = resolveAll,
  findNameServers = resolveNs,
}: ProberOptions): Prober {
  return {
    async probe(request) {
      const { signal } = request
      const opened: Opened = { addresses: [], socket: null, certificate: null, answers: [] }
      const interrupted = new AppError('interrupted', `the probe of ${request.host} was broken off`)
      if (signal?.aborted) throw interrupted
      let abort: () => void = () => undefined
      const aborted = new Promise<never>((_, fail) => {
        abort = () => fail(interrupted)
      })
      signal?.addEventListener('abort', abort, { once: true })
      let stopped: Passage['stopped'] = null
      try {
        const passing = pass(request, opened, { allowPrivate, patienceMs, resolve, findNameServers })
        await Promise.race([passing, aborted])
      } catch (error) {
        if (!(error instanceof Stopped)) throw error
        stopped = { at: error.at, by: error.by, says: error.message }
      } finally {
        signal?.removeEventListener('abort', abort)
        opened.socket?.destroy()
      }
      const { addresses, certificate, answers, socket } = opened
      // Nothing of a probe rests on them: where they are not to be had, none are told.
      const asked = request.domain === null ? [] : findNameServers(request.domain)
      const nameServers = await waitFor(Promise.resolve(asked), patienceMs).catch(() => [])
      return { addresses, certificate, nameServers, answers, bytes: socket?.bytesRead ?? 0, stopped }
    },
  }
}

/** How far a probe has come. */
interface Opened {
  addresses: readonly string[]
  /** The connection itself, below TLS. */
  socket: Socket | null
  certificate: CertificateFacts | null
  readonly answers: ProbeAnswer[]
}

async function pass(request: ProbeRequest, opened: Opened, options: Required<ProberOptions>): Promise<void> {
  const { host, path, line, isSecure } = request
  const { patienceMs } = options
  opened.socket =
    line.proxy === null
      ? await connectStraight(request, opened, options)
      : await connectThrough(request, options)
  // What comes behind its end is no news.
  opened.socket.on('error', () => undefined)
  const socket = isSecure ? await shakeHands(opened.socket, host, patienceMs) : opened.socket
  if (socket !== opened.socket) opened.certificate = readCertificate(socket as TLSSocket, host)
  if (request.signal?.aborted) {
    opened.socket.destroy()
    return
  }
  const conversation = converse(socket, host)
  for (let n = 0; n < mostAnswers && opened.socket.bytesRead < enoughBytes; n++) {
    const asked = await waitFor(conversation.ask(path), patienceMs).catch((error: Error) => {
      throw toStop('answer', error)
    })
    opened.answers.push(asked.answer)
    if (asked.isLast) return
  }
}

async function connectStraight(
  { host, port, line }: ProbeRequest,
  opened: Opened,
  { allowPrivate, patienceMs, resolve }: Required<ProberOptions>,
): Promise<Socket> {
  const resolving = line.resolver === null ? resolveWith(resolve, host) : askResolver(line.resolver, host)
  const addresses = await waitFor(resolving, patienceMs).catch((error: Error) => {
    const at = isOfResolver(error) ? 'vantage' : 'resolve'
    throw new Stopped(at, 'refused', `the name is not resolved: ${error.message}`)
  })
  opened.addresses = addresses
  const address = addresses.find(each => isPublicAddress(each) || isAllowedPrivate(allowPrivate, each, port))
  if (address === undefined)
    throw new Stopped(
      'resolve',
      'refused',
      `the name leads to ${addresses.join(', ') || 'nowhere'}, which is not public`,
    )
  const socket = connect({ host: address, port })
  return waitFor(arrived(socket, 'connect'), patienceMs).then(
    () => socket,
    (error: Error) => {
      socket.destroy()
      throw toStop('connect', error)
    },
  )
}

// A resolver that answers nobody says nothing of a host; one that denies the name, or its address, does.
const resolverCodes = new Set(['ECONNREFUSED', 'ETIMEOUT', 'EREFUSED', 'ECANCELLED', 'EAI_AGAIN'])

function isOfResolver(error: Error): boolean {
  return error instanceof Silence || ('code' in error && resolverCodes.has(String(error.code)))
}

async function resolveWith(resolve: Resolve, host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host]
  return (await resolve(host)).map(({ address }) => address)
}

function askResolver(server: string, host: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  resolver.setServers([server])
  return resolver.resolve4(host)
}

function connectThrough(
  { host, port, line: { proxy } }: ProbeRequest,
  { allowPrivate, patienceMs }: Required<ProberOptions>,
): Promise<Socket> {
  if (proxy === null) throw new Stopped('vantage', 'refused', 'there is no proxy')
  const signal = new AbortController().signal
  const guarded = createGuardedConnector({ allowPrivate, connectTimeoutMs: patienceMs, signal })
  const tunnel = createTunnelConnector({ proxy, connect: guarded, timeoutMs: patienceMs, signal })
  return new Promise((opened, fail) => {
    // The tunnel leaves TLS to us: clear text is all that it is asked for.
    tunnel({ hostname: host, host, protocol: 'http:', port: `${port}` }, (error, socket) => {
      if (error === null) opened(socket)
      else fail(toProxyStop(error))
    })
  })
}

// RFC 9110 §15.6: what a proxy says of the way behind it.
const ofTarget = new Set([502, 503, 504])

function toProxyStop(error: Error): Stopped {
  const isOfTarget =
    error instanceof AppError && (error.kind === 'fetch-failed' || ofTarget.has(error.status ?? 0))
  return new Stopped(isOfTarget ? 'connect' : 'vantage', 'refused', error.message)
}

async function shakeHands(socket: Socket, host: string, patienceMs: number): Promise<TLSSocket> {
  // It is looked at below: a refusal here would hide what was shown.
  const secured = secure({ socket, servername: host, ALPNProtocols: ['http/1.1'], rejectUnauthorized: false })
  try {
    await waitFor(arrived(secured, 'secureConnect'), patienceMs)
    return secured
  } catch (error) {
    throw toStop('handshake', error as Error)
  }
}

function readCertificate(socket: TLSSocket, host: string): CertificateFacts {
  const { fingerprint256, valid_to: validTo, subjectaltname = '', issuer } = socket.getPeerCertificate()
  if (!socket.authorized) {
    const by = [issuer?.O, issuer?.CN].flat().filter(Boolean).join(', ')
    const why = String(socket.authorizationError)
    throw new Stopped(
      'handshake',
      'untrusted',
      `the certificate for ${host} is not to be trusted (${why}), by ${by}`,
    )
  }
  return {
    fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
    expiresAtMs: Date.parse(validTo),
    names: subjectaltname.split(', ').flatMap(name => (name.startsWith('DNS:') ? [name.slice(4)] : [])),
  }
}

function arrived(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((done, fail) => {
    socket.once(event, done)
    socket.once('error', fail)
    socket.once('close', () => fail(new Error('the connection was cut')))
  })
}

class Silence extends Error {}

async function waitFor<Result>(work: Promise<Result>, patienceMs: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Silence('nothing came in time')), patienceMs)
  })
  try {
    return await Promise.race([work, silence])
  } finally {
    clearTimeout(timer)
  }
}

function toStop(at: ProbeStage, error: Error): Stopped {
  if (error instanceof Stopped) return error
  if (error instanceof Silence) return new Stopped(at, 'silent', error.message)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'ECONNREFUSED') return new Stopped(at, 'refused', 'the connection was refused')
  if (code === 'ECONNRESET') return new Stopped(at, 'cut', 'the connection was reset')
  return new Stopped(at, 'cut', error.message)
}
