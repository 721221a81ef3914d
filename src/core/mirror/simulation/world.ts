import type { Chance } from './chance.ts'
import { drawLifetimeDays } from './lifetimes.ts'
import type { Scenario } from './scenario.ts'

/** A host as the play knows it. */
export interface PlayHost {
  readonly name: string
  readonly provider: string
  readonly parent: string
  /** The age in days at which it goes by itself, counted from its first use. */
  readonly lifetimeDays: number
  firstUsedDay: number | null
  /** The day on which the first agent knew it. */
  knownDay: number | null
  goneDay: number | null
}

/** An invite as the play knows it: who holds it is hidden from the policy. */
export interface PlayInvite {
  readonly at: number
  readonly isAgent: boolean
  /** An agent's invention: nobody reads by it. */
  readonly isSham: boolean
  /** Honest readers behind it; on an agent's invite they are friends of the agent. */
  readonly honestReaders: number
  /** Polls on days when the day's number gives this remainder by its pace. */
  readonly pollEvery: 1 | 7
  readonly pollOffset: number
  readonly invitedBy: number | null
  /** Whether the last poll reached a host. */
  isConnected: boolean
  /** Days for which the censor still follows this reader from one known host to the next. */
  followedMoves: number
}

/** Hosts of four providers; of each four, three have a parent of their own and one stands under a shared suffix. */
export function createHostMaker(scenario: Scenario, chance: Chance): () => PlayHost {
  let made = 0
  return () => {
    const n = made++
    return {
      name: `h${n}`,
      provider: `provider-${n % 4}`,
      parent: n % 8 < 2 ? `suffix-${(n >> 3) % 4}` : `own-${n}`,
      lifetimeDays: drawLifetimeDays(scenario.relaxations.lifetimes, chance),
      firstUsedDay: null,
      knownDay: null,
      goneDay: null,
    }
  }
}

/** The first invites, of which as many are agents' as the scenario says. */
export function castInvites(scenario: Scenario, chance: Chance): PlayInvite[] {
  const invites = Array.from({ length: scenario.invites }, (_, at) => castInvite(at, null, scenario, chance))
  if (scenario.relaxations.sharedInvites > 0) return invites
  // Exactly that many, so that the bound means what it says.
  const agents = new Set<number>()
  while (agents.size < Math.round(scenario.invites * scenario.agents))
    agents.add(chance.below(scenario.invites))
  return invites.map(invite => ({
    ...invite,
    isAgent: agents.has(invite.at),
    honestReaders: agents.has(invite.at) ? 0 : 1,
  }))
}

export function castInvite(
  at: number,
  invitedBy: number | null,
  { relaxations, agents }: Scenario,
  chance: Chance,
): PlayInvite {
  const readers = chance.next() < relaxations.sharedInvites ? 2 + chance.below(3) : 1
  const honest = Array.from({ length: readers }, () => chance.next() >= agents).filter(Boolean).length
  const isWeekly = chance.next() < relaxations.weeklyPollers
  return {
    at,
    isAgent: honest < readers,
    isSham: false,
    honestReaders: honest,
    pollEvery: isWeekly ? 7 : 1,
    pollOffset: isWeekly ? chance.below(7) : 0,
    invitedBy,
    isConnected: true,
    followedMoves: 0,
  }
}
