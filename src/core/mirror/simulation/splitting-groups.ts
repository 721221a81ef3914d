import { assignHosts } from '../assign-hosts.ts'
import { chargeBlock, moveGroup } from '../charge-block.ts'
import { dayMs, defaultGroupRules, type Group, type GroupChange, type Invite } from '../group.ts'
import { judgeBlock, type Neighbor } from '../judge-block.ts'
import { placeInvite, placeInvitee } from '../place-invite.ts'
import type { Policy } from './policy.ts'
import type { Scenario } from './scenario.ts'
import type { PlayHost } from './world.ts'

const channelId = 'play'
// Neighbors that went within these days say what a block was aimed at.
const rememberedDays = 1

/** The rules of production, played: the very functions that keep the groups of a closed channel. */
export function createSplittingGroups(scenario: Scenario): Policy {
  const rules = {
    ...defaultGroupRules,
    groupSize: scenario.groupSize,
  }
  const groups = new Map<string, Group>()
  const invites = new Map<string, Invite>()
  const hosts = new Map<string, PlayHost>()
  const groupOfHost = new Map<string, string>()
  const reserve: PlayHost[] = []
  const recentlyLost: { readonly host: PlayHost; readonly day: number }[] = []
  const lags: number[] = []

  const apply = (change: GroupChange) => {
    for (const id of change.removedGroupIds) groups.delete(id)
    for (const group of change.groups) groups.set(group.id, group)
    for (const invite of change.invites) invites.set(invite.id, invite)
  }
  const invitesOf = (group: Group) => group.inviteIds.flatMap(id => invites.get(id) ?? [])
  const groupOf = (at: number) => groups.get(invites.get(`${at}`)?.groupId ?? '')

  const lose = (host: PlayHost, others: readonly Neighbor[], nowMs: number) => {
    const group = groups.get(groupOfHost.get(host.name) ?? '')
    groupOfHost.delete(host.name)
    if (group === undefined) return
    if (judgeBlock(neighbor(host, false), others) === 'collateral') return apply(moveGroup(group))
    lags.push((nowMs - (group.hostSinceMs ?? nowMs)) / dayMs)
    const sibling = groups.get(group.sibling?.groupId ?? '') ?? null
    apply(chargeBlock(group, invitesOf(group), { sibling, rules, nowMs }))
  }

  return {
    supply: fresh => void reserve.push(...fresh),
    join({ at, invitedBy }, day) {
      const request = { id: `${at}`, channelId, nowMs: day * dayMs }
      const inviter = invites.get(`${invitedBy ?? ''}`)
      const newGroupId = `g${at}`
      const placed =
        inviter === undefined
          ? placeInvite(request, newest(groups), { rules, newGroupId })
          : placeInvitee(request, inviter, { familyGroups: familyOf(inviter), rules, newGroupId })
      apply({ groups: [placed.group], invites: [placed.invite], removedGroupIds: [] })
    },
    assign(day) {
      const nowMs = day * dayMs
      const { served, ...change } = assignHosts(
        { groups, invites },
        { rules, lags, nowMs, reserve: reserve.length },
      )
      apply(change)
      for (const id of served) {
        const [group, host] = [groups.get(id), reserve.shift()]
        if (group === undefined || host === undefined) continue
        groups.set(id, { ...group, host: host.name, hostSinceMs: nowMs })
        hosts.set(host.name, host)
        groupOfHost.set(host.name, id)
      }
    },
    hostsOf: at => [hosts.get(groupOf(at)?.host ?? '') ?? []].flat(),
    inUse: () => [...groupOfHost.keys()].flatMap(name => hosts.get(name) ?? []),
    lose(gone, day) {
      recentlyLost.push(...gone.map(host => ({ host, day })))
      while ((recentlyLost[0]?.day ?? day) < day - rememberedDays) recentlyLost.shift()
      const lost = new Set(recentlyLost.map(each => each.host.name))
      const reached = [...groupOfHost.keys()]
        .filter(name => !lost.has(name))
        .flatMap(name => hosts.get(name) ?? [])
      const pool = [
        ...reached.map(host => neighbor(host, true)),
        ...recentlyLost.map(({ host }) => neighbor(host, false)),
      ]
      for (const host of gone)
        lose(
          host,
          pool.filter(other => other.host !== host.name),
          (day + 0.5) * dayMs,
        )
    },
    standing(at) {
      const invite = invites.get(`${at}`)
      if (invite === undefined) return 'open'
      return invite.closedAtMs !== null ? 'closed' : invite.charges > 0 ? 'slowed' : 'open'
    },
  }

  function familyOf(inviter: Invite): readonly Group[] {
    const own = groups.get(inviter.groupId)
    const begun = [...invites.values()]
      .filter(invite => invite.invitedById === inviter.id)
      .map(each => each.groupId)
    return [own ?? [], ...[...new Set(begun)].flatMap(id => groups.get(id) ?? [])].flat()
  }
}

/** The youngest groups, as many as may still fill. */
function newest(groups: ReadonlyMap<string, Group>): readonly Group[] {
  return [...groups.values()].slice(-1)
}

function neighbor({ name, provider, parent }: PlayHost, isReached: boolean): Neighbor {
  return { host: name, provider, parent, isReached }
}
