import { cleanShare, type Group, type GroupChange, type Invite } from './group.ts'

/**
 * Divides a group that is known to hold an agent in two halves that wait for hosts (dynamic splitting, Mahdian 2010).
 * The cut falls between families of invites where it can, so that one who invited sham readers takes them along.
 * @param invites those of the group.
 * @throws RangeError for a group of one.
 */
export function splitGroup(group: Group, invites: readonly Invite[]): GroupChange {
  if (invites.length < 2)
    throw new RangeError(`group ${group.id} has ${invites.length} invites and can't be split`)
  const inOrder = familyOrder(invites)
  const cut = findCut(inOrder)
  const [left, right] = [inOrder.slice(0, cut), inOrder.slice(cut)]
  const half = (members: readonly Invite[], others: readonly Invite[], name: 0 | 1): Group => ({
    id: `${group.id}.${name}`,
    channelId: group.channelId,
    inviteIds: members.map(invite => invite.id),
    host: null,
    hostSinceMs: null,
    sibling: { groupId: `${group.id}.${1 - name}`, clean: cleanShare(others) },
  })
  const halves = [half(left, right, 0), half(right, left, 1)]
  return {
    groups: halves,
    invites: halves.flatMap((each, at) =>
      (at === 0 ? left : right).map(invite => ({ ...invite, groupId: each.id })),
    ),
    removedGroupIds: [group.id],
  }
}

/** Who was invited stands right behind who invited, oldest families first. */
function familyOrder(invites: readonly Invite[]): readonly Invite[] {
  const ids = new Set(invites.map(invite => invite.id))
  const ordered: Invite[] = []
  const add = (invite: Invite) => {
    ordered.push(invite)
    for (const each of invites) if (each.invitedById === invite.id) add(each)
  }
  for (const invite of invites) if (invite.invitedById === null || !ids.has(invite.invitedById)) add(invite)
  return ordered
}

/** The middle, or the place nearest to it where no family is cut, within a quarter of the group. */
function findCut(invites: readonly Invite[]): number {
  const middle = invites.length >> 1
  const reach = invites.length >> 2
  for (let away = 0; away <= reach; away++) {
    for (const at of [middle - away, middle + away]) {
      if (at > 0 && at < invites.length && !cutsFamily(invites, at)) return at
    }
  }
  return middle
}

function cutsFamily(invites: readonly Invite[], at: number): boolean {
  const before = new Set(invites.slice(0, at).map(invite => invite.id))
  return invites.slice(at).some(invite => invite.invitedById !== null && before.has(invite.invitedById))
}
