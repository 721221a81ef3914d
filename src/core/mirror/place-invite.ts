import type { Group, GroupRules, Invite } from './group.ts'

export interface NewInvite {
  readonly id: string
  readonly channelId: string
  readonly nowMs: number
}

/**
 * Places an invite that the operator makes: into the youngest group that still fills, or into a new one. A group that
 * was split, or waits for a host, takes no strangers in.
 * @param groups those of the channel, oldest first.
 * @param newGroupId used if a new group is begun; its host is still to be found.
 */
export function placeInvite(
  { id, channelId, nowMs }: NewInvite,
  groups: readonly Group[],
  options: { readonly rules: GroupRules; readonly newGroupId: string },
): { readonly group: Group; readonly invite: Invite } {
  const { rules, newGroupId } = options
  const open = groups.findLast(group => isFilling(group, rules)) ?? newGroup(newGroupId, channelId)
  const group = { ...open, inviteIds: [...open.inviteIds, id] }
  const invite = {
    ...innocent(id, nowMs),
    groupId: group.id,
    suspicion: rules.expectedAgents,
    invitedById: null,
    blockages: 0,
    charges: 0,
  }
  return { group, invite }
}

/**
 * Places an invite that a reader passes on: into the reader's own group, or, where that is full, into one that only
 * invitees of its invites fill. It inherits what its group has been through.
 */
export function placeInvitee(
  { id, channelId, nowMs }: NewInvite,
  inviter: Invite,
  options: {
    /** The inviter's group, and those that its invites began, oldest first. */
    readonly familyGroups: readonly Group[]
    readonly rules: GroupRules
    readonly newGroupId: string
  },
): { readonly group: Group; readonly invite: Invite } {
  const { familyGroups, rules, newGroupId } = options
  const open = familyGroups.find(group => group.inviteIds.length < rules.groupSize)
  const begun = open ?? newGroup(`${newGroupId}.f`, channelId)
  const group = { ...begun, inviteIds: [...begun.inviteIds, id] }
  const invite = {
    ...innocent(id, nowMs),
    groupId: group.id,
    suspicion: Math.max(rules.expectedAgents, inviter.suspicion),
    invitedById: inviter.id,
    blockages: inviter.blockages,
    charges: inviter.charges,
  }
  return { group, invite }
}

function innocent(id: string, nowMs: number) {
  return { id, addedAtMs: nowMs, waitsUntilMs: null, closedAtMs: null }
}

function newGroup(id: string, channelId: string): Group {
  return { id, channelId, inviteIds: [], host: null, hostSinceMs: null, sibling: null }
}

/** A group with a dot in its name was split from another, or belongs to one reader's friends. */
function isFilling(group: Group, { groupSize }: GroupRules): boolean {
  return !group.id.includes('.') && group.inviteIds.length < groupSize && group.inviteIds.length > 0
}
