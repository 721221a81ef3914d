import { hashId } from '../core/digest.ts'
import { AppError } from '../core/errors.ts'
import { defaultGroupRules } from '../core/mirror/group.ts'
import type { Channel, Mirror } from '../core/mirror/mirror.ts'
import { prefixOf } from '../core/mirror/secret.ts'
import { isServing } from '../core/mirror/transition.ts'
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
import { isPushed } from './edition-documents.ts'
import { type Reader, readAddress } from './read-address.ts'
import { draftDocument } from './render-document.ts'

export interface AggregatorsHost {
  readonly host: string
  /** The address of a WebSub hub. */
  readonly hub: string | null
}

export interface OpenDeps {
  readonly archive: Archive
  readonly mirrorLog: MirrorLog
  readonly publisher: Publisher
  readonly compressor: Compressor
  readonly clock: Clock
  /** Null where the operator has no signing key. */
  readonly signer: Signer | null
  readonly site: Site
  readonly channels: readonly Channel[]
  /** The host for aggregators, which is in no pool and never rotates; null where there is none. */
  readonly aggregators: AggregatorsHost | null
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
  const asked = findChannel(request.host, pool, deps)
  if (asked === null) return unknown
  const { mirror, channel } = asked
  const reader = readPrefix(request, channel, pool)
  if (reader === null) return unknown
  const { prefix } = reader
  if (request.path === prefix) return { status: 'moved', path: `${prefix}/`, channel }

  const archiveVersion = await deps.archive.version()
  const editions = await readEditions(archiveVersion, deps)
  const parsed = parsePath(request.path.slice(prefix.length + 1), slug => editions.has(slug))
  const name = parsed?.kind === 'search' ? nameSearch(request) : parsed
  if (name === null || (name.kind === 'article-signature' && !channel.signatures)) return unknown
  if (name.kind === 'aggregators' && channel.kind !== 'public') return unknown
  const address = readAddress(
    { mirror, channel, named: namedChannels(channel, deps), ...reader },
    { ...pool, mirrors: [...pool.mirrors.values()] },
    deps.originOf,
  )
  const hub = channel === aggregatorsChannel ? (deps.aggregators?.hub ?? null) : null
  const view = { name, address: { ...address, hub }, archiveVersion, draftDeps: { ...deps, editions } }
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
  readonly draftDeps: DraftDeps
}

async function readPool({ mirrorLog, memory }: OpenDeps): Promise<Pool> {
  const version = await mirrorLog.version()
  return memory.pool(version, async () => {
    const [mirrors, announcements, { openings, invites }] = await Promise.all([
      mirrorLog.list(),
      mirrorLog.announcements(),
      mirrorLog.readGroups(),
    ])
    const closed = new Set(invites.filter(invite => invite.closedAtMs !== null).map(invite => invite.id))
    // All of them now, so that a wrong prefix and an unknown host take the same time.
    const readers = [...openings].map(([host, inviteIds]) => {
      const open = inviteIds.filter(id => !closed.has(id))
      return [host, new Map(open.map(id => [`/${prefixOf(id, host)}`, id]))] as const
    })
    return {
      version,
      mirrors: new Map(mirrors.map(mirror => [mirror.host, mirror])),
      announcements,
      readers: new Map(readers),
    }
  })
}

function readEditions(version: number, { archive, memory }: OpenDeps) {
  return memory.editions(
    version,
    async () => new Map((await archive.editions()).map(edition => [edition.slug, edition])),
  )
}

// Whoever republishes risks nothing by storing.
const aggregatorsChannel: Channel = {
  id: 'aggregators',
  kind: 'public',
  audience: 'open',
  neutralTitle: null,
  epub: false,
  oneExchangePerConnection: false,
  signatures: true,
  // It has neither.
  groups: defaultGroupRules,
  rotation: { leadHours: 0, everyDays: null },
}

/** The host that was asked with the channel of its readers; null where nobody is answered. */
function findChannel(
  host: string,
  pool: Pool,
  { channels, aggregators }: OpenDeps,
): { readonly mirror: Pick<Mirror, 'host' | 'changedAtMs'>; readonly channel: Channel } | null {
  if (host === aggregators?.host) return { mirror: { host, changedAtMs: 0 }, channel: aggregatorsChannel }
  const mirror = pool.mirrors.get(host)
  const channel = channels.find(each => each.id === mirror?.channelId)
  if (mirror === undefined || channel === undefined || !isServing(mirror.state)) return null
  return { mirror, channel }
}

/** The channels whose live hosts a reader of this public one may know. */
function namedChannels(channel: Channel, { channels }: OpenDeps): readonly string[] {
  const open = channels.filter(each => each.kind === 'public')
  return (channel === aggregatorsChannel ? open : [channel]).map(each => each.id)
}

/** Who asks, as far as the path tells; null where nothing is served. */
function readPrefix(
  { host, path }: { host: string; path: string },
  channel: Channel,
  pool: Pool,
): Reader | null {
  if (channel.kind === 'public') return { prefix: '', inviteId: null }
  const [prefix = ''] = /^\/[^/]*/.exec(path) ?? []
  const inviteId = pool.readers.get(host)?.get(prefix)
  return inviteId === undefined ? null : { prefix, inviteId }
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

/** What a channel offers to its readers and says in their tabs. */
function offersOf({ audience, neutralTitle, epub }: Address): readonly unknown[] {
  return [audience, neutralTitle, epub]
}

function prepare({ name, address, draftDeps }: View, deps: OpenDeps): Promise<DocumentDraft | null> {
  const { originOf, signer, clock, aggregators, mirrorLog } = deps
  const { origin } = address
  // Under the origin and not the base: a prefix is the reader's secret and is written down nowhere.
  const manifests: ManifestChain = {
    before: issuedAtMs => mirrorLog.manifestBefore(origin, issuedAtMs),
    note: manifest => mirrorLog.noteManifest(origin, manifest),
  }
  return draftDocument(name, draftDeps, {
    address,
    originOf,
    signer,
    aggregators,
    manifests,
    nowMs: clock.nowMs(),
  })
}

function open(facts: DraftFacts, channel: Channel, view: View, deps: OpenDeps): OpenedDocument {
  const { role, contentType } = facts
  const { address } = view
  const lastModifiedMs = tellableMs(changedAtMs(facts, address), deps.clock.nowMs())
  const etag = (coding: Coding) => `"${hashId(JSON.stringify([...versionOf(facts, address), coding]), 16)}"`
  const draft = async () => {
    const prepared = await prepare(view, deps)
    if (prepared !== null) return prepared
    throw new AppError('archive-failed', `${facts.path} is no longer there`)
  }
  const unpadded = async (coding: Coding): Promise<Uint8Array> => {
    const make = () => makeBody(coding, { facts, address, draft, identity: () => unpadded('identity') }, deps)
    if (facts.reach === 'request') return make()
    // On a closed channel whatever is not the same everywhere may hold the reader's own prefix.
    const isOwn =
      facts.reach === 'host' || facts.reach === 'base' || (facts.reach === 'announcement' && address.isClosed)
    const key = isOwn ? `${etag(coding)} ${address.base}` : etag(coding)
    return (await deps.memory.bodies.fetch(key, { context: make })) ?? make()
  }
  const body = async (coding: Coding) => padBody(await unpadded(coding), coding, facts.padding)
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

/** A client that knows dates alone must be told of an announcement too. */
function changedAtMs({ lastModifiedMs, reach }: DraftFacts, { announcement }: Address): number {
  const tells = reach === 'announcement' || reach === 'host'
  if (!tells || lastModifiedMs === 0) return lastModifiedMs
  return Math.max(lastModifiedMs, announcement?.announcedAtMs ?? 0)
}

// A date has whole seconds, and what is being written carries the moment at which that began.
const settlingMs = 2_000

/**
 * The date to tell a client now: never one that a later change may bear too, or a client that knows dates alone would
 * miss that change (RFC 9110 §8.8.2.2), and never one to come. 0 where there is nothing to tell.
 */
function tellableMs(changedMs: number, nowMs: number): number {
  return Math.max(0, Math.min(changedMs, nowMs - settlingMs))
}

/** What two documents must have in common to be the same, byte for byte before content coding. */
function versionOf({ path, stamp, reach }: DraftFacts, address: Address): readonly unknown[] {
  const { origin, announcement, hub } = address
  switch (reach) {
    case 'everywhere':
      return [path, stamp]
    case 'announcement':
      return [path, stamp, announcement, offersOf(address)]
    case 'base':
      return [path, stamp, offersOf(address), origin]
    case 'host':
      // The origin and not the base: two invites of a group get equal validators, so that none of them is a tracker.
      return [path, stamp, announcement, offersOf(address), origin, hub]
    case 'request':
      return [path, stamp, origin]
  }
}
