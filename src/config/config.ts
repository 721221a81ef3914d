import type { EditionRule } from '../core/feed/edition-rule.ts'
import type { Channel } from '../core/mirror/mirror.ts'
import type { VantagePoint } from '../core/mirror/vantage-point.ts'
import type { UpstreamProxy } from '../core/source/proxy.ts'
import type { SiteRules, Source } from '../core/source/source.ts'

/** A host that the configuration brings into the pool; from then on the archive knows how it stands. */
export interface MirrorSeed {
  readonly host: string
  readonly channelId: string
  readonly state: 'live' | 'standby'
  readonly provider: string | null
}

/** What one outgoing request may cost, and which addresses it may reach besides public ones. */
export interface Limits {
  /** Counted after decompression. */
  readonly maxBodyBytes: number
  readonly timeoutSeconds: number
  readonly maxRedirects: number
  /** Exact `address:port`; everything else that is not public is refused. */
  readonly allowPrivate: readonly string[]
}

/** The whole configuration: checked, defaults filled in. */
export interface Config {
  readonly title: string
  readonly description: string | null
  readonly rights: string | null
  /** A mail address or the address of a page. */
  readonly contact: string | null
  /** Languages of the interface whose safety texts somebody who speaks them has read for this operator. */
  readonly reviewedLanguages: readonly string[]
  readonly sources: readonly Source[]
  /** The feeds that the operator narrows by rules. */
  readonly feeds: readonly EditionRule[]
  readonly sites: readonly { readonly host: string; readonly rules: SiteRules }[]
  /** Absolute once it was loaded from a file; null for none. */
  readonly siteConfigs: string | null
  readonly mirrors: readonly MirrorSeed[]
  readonly channels: readonly Channel[]
  /** `file` is absolute once it was loaded from a file. */
  /** The host for aggregators, which stays when mirrors rotate. */
  readonly aggregators: { readonly host: string; readonly hub: string | null } | null
  readonly store: { readonly file: string }
  readonly limits: Limits
  /** A function, so that no print of the configuration shows it. Throws AppError `secret-missing`. */
  readonly signing: {
    readonly key: () => string
    /** Null where readers know the key itself, without a root above it. */
    readonly delegation: (() => string) | null
  } | null
  readonly server: {
    readonly host: string
    readonly port: number
    readonly publicScheme: 'http' | 'https'
    /** Null: the scheme's own. */
    readonly publicPort: number | null
    /** Configuration and logs of the front, for `doctor`. */
    readonly frontFiles: readonly string[]
  }
  readonly operator: {
    readonly host: string
    readonly port: number
    /** Null: nothing that needs a token is answered. Throws AppError `secret-missing`. */
    readonly token: (() => string) | null
  }
  /** What counts on Cloudflare Workers alone. */
  readonly edge: {
    readonly plan: 'free' | 'paid'
    /** Null for none. */
    readonly operatorHost: string | null
    /** Where the holder of a secret asks for the present address; null for none. */
    readonly whereHost: string | null
  }
  readonly mailResponder: {
    readonly server: () => string
    readonly from: string
    readonly perHour: number
    readonly mailbox: {
      readonly server: () => string
      readonly folder: string
      readonly sweeps: readonly string[]
    } | null
  } | null
  /** Null for none of a way; the functions throw AppError `secret-missing`. */
  readonly notices: {
    readonly webhook: (() => string) | null
    readonly mail: {
      readonly server: () => string
      readonly from: string
      readonly to: readonly string[]
    } | null
  }
  /** Null for none. */
  readonly proxy: UpstreamProxy | null
  /** Null: nobody can ask over the network where a secret leads. */
  readonly where: { readonly host: string; readonly port: number; readonly perMinute: number } | null
  /** Null: no list is written. `file` is absolute once it was loaded from a file. */
  readonly addressList: { readonly file: string; readonly slots: number; readonly everyHours: number } | null
  readonly vantagePoints: readonly VantagePoint[]
  readonly probing: {
    readonly everyMinutes: number
    readonly decides: boolean
    /** Null: public measurements are not asked for. */
    readonly ooni: { readonly address: string; readonly regions: readonly string[] } | null
  }
  /** Files that hold secrets, absolute once loaded from a file. */
  readonly keyFiles: readonly string[]
  readonly userAgent: string
}
