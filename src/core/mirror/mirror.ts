import type { GroupRules } from './group.ts'

export const mirrorStates = ['standby', 'live', 'draining', 'blocked', 'retired'] as const

export type MirrorState = (typeof mirrorStates)[number]

/** One public host name on which the same editions and pages are served. */
export interface Mirror {
  /** Lower-case ASCII host name without port. */
  readonly host: string
  readonly channelId: string
  readonly state: MirrorState
  /** Regions (ISO 3166-1 alpha-2) where it is known to be blocked. */
  readonly blockedIn: readonly string[]
  /** Who hosts it, for counting what falls together. */
  readonly provider: string | null
  /** When the registration of the name ends; left out where the operator did not say. */
  readonly expiresAtMs?: number
  readonly addedAtMs: number
  readonly changedAtMs: number
}

/** One line of the log of changes; the log is never rewritten. */
export interface MirrorChange {
  readonly atMs: number
  readonly host: string
  /** Null for the line that added the mirror. */
  readonly from: MirrorState | null
  readonly to: MirrorState
  readonly region: string | null
  readonly reason: string | null
}

/** A planned move of a channel's readers from one host to another. */
export interface Announcement {
  readonly channelId: string
  readonly fromHost: string
  readonly toHost: string
  readonly announcedAtMs: number
}

export type ChannelKind = 'public' | 'mail' | 'bot' | 'partner' | 'invite'

/**
 * How much a reader risks: decides caching, storing and what is offered. `open` keeps pages for a minute and offers a
 * search, `careful` keeps nothing and offers nothing, `offline` is `careful` with the newest articles in one file.
 */
export type Audience = 'open' | 'careful' | 'offline'

/** A way readers learn of mirrors. */
export interface Channel {
  readonly id: string
  readonly kind: ChannelKind
  readonly audience: Audience
  /** What the browser's tab and history say in place of titles; null: the titles. */
  readonly neutralTitle: string | null
  /** Whether an EPUB is offered beside the one page; only to an `offline` audience. */
  readonly epub: boolean
  /** Whether `a/ID.sig` is served. */
  readonly signatures: boolean
  /** Close the connection after each answer, against networks that freeze one after some 16 KB. */
  readonly oneExchangePerConnection: boolean
  /** How its readers are held in groups; a public channel has none. */
  readonly groups: GroupRules
  readonly rotation: RotationRules
}

export interface RotationRules {
  /** How long before its end a host's readers are told of the next one; it is not retired sooner. */
  readonly leadHours: number
  /** The age at which a live host is rotated out by itself; null: by hand only. */
  readonly everyDays: number | null
}
