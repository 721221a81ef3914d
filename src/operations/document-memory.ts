import { LRUCache } from 'lru-cache'
import type { Announcement, Mirror } from '../core/mirror/mirror.ts'
import type { Coding } from '../core/page/padding.ts'
import type { EditionSummary } from '../ports/archive.ts'
import type { Address, DraftFacts } from './document.ts'

/** The pool of mirrors as of one version. */
export interface Pool {
  readonly version: number
  /** By host. */
  readonly mirrors: ReadonlyMap<string, Mirror>
  readonly announcements: readonly Announcement[]
  /** By host: the invite behind each path prefix, which has a leading slash. */
  readonly readers: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** What readers were told of this pool so far, by host and prefix. */
  readonly addresses: Map<string, Address>
}

/** What is known of a document, as long as the archive stays at one version. */
export interface KnownDraft {
  readonly archiveVersion: number
  readonly facts: DraftFacts
}

/**
 * What a process remembers between requests, each part bounded. Only what exists gets in, so that made-up paths,
 * prefixes and hosts cannot push anything out.
 */
export interface DocumentMemory {
  readonly editions: VersionMemo<ReadonlyMap<string, EditionSummary>>
  readonly pool: VersionMemo<Pool>
  readonly drafts: LRUCache<string, KnownDraft>
  /** Validators of a draft at an address, by coding. */
  readonly validators: WeakMap<DraftFacts, WeakMap<Address, Map<Coding, string>>>
  /** Bodies as sent; made once even when many ask at the same moment. */
  readonly bodies: LRUCache<string, Uint8Array, () => Promise<Uint8Array>>
}

/** What was read at one version; read again at another. */
export type VersionMemo<T> = (version: number, read: () => Promise<T>) => Promise<T>

const draftsKept = 4_000
const keyBytes = 200

/** @param maxBytes of bodies. */
export function createDocumentMemory(maxBytes: number): DocumentMemory {
  return {
    editions: createVersionMemo(),
    pool: createVersionMemo(),
    drafts: new LRUCache({ max: draftsKept }),
    validators: new WeakMap(),
    bodies: new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: body => body.length + keyBytes,
      fetchMethod: (_key, _stale, { context }) => context(),
    }),
  }
}

function createVersionMemo<T>(): VersionMemo<T> {
  let known: { version: number; value: Promise<T> } | null = null
  return (version, read) => {
    if (known?.version === version) return known.value
    const value = read()
    known = { version, value }
    // A failed reading is not remembered; whoever asked for it gets the failure.
    value.catch(() => {
      if (known?.value === value) known = null
    })
    return value
  }
}
