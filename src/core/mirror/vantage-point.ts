import type { UpstreamProxy } from '../source/proxy.ts'

/** The network from which probes run. */
export interface VantagePoint {
  readonly id: string
  /** ISO 3166-1 alpha-2. */
  readonly region: string
  /** Null for none: probes leave this server straight. */
  readonly proxy: UpstreamProxy | null
  /** `address:port` of a DNS server in the region; null for the machine's own. */
  readonly resolver: string | null
  /** An address that is known to be reached from there; where it isn't, the vantage point is broken and says nothing. */
  readonly canary: string | null
  /** The one group of a closed channel whose host it may touch; null: it touches public hosts, and only those. */
  readonly groupId: string | null
}
