import type { Policy } from './policy.ts'
import type { Scenario } from './scenario.ts'
import type { PlayHost } from './world.ts'

const listed = 200
const picks = 3

/** Everybody is told of everything, as by the lists of mirrors there are. */
export function createPublicList(): Policy {
  const reserve: PlayHost[] = []
  let live: PlayHost[] = []
  return {
    supply: hosts => void reserve.push(...hosts),
    join: () => undefined,
    assign() {
      live.push(...reserve.splice(0, Math.max(0, listed - live.length)))
    },
    hostsOf: () => live,
    inUse: () => live,
    lose(hosts) {
      const lost = new Set(hosts)
      live = live.filter(host => !lost.has(host))
    },
    standing: () => 'open',
  }
}

/** Each invite is told of three of 200 places on a ring; a lost host's place is filled again. */
export function createHashRing(): Policy {
  const reserve: PlayHost[] = []
  const ring: (PlayHost | null)[] = Array.from({ length: listed }, () => null)
  return {
    supply: hosts => void reserve.push(...hosts),
    join: () => undefined,
    assign() {
      for (const [place, host] of ring.entries()) if (host === null) ring[place] = reserve.shift() ?? null
    },
    hostsOf: at => Array.from({ length: picks }, (_, pick) => ring[placeOf(at, pick)] ?? []).flat(),
    inUse: () => ring.filter(host => host !== null),
    lose(hosts) {
      const lost = new Set<PlayHost | null>(hosts)
      for (const [place, host] of ring.entries()) if (lost.has(host)) ring[place] = null
    },
    standing: () => 'open',
  }
}

/** Groups that stay together whatever happens, each on a host of its own. */
export function createFixedGroups({ groupSize }: Scenario): Policy {
  const reserve: PlayHost[] = []
  const hosts: (PlayHost | null)[] = []
  const groupOf = (at: number) => Math.floor(at / groupSize)
  return {
    supply: fresh => void reserve.push(...fresh),
    join: ({ at }) => {
      hosts[groupOf(at)] ??= null
    },
    assign() {
      for (const [group, host] of hosts.entries()) if (host === null) hosts[group] = reserve.shift() ?? null
    },
    hostsOf: at => [hosts[groupOf(at)] ?? []].flat(),
    inUse: () => hosts.filter(host => host !== null),
    lose(gone) {
      const lost = new Set<PlayHost | null>(gone)
      for (const [group, host] of hosts.entries()) if (lost.has(host)) hosts[group] = null
    },
    standing: () => 'open',
  }
}

/** Knuth's multiplicative hash: spreads neighbors over the ring. */
function placeOf(at: number, pick: number): number {
  return (Math.imul(at * picks + pick + 1, 2_654_435_761) >>> 0) % listed
}
