import { createCensor, followReaders } from './censor.ts'
import { type Chance, createChance } from './chance.ts'
import type { Policy } from './policy.ts'
import type { PolicyName, Scenario } from './scenario.ts'
import { createFixedGroups, createHashRing, createPublicList } from './simple-policies.ts'
import { createSplittingGroups } from './splitting-groups.ts'
import { castInvite, castInvites, createHostMaker, type PlayHost, type PlayInvite } from './world.ts'

/** What one play came to. */
export interface Outcome {
  /** The share of honest readers whose last poll reached a host, for each day. */
  readonly connected: readonly number[]
  /** Hosts that readers were told of. */
  readonly hostsUsed: number
  readonly agents: number
  /** Invites at the end, sham ones aside. */
  readonly invites: number
  /** Shares of the honest invites. */
  readonly wronglySlowed: number
  readonly wronglyClosed: number
}

const policies = {
  'public-list': createPublicList,
  'hash-ring': createHashRing,
  'fixed-groups': createFixedGroups,
  'splitting-groups': createSplittingGroups,
} as const satisfies Record<PolicyName, (scenario: Scenario) => Policy>

// A reader who was let in may pass on an invite every so many days; agents use each chance.
const invitePaceDays = 14

/** Plays one scenario once. The same seed gives the same outcome on every machine. */
export function play(scenario: Scenario, seed: number): Outcome {
  const chance = createChance(seed)
  const invites = castInvites(scenario, chance)
  const policy = policies[scenario.policy](scenario)
  const makeHost = createHostMaker(scenario, chance)
  const censor = createCensor(scenario, chance)
  const used = new Set<PlayHost>()
  const connected: number[] = []
  for (const invite of invites) policy.join(invite, 0)
  for (let day = 0; day < scenario.days; day++) {
    const count = day === 0 ? scenario.firstHosts : scenario.freshHostsPerDay
    policy.supply(Array.from({ length: count }, makeHost))
    for (const invite of newcomers(invites, day, scenario, chance)) {
      invites.push(invite)
      policy.join(invite, day)
    }
    policy.assign(day)
    const inUse = [...policy.inUse()]
    for (const host of inUse) {
      host.firstUsedDay ??= day
      used.add(host)
    }
    noteKnown(invites, policy, day)
    const lost = new Set(censor({ day, inUse }).filter(host => host.goneDay === null))
    for (const host of inUse) if (day - (host.firstUsedDay ?? day) >= host.lifetimeDays) lost.add(host)
    for (const host of lost) host.goneDay = day
    connected.push(poll(invites, policy, day))
    if (scenario.censor === 'zig-zag') followReaders(invites, lost, chance, policy.hostsOf)
    const { falseBlocksPerDay } = scenario.relaxations
    const mistaken = falseBlocksPerDay === 0 ? [] : inUse.filter(() => chance.next() < falseBlocksPerDay)
    policy.lose([...new Set([...lost, ...mistaken])], day)
  }
  return { ...judge(invites, policy), connected, hostsUsed: used.size }
}

function newcomers(
  invites: readonly PlayInvite[],
  day: number,
  scenario: Scenario,
  chance: Chance,
): PlayInvite[] {
  const { censor, relaxations } = scenario
  const first = invites.length
  const arrivals = day === 0 ? 0 : Math.round(scenario.invites * relaxations.arrivalsPerDay)
  const welcome = Array.from({ length: arrivals }, (_, n) =>
    castInvite(first + n, n % 2 === 0 ? null : chance.below(first), scenario, chance),
  )
  if (censor !== 'sybil' || day === 0 || day % invitePaceDays !== 0) return welcome
  const sham = invites
    .filter(invite => invite.isAgent && invite.invitedBy === null)
    .map((agent, n) => ({
      ...castInvite(first + arrivals + n, agent.at, scenario, chance),
      isAgent: true,
      isSham: true,
      honestReaders: 0,
    }))
  return [...welcome, ...sham]
}

/** Agents tell of what they were told of, and so does, unknowing, a reader who is followed. */
function noteKnown(invites: readonly PlayInvite[], policy: Policy, day: number): void {
  for (const invite of invites) {
    if (!invite.isAgent && invite.followedMoves === 0) continue
    for (const host of policy.hostsOf(invite.at)) host.knownDay ??= day
  }
}

function poll(invites: readonly PlayInvite[], policy: Policy, day: number): number {
  let readers = 0
  let reached = 0
  for (const invite of invites) {
    if (invite.honestReaders === 0) continue
    if (day % invite.pollEvery === invite.pollOffset) {
      invite.isConnected = policy.hostsOf(invite.at).some(host => host.goneDay === null)
    }
    readers += invite.honestReaders
    if (invite.isConnected) reached += invite.honestReaders
  }
  return reached / readers
}

function judge(invites: readonly PlayInvite[], policy: Policy) {
  const honest = invites.filter(invite => !invite.isAgent)
  // Sham readers are no reason for the bound to be wider.
  const real = invites.filter(invite => !invite.isSham)
  const standings = honest.map(invite => policy.standing(invite.at))
  const share = (standing: 'slowed' | 'closed') =>
    standings.filter(each => each === standing).length / Math.max(1, honest.length)
  return {
    agents: real.length - honest.length,
    invites: real.length,
    wronglySlowed: share('slowed'),
    wronglyClosed: share('closed'),
  }
}
