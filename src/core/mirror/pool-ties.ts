import { addressBytes } from '../source/address.ts'
import type { HostFacts } from './measurement.ts'
import { parentOf } from './parent.ts'
import { sharedFrontOf } from './shared-front.ts'

/** A host in use as far as it tells what falls with it. */
export interface PoolMember {
  readonly host: string
  readonly provider: string | null
  /** From the latest probe; null where none saw it. */
  readonly facts: HostFacts | null
}

export type TieKind =
  | 'parent'
  | 'shared suffix'
  | 'provider'
  | 'address block'
  | 'shared front'
  | 'certificate'
  | 'name servers'

// They fall only with a great many unrelated tenants, and are reported by themselves.
const sharedWithStrangers: ReadonlySet<TieKind> = new Set(['shared suffix', 'shared front'])

/** What ties hosts together: whoever blocks or seizes it takes them all. */
export interface Tie {
  readonly kind: TieKind
  readonly name: string
  /** At least two, in the order of the alphabet. */
  readonly hosts: readonly string[]
}

/** Everything that two or more hosts have in common, the largest first. */
export function findTies(members: readonly PoolMember[]): readonly Tie[] {
  const ties = new Map<string, { kind: TieKind; name: string; hosts: Set<string> }>()
  for (const member of members) {
    for (const [kind, name] of marksOf(member)) {
      const key = `${kind} ${name}`
      const tie = ties.get(key) ?? { kind, name, hosts: new Set<string>() }
      tie.hosts.add(member.host)
      ties.set(key, tie)
    }
  }
  return [...ties.values()]
    .filter(tie => tie.hosts.size > 1 && saysMoreThanTheParent(tie.kind, tie.hosts))
    .map(tie => ({ ...tie, hosts: [...tie.hosts].sort() }))
    .toSorted(
      (a, b) => b.hosts.length - a.hosts.length || (`${a.kind}${a.name}` < `${b.kind}${b.name}` ? -1 : 1),
    )
}

/** The names under one parent have its name servers in any case. */
function saysMoreThanTheParent(kind: TieKind, hosts: ReadonlySet<string>): boolean {
  return kind !== 'name servers' || new Set([...hosts].map(host => parentOf(host).name)).size > 1
}

/**
 * How many parts the hosts fall into that have nothing in common. What is shared with strangers counts as no tie here: it
 * falls only with all of them.
 */
export function effectiveNumber(members: readonly PoolMember[]): number {
  const partOf = new Map(members.map(({ host }) => [host, host]))
  const find = (host: string): string => {
    const above = partOf.get(host) ?? host
    return above === host ? host : find(above)
  }
  for (const { kind, hosts } of findTies(members)) {
    if (sharedWithStrangers.has(kind)) continue
    const [first = ''] = hosts
    for (const host of hosts) partOf.set(find(host), find(first))
  }
  return new Set(members.map(({ host }) => find(host))).size
}

function marksOf({ host, provider, facts }: PoolMember): readonly (readonly [TieKind, string])[] {
  const parent = parentOf(host)
  return [
    [parent.kind === 'owned' ? 'parent' : 'shared suffix', parent.name],
    ...(provider === null ? [] : [['provider', provider] as const]),
    ...(facts?.addresses ?? []).map(markOfAddress),
    // As a set: one of them alone is often that of a great many customers, all of them together of fewer.
    ...(facts === null || facts.nameServers.length === 0
      ? []
      : [['name servers', setOf(facts.nameServers)] as const]),
    ...(facts?.certificate ? [['certificate', facts.certificate.fingerprint.slice(0, 16)] as const] : []),
  ]
}

function markOfAddress(address: string): readonly [TieKind, string] {
  const front = sharedFrontOf(address)
  return front === null ? ['address block', blockOf(address)] : ['shared front', front]
}

function setOf(servers: readonly string[]): string {
  return [...new Set(servers.map(server => server.toLowerCase().replace(/\.$/, '')))].sort().join(' + ')
}

/** What networks are usually blocked by: 256 addresses of IPv4, a site's /48 of IPv6. */
function blockOf(address: string): string {
  const bytes = addressBytes(address) ?? []
  if (bytes.length === 4) return `${bytes.slice(0, 3).join('.')}.0/24`
  const hex = bytes.slice(0, 6).map(byte => byte.toString(16).padStart(2, '0'))
  return `${hex.join('').replaceAll(/(....)(?=.)/g, '$1:')}::/48`
}
