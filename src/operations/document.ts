import type { Announcement, Audience } from '../core/mirror/mirror.ts'
import type { Padding } from '../core/page/padding.ts'
import type { Site } from '../core/page/site.ts'
import type { Archive, EditionSummary } from '../ports/archive.ts'
import type { IssuedManifest } from '../ports/mirror-log.ts'
import type { Signer } from '../ports/signer.ts'

/** Where a document is read: what of it depends on the host that was asked. */
export interface Address {
  /** `https://host`: the same for all readers of a host. */
  readonly origin: string
  /** The origin with the reader's prefix, if there is one; no trailing slash. */
  readonly base: string
  /** Whether the address is the readers' secret, as on every channel but the public one. */
  readonly isClosed: boolean
  /** What is offered to them. */
  readonly audience: Audience
  readonly neutralTitle: string | null
  readonly epub: boolean
  /** The hub that pushes what changes at this address; null at every address but the aggregators'. */
  readonly hub: string | null
  /** What the readers of this host are to be told. */
  readonly announcement: Announcement | null
  /** The address that they are told: the next host, with the reader's own prefix there on a closed channel. */
  readonly nextAddress: string | null
  /** Host names of live mirrors that a reader here may know. */
  readonly knownHosts: readonly string[]
  /** When the pool last changed. */
  readonly changedAtMs: number
  /** The pool's version. */
  readonly version: number
}

/**
 * How far one rendering of a document reaches: `everywhere`; every host with the same `announcement` and the same offers
 * to its readers; one `base`, of which it holds nothing but the address; one `host` with what is announced there; or one
 * `request`, of which nothing is kept.
 */
export type Reach = 'everywhere' | 'announcement' | 'base' | 'host' | 'request'

/** What is known of a document before it is rendered. */
export interface DraftFacts {
  /** Below the base. */
  readonly path: string
  /** Says what it is made of, the address aside: another stamp is another document. */
  readonly stamp: string
  readonly role: 'page' | 'feed'
  readonly contentType: string
  /** 0 where there is nothing to tell. */
  readonly lastModifiedMs: number
  readonly reach: Reach
  readonly padding: Padding
}

export type Rendering = string | Uint8Array

/** A document that is known to exist, and how to render it. */
export interface DocumentDraft extends DraftFacts {
  /** What can be kept for every host: the whole document, or one with markers; null where nothing is worth keeping. */
  readonly renderShared: (() => string) | null
  /** The document for one address, made of the shared rendering where there is one. */
  readonly renderFor: (address: Address, shared: string) => Rendering | Promise<Rendering>
}

/** What documents are made of. */
export interface DraftDeps {
  readonly archive: Archive
  readonly site: Site
  /** The editions that have articles, by slug. */
  readonly editions: ReadonlyMap<string, EditionSummary>
}

/** What of a document depends on who asks, and when. */
export interface DraftOptions {
  readonly address: Address
  readonly originOf: (host: string) => string
  readonly signer: Signer | null
  readonly aggregators: { readonly host: string; readonly hub: string | null } | null
  readonly nowMs: number
  readonly manifests: ManifestChain
}

/** The manifests that readers of one address were given, one after the other. */
export interface ManifestChain {
  before(issuedAtMs: number): Promise<string | null>
  note(manifest: IssuedManifest): Promise<void>
}
