import { hashId } from '../core/digest.ts'
import { AppError } from '../core/errors.ts'
import type { Channel } from '../core/mirror/mirror.ts'
import { type Coding, padBody } from '../core/page/padding.ts'
import { type DocumentName, formatPath, parsePath } from '../core/page/path.ts'
import { readSearchPage } from '../core/page/search-page.ts'
import type { Site } from '../core/page/site.ts'
import type { Archive } from '../ports/archive.ts'
import type { Clock } from '../ports/clock.ts'
import type { Compressor } from '../ports/compressor.ts'
import type { MirrorLog } from '../ports/mirror-log.ts'
import type { Publisher } from '../ports/publisher.ts'
import type { Signer } from '../ports/signer.ts'
import type { Address, DocumentDraft, DraftDeps, DraftFacts, ManifestChain } from './document.ts'
import { makeBody } from './document-body.ts'
import type { DocumentMemory, Pool } from './document-memory.ts'
import { changedAtMs, offersOf, tellableMs, versionOf } from './document-version.ts'
import { isPushed } from './edition-documents.ts'
import { type FoundReader, findReader, type Hosts, hubOf, readPool } from './find-reader.ts'
import { readAddress } from './read-address.ts'
import { draftDocument } from './render-document.ts'

export interface OpenDeps extends Hosts {
  readonly archive: Archive
  readonly mirrorLog: MirrorLog
  readonly publisher: Publisher
  readonly compressor: Compressor
  readonly clock: Clock
  /** Null where the operator has no signing key. */
  readonly signer: Signer | null
  readonly site: Site
  /** The address of a host as readers type it, without a trailing slash; `https://HOST` unless told otherwise. */
  readonly originOf: (host: string) => string
  readonly memory: DocumentMemory
}

/** A document as one reader may have it. Nothing is rendered or compressed before `body` is called. */
export interface OpenedDocument {
  readonly channel: Channel
  readonly role: DocumentDraft['role']
  /** Whether it is an answer to one reader, of which nobody may keep anything. */
  readonly isPrivate: boolean
  readonly contentType: string
  /** 0 where there is nothing to tell. */
  readonly lastModifiedMs: number
  /** What it can be sent in, best first, `identity` last. */
  readonly codings: readonly Coding[]
  /** What the answer's Link field is to say (RFC 8288). */
  readonly links: readonly { readonly rel: string; readonly href: string }[]
  /** The same document at an onion address, for Tor Browser to offer; only on the front page of a public host. */
  readonly onionLocation: string | null
  /** A strong validator (RFC 9110 §8.8.3), in quotes. */
  readonly etag: (coding: Coding) => string
  readonly body: (coding: Coding) => Promise<Uint8Array>
}

export type OpenOutcome =
  | { readonly status: 'found'; readonly document: OpenedDocument }
  /** The document is at another path on the same host. */
  | { readonly status: 'moved'; readonly path: string; readonly channel: Channel }
  | { readonly status: 'unknown' }

const unknown: OpenOutcome = { status: 'unknown' }

/**
 * Finds what a reader asked for. Upstream is never asked, and an unknown address costs as little as can be.
 * @param request the host name without port; the path with its leading slash, as sent; what is searched for, empty
 *   where nothing is; and which page of what is found, as sent.
 */
export async function openDocument(
  request: {
    readonly host: string
    readonly path: string
    readonly query: string
    readonly page: string | null
  },
  deps: OpenDeps,
): Promise<OpenOutcome> {
  const pool = await readPool(deps)
  const found = findReader(request, pool, deps)
  if (found === null) return unknown
  const { channel, reader } = found
  const { prefix } = reader
  if (request.path === prefix) return { status: 'moved', path: `${prefix}/`, channel }

  const archiveVersion = await deps.archive.version()
  const editions = await readEditions(archiveVersion, deps)
  const parsed = parsePath(request.path.slice(prefix.length + 1), slug => editions.has(slug))
  const name = parsed?.kind === 'search' ? nameSearch(request) : parsed
  if (name === null || (name.kind === 'article-signature' && !channel.signatures)) return unknown
  if (name.kind === 'aggregators' && channel.kind !== 'public') return unknown
  const view = { name, address: addressOf(found, pool, deps), archiveVersion, editions }
  const known = await readDraft(view, deps)
  if (known === null) return unknown
  return { status: 'found', document: open(known, channel, view, deps) }
}

function nameSearch({ query, page }: { query: string; page: string | null }): DocumentName | null {
  const number = readSearchPage(page)
  return number === null ? null : { kind: 'search', query, page: number }
}

interface View {
  readonly name: DocumentName
  readonly address: Address
  readonly archiveVersion: number
  readonly editions: DraftDeps['editions']
}

/** What this reader is told of the pool; made out once for each version of it. */
function addressOf(found: FoundReader, pool: Pool, deps: OpenDeps): Address {
  const { mirror, channel, named, reader } = found
  const key = `${mirror.host} ${reader.prefix}`
  const known = pool.addresses.get(key)
  if (known !== undefined) return known
  const told = readAddress(
    { mirror, channel, named, ...reader },
    { ...pool, mirrors: [...pool.mirrors.values()] },
    deps.originOf,
  )
  const address = { ...told, hub: hubOf(found, deps) }
  pool.addresses.set(key, address)
  return address
}

function readEditions(version: number, { archive, memory }: OpenDeps) {
  return memory.editions(
    version,
    async () => new Map((await archive.editions()).map(edition => [edition.slug, edition])),
  )
}

/** What is known of the document, read again once the archive has changed, or the pool where that counts. */
async function readDraft(view: View, deps: OpenDeps): Promise<DraftFacts | null> {
  const { name, address, archiveVersion } = view
  const key = JSON.stringify([formatPath(name), offersOf(address)])
  const known = isMade(name) ? undefined : deps.memory.drafts.get(key)
  if (known?.archiveVersion === archiveVersion) return known.facts
  const draft = await prepare(view, deps)
  if (draft === null) return null
  const { renderShared: _, renderFor: __, ...facts } = draft
  if (!isMade(name)) deps.memory.drafts.set(key, { archiveVersion, facts })
  return facts
}

/** Those are made of the pool, the day or what one reader asked for: nothing of them is remembered. */
function isMade(name: DocumentName): boolean {
  return name.kind === 'mirrors' || name.kind === 'manifest' || name.kind === 'search'
}

function prepare({ name, address, editions }: View, deps: OpenDeps): Promise<DocumentDraft | null> {
  const { originOf, signer, clock, aggregators, mirrorLog } = deps
  const { origin } = address
  // Under the origin and not the base: a prefix is the reader's secret and is written down nowhere.
  const manifests: ManifestChain = {
    before: issuedAtMs => mirrorLog.manifestBefore(origin, issuedAtMs),
    note: manifest => mirrorLog.noteManifest(origin, manifest),
  }
  return draftDocument(
    name,
    { ...deps, editions },
    {
      address,
      originOf,
      signer,
      aggregators,
      manifests,
      nowMs: clock.nowMs(),
    },
  )
}

function open(facts: DraftFacts, channel: Channel, view: View, deps: OpenDeps): OpenedDocument {
  const { role, contentType } = facts
  const { address } = view
  const lastModifiedMs = tellableMs(changedAtMs(facts, address), deps.clock.nowMs())
  const etag = (coding: Coding) => validatorOf(facts, { address, coding }, deps.memory)
  const draft = async () => {
    const prepared = await prepare(view, deps)
    if (prepared !== null) return prepared
    throw new AppError('archive-failed', `${facts.path} is no longer there`)
  }
  // On a closed channel whatever is not the same everywhere may hold the reader's own prefix.
  const isOwn =
    facts.reach === 'host' || facts.reach === 'base' || (facts.reach === 'announcement' && address.isClosed)
  const remember = async (key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    if (facts.reach === 'request') return make()
    const own = isOwn ? `${key} ${address.base}` : key
    return (await deps.memory.bodies.fetch(own, { context: make })) ?? make()
  }
  const plain = () => remember(`${etag('identity')} unpadded`, () => make('identity'))
  const make = (coding: Coding) => makeBody(coding, { facts, address, draft, identity: plain }, deps)
  const unpadded = (coding: Coding) => (coding === 'identity' ? plain() : make(coding))
  const body = (coding: Coding) =>
    coding === 'identity' && facts.padding === 'none'
      ? plain()
      : remember(etag(coding), async () => padBody(await unpadded(coding), coding, facts.padding))
  const codings = [...deps.compressor.codings, 'identity'] as const
  const isPrivate = facts.reach === 'request'
  return {
    channel,
    role,
    isPrivate,
    contentType,
    lastModifiedMs,
    codings,
    links: pushLinks(view),
    onionLocation: onionOf(view, deps),
    etag,
    body,
  }
}

function validatorOf(
  facts: DraftFacts,
  { address, coding }: { readonly address: Address; readonly coding: Coding },
  { validators }: DocumentMemory,
): string {
  const ofDraft = validators.get(facts) ?? new WeakMap<Address, Map<Coding, string>>()
  const ofAddress = ofDraft.get(address) ?? new Map<Coding, string>()
  validators.set(facts, ofDraft)
  ofDraft.set(address, ofAddress)
  const known = ofAddress.get(coding)
  if (known !== undefined) return known
  const etag = `"${hashId(JSON.stringify([...versionOf(facts, address), coding]), 16)}"`
  ofAddress.set(coding, etag)
  return etag
}

/** A live onion mirror of the same public channel. Nothing on a closed channel names another host. */
function onionOf({ name, address }: View, { originOf }: OpenDeps): string | null {
  if (name.kind !== 'front' || address.isClosed || address.origin.endsWith('.onion')) return null
  const onion = address.knownHosts.find(host => host.endsWith('.onion'))
  return onion === undefined ? null : `${originOf(onion)}/`
}

/** WebSub §4: the hub, and the feed's own address as it is subscribed to. */
function pushLinks({ name, address: { hub, base } }: View): OpenedDocument['links'] {
  if (hub === null || name.kind !== 'feed' || !isPushed(name)) return []
  return [
    { rel: 'hub', href: hub },
    { rel: 'self', href: `${base}/${formatPath(name)}` },
  ]
}
