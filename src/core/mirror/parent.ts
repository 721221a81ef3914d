import { parse } from 'tldts'

/** What a host name stands under, and what falls when it is blocked with all below it. */
export interface Parent {
  /** A registrable name of somebody's own, or a suffix that many unrelated tenants share. */
  readonly kind: 'owned' | 'shared'
  readonly name: string
}

/** Finds the parent of a host by the public suffix list (publicsuffix.org), its private part included. */
export function parentOf(host: string): Parent {
  const { publicSuffix, domain, isPrivate } = parse(host, { allowPrivateDomains: true })
  if (isPrivate && publicSuffix !== null) return { kind: 'shared', name: publicSuffix }
  return { kind: 'owned', name: domain ?? host }
}
