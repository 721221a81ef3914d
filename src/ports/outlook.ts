/** A certificate as a host presents it. */
export interface HostCertificate {
  /** Every name in it, lower case. */
  readonly names: readonly string[]
  readonly endsAtMs: number
  readonly fingerprint: string
  /** Why browsers would refuse it; null where they take it. */
  readonly fault: string | null
}

/** What the world sees of a host, looked at from here. */
export interface Outlook {
  /** Its addresses; none where it leads nowhere. */
  addressesOf(host: string): Promise<readonly string[]>
  /** The name servers of a domain; none where it has none, or they are not to be had. */
  nameServersOf(domain: string): Promise<readonly string[]>
  /** Null where nothing answers with TLS. */
  certificateOf(host: string): Promise<HostCertificate | null>
  /** When the registration of a domain ends; null where the registry does not say. */
  domainEndMs(domain: string): Promise<number | null>
  /** Whether a port of an address lets anybody connect. */
  answers(address: string, port: number): Promise<boolean>
}
