import type { PlayHost, PlayInvite } from './world.ts'

/** How hosts are given to invites. It sees hosts go, and never who is an agent. */
export interface Policy {
  /** Hosts that are ready to be given. */
  supply(hosts: readonly PlayHost[]): void
  join(invite: PlayInvite, day: number): void
  /** Gives hosts to who waits for one, before readers poll. */
  assign(day: number): void
  /** What an invite is told today; whoever holds it knows all of them. */
  hostsOf(at: number): readonly PlayHost[]
  /** Every host in use that somebody is told of. */
  inUse(): Iterable<PlayHost>
  /** These were found blocked, or gone, after readers polled. */
  lose(hosts: readonly PlayHost[], day: number): void
  standing(at: number): 'open' | 'slowed' | 'closed'
}
