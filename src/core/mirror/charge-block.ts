import { dayMs, type Group, type GroupChange, type GroupRules, type Invite } from './group.ts'
import { splitGroup } from './split-group.ts'

/**
 * What follows when the host of a group is blocked and others like it are not, so that somebody in the group has
 * told: the group splits, and its other half of an earlier split is no longer held to be the culprit. Who is alone is
 * charged.
 * @param sibling the group of `group.sibling`, if it still is.
 */
export function chargeBlock(
  group: Group,
  invites: readonly Invite[],
  options: { readonly sibling: Group | null; readonly rules: GroupRules; readonly nowMs: number },
): GroupChange {
  const { sibling, rules, nowMs } = options
  const freed = sibling === null ? [] : [{ ...sibling, sibling: null }]
  const noted = invites.map(invite => ({ ...invite, blockages: invite.blockages + 1 }))
  const [only] = noted
  if (only === undefined) return { groups: freed, invites: [], removedGroupIds: [group.id] }
  if (noted.length === 1) {
    const waiting = { ...group, host: null, hostSinceMs: null, sibling: null }
    return { groups: [waiting, ...freed], invites: [chargeInvite(only, rules, nowMs)], removedGroupIds: [] }
  }
  const split = splitGroup(group, noted)
  return { ...split, groups: [...split.groups, ...freed] }
}

/** What follows when a host is blocked together with others like it, or gone by our own fault: nobody is charged. */
export function moveGroup(group: Group): GroupChange {
  return { groups: [{ ...group, host: null, hostSinceMs: null }], invites: [], removedGroupIds: [] }
}

// Not 1: a block may have been noted in error.
const certain = 0.9

/** Slows an invite that alone can have told, and closes it after the charge that the rules name. */
export function chargeInvite(invite: Invite, rules: GroupRules, nowMs: number): Invite {
  const charges = invite.charges + 1
  const closes = rules.closeAtCharge !== null && charges >= rules.closeAtCharge
  const days = rules.waitDays[Math.min(charges, rules.waitDays.length) - 1] ?? 0
  return {
    ...invite,
    charges,
    suspicion: Math.max(invite.suspicion, certain),
    waitsUntilMs: nowMs + days * dayMs,
    closedAtMs: closes ? nowMs : invite.closedAtMs,
  }
}
