import { addressBytes } from '../source/address.ts'
import type { HostFacts } from './measurement.ts'
import { parentOf } from './parent.ts'

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
  | 'certificate'
  | 'name server'

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
    .filter(tie => tie.hosts.size > 1)
    .map(tie => ({ ...tie, hosts: [...tie.hosts].sort() }))
    .toSorted(
      (a, b) => b.hosts.length - a.hosts.length || (`${a.kind}${a.name}` < `${b.kind}${b.name}` ? -1 : 1),
    )
}

/**
 * How many parts the hosts fall into that have nothing in common. A shared suffix counts as no tie here: it falls only
 * with all its unrelated tenants, and is reported by itself.
 */
export function effectiveNumber(members: readonly PoolMember[]): number {
  const partOf = new Map(members.map(({ host }) => [host, host]))
  const find = (host: string): string => {
    const above = partOf.get(host) ?? host
    return above === host ? host : find(above)
  }
  for (const { kind, hosts } of findTies(members)) {
    if (kind === 'shared suffix') continue
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
    ...(facts?.addresses ?? []).map(address => ['address block', blockOf(address)] as const),
    ...(facts?.nameServers ?? []).map(server => ['name server', server.toLowerCase()] as const),
    ...(facts?.certificate ? [['certificate', facts.certificate.fingerprint.slice(0, 16)] as const] : []),
  ]
}

/** What networks are usually blocked by: 256 addresses of IPv4, a site's /48 of IPv6. */
function blockOf(address: string): string {
  const bytes = addressBytes(address) ?? []
  if (bytes.length === 4) return `${bytes.slice(0, 3).join('.')}.0/24`
  const hex = bytes.slice(0, 6).map(byte => byte.toString(16).padStart(2, '0'))
  return `${hex.join('').replaceAll(/(....)(?=.)/g, '$1:')}::/48`
}
