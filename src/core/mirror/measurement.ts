/** What a probe came to. */
export const probeClasses = [
  'ok',
  // Interference.
  'dns-lie',
  'tcp-blocked',
  'tls-reset',
  'forged-certificate',
  'frozen',
  'cut',
  'wrong-content',
  // What volunteers reported, of whatever kind.
  'anomaly',
  // The page came; a later exchange on the same connection did not.
  'freezing',
  // No word about the network in between.
  'outage',
  'vantage-failed',
] as const

export type ProbeClass = (typeof probeClasses)[number]

/** What the certificate of a host says of itself. */
export interface CertificateFacts {
  readonly fingerprint: string
  readonly expiresAtMs: number
  /** Every host name in it. */
  readonly names: readonly string[]
}

/** What a probe learned about where a host stands; only one that went straight knows addresses. */
export interface HostFacts {
  readonly addresses: readonly string[]
  readonly certificate: CertificateFacts | null
  /** Of the registrable name; none where that belongs to somebody else, or nobody knows. */
  readonly nameServers: readonly string[]
}

/** A probe's dated result. */
export interface Measurement {
  readonly atMs: number
  readonly host: string
  /** `here` for this server itself, `ooni` for public data. */
  readonly vantageId: string
  /** ISO 3166-1 alpha-2; null for this server itself, which proves nothing about any region. */
  readonly region: string | null
  readonly class: ProbeClass
  /** Bytes that were received over the connection. */
  readonly bytes: number
  /** For people: what exactly was seen. */
  readonly note: string | null
  readonly facts: HostFacts | null
}

/** What a measurement says of a region: reached, interfered with, or nothing. */
export function evidenceOf(probeClass: ProbeClass): 'reached' | 'interfered' | 'none' {
  switch (probeClass) {
    case 'ok':
    case 'freezing':
      return 'reached'
    case 'outage':
    case 'vantage-failed':
      return 'none'
    default:
      return 'interfered'
  }
}
