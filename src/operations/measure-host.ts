import {
  type ClassifyOptions,
  classifyPassage,
  type ExpectedAnswer,
} from '../core/mirror/classify-passage.ts'
import { evidenceOf, type HostFacts, type Measurement } from '../core/mirror/measurement.ts'
import type { Mirror } from '../core/mirror/mirror.ts'
import { parentOf } from '../core/mirror/parent.ts'
import { prefixOf } from '../core/mirror/secret.ts'
import type { VantagePoint } from '../core/mirror/vantage-point.ts'
import type { Coding } from '../core/page/padding.ts'
import type { Passage, ProbeLine, Prober } from '../ports/prober.ts'
import type { MirrorHandDeps } from './change-mirror.ts'
import { type OpenDeps, openDocument } from './open-document.ts'

export interface MeasureDeps extends OpenDeps, MirrorHandDeps {
  readonly prober: Prober
}

export interface HostTask {
  readonly mirror: Mirror
  readonly vantagePoints: readonly VantagePoint[]
  readonly inviteId: string | null
}

const straight: ProbeLine = { proxy: null, resolver: null }

/**
 * Measures one host from several vantage points at once, and a public one from this server too. Where nobody reaches
 * it, this server included, that is an outage of ours and no word about any region.
 */
export async function measureHost(
  { mirror, vantagePoints, inviteId }: HostTask,
  { signal }: { readonly signal: AbortSignal },
  deps: MeasureDeps,
): Promise<readonly Measurement[]> {
  const { host } = mirror
  const path = inviteId === null ? '/' : `/${prefixOf(inviteId, host)}/`
  const probe = (line: ProbeLine, domain: string | null = null) =>
    deps.prober.probe({ ...whereIs(host, deps), host, path, line, domain, signal })
  const before = await readOwn(host, path, deps)
  const passages = await Promise.all(
    vantagePoints.map(async vantage => ({ vantage, passage: await probe(vantage) })),
  )
  // Behind the others, so that an outage that began meanwhile is seen.
  const here = inviteId === null ? await probe(straight, ownDomain(host)) : null
  const after = await readOwn(host, path, deps)
  const own = [...before, ...after]
  const ownAddresses = here?.addresses ?? []
  const judge = (passage: Passage) =>
    classifyPassage(passage, { ownAddresses, expected: expectedOf(passage, own) } satisfies ClassifyOptions)
  const toMeasurement = (passage: Passage, vantage: VantagePoint | null): Measurement => ({
    atMs: deps.clock.nowMs(),
    host,
    vantageId: vantage?.id ?? 'here',
    region: vantage?.region ?? null,
    ...judge(passage),
    bytes: passage.bytes,
    facts: factsOf(passage, vantage),
  })
  const measured = [
    ...passages.map(({ vantage, passage }) => toMeasurement(passage, vantage)),
    ...(here === null ? [] : [toMeasurement(here, null)]),
  ]
  const isReached = measured.some(each => evidenceOf(each.class) === 'reached')
  const isServed = own.length > 0
  if (isReached || (inviteId !== null && isServed)) return measured
  return measured.map(each => (evidenceOf(each.class) === 'interfered' ? { ...each, class: 'outage' } : each))
}

/** The registrable name of a host; null under a suffix that belongs to somebody else, and on this machine (RFC 6761). */
function ownDomain(host: string): string | null {
  const parent = parentOf(host)
  const isRegistered = parent.kind === 'owned' && parent.name.includes('.') && !/\.localhost$/.test(host)
  return isRegistered ? parent.name : null
}

function whereIs(host: string, { originOf }: MeasureDeps) {
  const { protocol, port } = new URL(originOf(host))
  const isSecure = protocol === 'https:'
  return { isSecure, port: Number(port) || (isSecure ? 443 : 80) }
}

type OwnAnswers = readonly { readonly coding: Coding; readonly answer: ExpectedAnswer }[]

/** What we send ourselves at this moment, in each coding; nothing where we do not serve. */
async function readOwn(host: string, path: string, deps: MeasureDeps): Promise<OwnAnswers> {
  const opened = await openDocument({ host, path, query: '', page: null }, deps)
  if (opened.status !== 'found') return []
  const { codings, body } = opened.document
  const text = new TextDecoder().decode(await body('identity'))
  return Promise.all(codings.map(async coding => ({ coding, answer: { body: await body(coding), text } })))
}

function expectedOf({ answers: [first] }: Passage, own: OwnAnswers): readonly ExpectedAnswer[] {
  return own.filter(({ coding }) => coding === first?.coding).map(({ answer }) => answer)
}

/** Addresses as this server sees them; a certificate that was to be trusted, wherever it was seen. */
function factsOf(
  { addresses, certificate, nameServers }: Passage,
  vantage: VantagePoint | null,
): HostFacts | null {
  const own = vantage === null ? addresses : []
  return own.length === 0 && certificate === null ? null : { addresses: own, certificate, nameServers }
}
