import type { LifetimeCurve } from './lifetimes.ts'

export const censorNames = [
  'zero-lag',
  'lag-1',
  'lag-7',
  'lag-30',
  'sleepers',
  'zig-zag',
  'sybil',
  'provider',
  'parent',
  'certificates',
] as const

export type CensorName = (typeof censorNames)[number]

export const policyNames = ['public-list', 'hash-ring', 'fixed-groups', 'splitting-groups'] as const

export type PolicyName = (typeof policyNames)[number]

/** What makes a play less kind than the usual table; all off is what tables in the literature show. */
export interface Relaxations {
  /** New invites a day, as a share of the first ones; half of them are passed on by readers. */
  readonly arrivalsPerDay: number
  /** The share of readers who poll once a week and so find a replacement late. */
  readonly weeklyPollers: number
  /** The share of invites that two to four readers share; one agent among them is enough. */
  readonly sharedInvites: number
  /** Hosts that are taken for blocked in error, as a share of the hosts in use a day. */
  readonly falseBlocksPerDay: number
  /** Hosts go by themselves, too; null: they last. */
  readonly lifetimes: LifetimeCurve | null
}

export interface Scenario {
  readonly policy: PolicyName
  readonly censor: CensorName
  readonly invites: number
  readonly days: number
  /** The share of readers who are the censor's. */
  readonly agents: number
  readonly groupSize: number
  /** Hosts on the first day, live and in reserve together. */
  readonly firstHosts: number
  readonly freshHostsPerDay: number
  /** The day on which sleepers, or who blocks a provider or parent, strike. */
  readonly strikeDay: number
  readonly relaxations: Relaxations
}

export const strict: Relaxations = {
  arrivalsPerDay: 0,
  weeklyPollers: 0,
  sharedInvites: 0,
  falseBlocksPerDay: 0,
  lifetimes: null,
}

export const relaxed: Relaxations = {
  arrivalsPerDay: 0.005,
  weeklyPollers: 0.2,
  sharedInvites: 0.2,
  falseBlocksPerDay: 0.0005,
  lifetimes: 'all',
}

/** One of a newsroom's size, with a fresh host a day for each hundred invites. */
export const defaultScenario: Scenario = {
  policy: 'splitting-groups',
  censor: 'zero-lag',
  invites: 2_000,
  days: 90,
  agents: 0.05,
  groupSize: 10,
  firstHosts: 400,
  freshHostsPerDay: 20,
  strikeDay: 45,
  relaxations: strict,
}
