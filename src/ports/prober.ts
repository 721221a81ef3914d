import type { CertificateFacts } from '../core/mirror/measurement.ts'
import type { Coding } from '../core/page/padding.ts'
import type { UpstreamProxy } from '../core/source/proxy.ts'

/** From where a probe goes out. */
export interface ProbeLine {
  /** Null for none. */
  readonly proxy: UpstreamProxy | null
  /** `address:port` of a DNS server that is asked in place of the machine's own; only without a proxy. */
  readonly resolver: string | null
}

export interface ProbeRequest {
  readonly host: string
  readonly port: number
  readonly isSecure: boolean
  /** What is asked for, several times over one connection. */
  readonly path: string
  readonly line: ProbeLine
  /** The name whose name servers are asked for besides; null for none. */
  readonly domain: string | null
  readonly signal?: AbortSignal | undefined
}

/** How far a probe came before it failed. */
export type ProbeStage = 'vantage' | 'resolve' | 'connect' | 'handshake' | 'answer'

/** What stopped it: an answer that says no, a cut, silence, a certificate that is not to be trusted. */
export type ProbeStop = 'refused' | 'cut' | 'silent' | 'untrusted'

export interface ProbeAnswer {
  readonly status: number
  readonly coding: Coding
  /** As sent. */
  readonly body: Uint8Array
  readonly text: string
}

/** One probe as it went, without a judgement. */
export interface Passage {
  /** What the name was resolved to; empty where a proxy did that, or nobody could. */
  readonly addresses: readonly string[]
  readonly certificate: CertificateFacts | null
  readonly nameServers: readonly string[]
  readonly answers: readonly ProbeAnswer[]
  /** Received over the connection. */
  readonly bytes: number
  /** Null where nothing stopped it. */
  readonly stopped: { readonly at: ProbeStage; readonly by: ProbeStop; readonly says: string } | null
}

/** Reaches for one host as a reader does, and tells phase by phase how it went. */
export interface Prober {
  /** Never rejects but with AppError `interrupted`. */
  probe(request: ProbeRequest): Promise<Passage>
}
