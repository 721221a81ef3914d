/** Readers of one closed channel who share one live host. A group only ever becomes smaller, or takes in invitees. */
export interface Group {
  readonly id: string
  readonly channelId: string
  /** In the order in which they are cut in two: who was invited stands beside who invited. */
  readonly inviteIds: readonly string[]
  /** The host that serves it; null while it waits for one. */
  readonly host: string | null
  /** Since when its readers can know the host; null while it waits. */
  readonly hostSinceMs: number | null
  /** The other half of the group from which it was split, as long as that says something about this one. */
  readonly sibling: Sibling | null
}

export interface Sibling {
  readonly groupId: string
  /** How likely the other half was to hold no agent, before the block that split them. */
  readonly clean: number
}

/** A secret that belongs to one group. It stands for a reader or for the friends it was passed to. */
export interface Invite {
  /** Hash of the secret; the secret itself is kept nowhere. */
  readonly id: string
  readonly groupId: string
  /** Whose reader passed it on; null where the operator made it. */
  readonly invitedById: string | null
  readonly addedAtMs: number
  /** How likely it is to be an agent's, from 0 to 1. */
  readonly suspicion: number
  /** Specific blocks of hosts that it knew, with those of whoever invited it. */
  readonly blockages: number
  /** Blocks that only it can have caused. */
  readonly charges: number
  /** No new host before; null where it is not slowed. */
  readonly waitsUntilMs: number | null
  readonly closedAtMs: number | null
}

/** What is to be written together: groups and invites as they are now, and groups that are no more. */
export interface GroupChange {
  readonly groups: readonly Group[]
  readonly invites: readonly Invite[]
  readonly removedGroupIds: readonly string[]
}

/** How groups of a channel are kept. */
export interface GroupRules {
  /** Invites in a group at most. */
  readonly groupSize: number
  /** The share of agents that is assumed before anything is known. */
  readonly expectedAgents: number
  /** How long an invite waits for its next host after its first charge, its second and so on; the last one repeats. */
  readonly waitDays: readonly number[]
  /** The charge at which an invite is closed; null leaves that to the operator. */
  readonly closeAtCharge: number | null
}

export const defaultGroupRules: GroupRules = {
  groupSize: 10,
  expectedAgents: 0.05,
  waitDays: [7, 14, 28],
  closeAtCharge: 3,
}

export const dayMs = 86_400_000

/** How likely it is that none of the invites is an agent's. */
export function cleanShare(invites: readonly Invite[]): number {
  return invites.reduce((share, invite) => share * (1 - invite.suspicion), 1)
}
