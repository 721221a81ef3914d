import type { Group, GroupChange, Invite } from '../core/mirror/group.ts'
import type { Announcement, Mirror, MirrorChange } from '../core/mirror/mirror.ts'

/** What is to be written of groups, together with the mirrors that it concerns. */
export interface GroupUpdate extends GroupChange {
  /** Invites whose prefix opens from now on the host, too. */
  readonly openings: readonly { readonly host: string; readonly inviteIds: readonly string[] }[]
  /** Hosts on which no prefix opens any more. */
  readonly shutHosts: readonly string[]
  /** How many days a host lasted until a specific block. */
  readonly lags: readonly { readonly channelId: string; readonly days: number }[]
}

/** Everything that is known of groups and invites. */
export interface Groups {
  /** Oldest first. */
  readonly groups: readonly Group[]
  readonly invites: readonly Invite[]
  /** By host: the invites whose prefix opens there. */
  readonly openings: ReadonlyMap<string, readonly string[]>
  /** By channel: how many days hosts lasted until a specific block, newest last. */
  readonly lags: ReadonlyMap<string, readonly number[]>
}

export interface MirrorUpdate {
  readonly mirrors: readonly Mirror[]
  readonly changes: readonly MirrorChange[]
  readonly announcement?: Announcement
  readonly groups?: GroupUpdate
  /** Writes nothing if the log is at another version, because another writer came first. */
  readonly ifVersion?: number
}

export interface IssuedManifest {
  readonly issuedAtMs: number
  /** SHA-256 of what was signed of it, in hexadecimal. */
  readonly hash: string
}

/** The pool of mirrors with the log of its changes, and the groups that use it. */
export interface MirrorLog {
  /** Grows with every change of a mirror, announcement, group or invite. */
  version(): Promise<number>
  list(): Promise<readonly Mirror[]>
  find(host: string): Promise<Mirror | null>
  /**
   * Writes mirrors as they are now together with the lines that say why, the announcement if there is one, and the
   * groups: all of it or nothing.
   * @returns whether it was written.
   */
  record(update: MirrorUpdate): Promise<boolean>
  /** Oldest first. */
  changes(host?: string): Promise<readonly MirrorChange[]>
  /** Oldest first. */
  announcements(): Promise<readonly Announcement[]>
  readGroups(): Promise<Groups>
  /** Forgets every group and invite, and which hosts they knew. */
  wipeGroups(): Promise<void>
  /**
   * The hash of the manifest that readers of an origin were given before one issued then; null for their first.
   * @param origin without a reader's prefix.
   */
  manifestBefore(origin: string, issuedAtMs: number): Promise<string | null>
  /** Notes a manifest that was issued. The first one of an instant stays; those long before it are forgotten. */
  noteManifest(origin: string, manifest: IssuedManifest): Promise<void>
  /** Notes that hosts were asked for on a day (its number since 1970, UTC), and nothing else of it. */
  noteAsked(hosts: readonly string[], day: number): Promise<void>
  /** By host: the last day on which it was asked for. */
  lastAsked(): Promise<ReadonlyMap<string, number>>
}
