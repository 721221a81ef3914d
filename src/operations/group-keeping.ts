import { type Assignment, assignHosts } from '../core/mirror/assign-hosts.ts'
import { chooseStandby } from '../core/mirror/choose-standby.ts'
import type { Group, GroupChange } from '../core/mirror/group.ts'
import type { Channel, Mirror, MirrorChange } from '../core/mirror/mirror.ts'
import { isServing, moveMirror } from '../core/mirror/transition.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { Groups, GroupUpdate, MirrorLog } from '../ports/mirror-log.ts'

export interface GroupDeps {
  readonly mirrorLog: MirrorLog
  readonly clock: Clock
  readonly log: Log
}

/** The pool and its groups as of one version. */
export interface GroupView extends Groups {
  readonly version: number
  readonly mirrors: readonly Mirror[]
}

export const nothing = {
  groups: [],
  invites: [],
  removedGroupIds: [],
  openings: [],
  shutHosts: [],
  lags: [],
} as const

const attempts = 8

/**
 * Decides on what is there and writes the decision, again if another writer came between.
 * @param decide gives null where there is nothing to write.
 */
export async function decideOnGroups<Result>(
  { mirrorLog }: Pick<GroupDeps, 'mirrorLog'>,
  decide: (view: GroupView) => {
    readonly mirrors?: readonly Mirror[]
    readonly changes?: readonly MirrorChange[]
    readonly groups: GroupUpdate
    readonly result: Result
  } | null,
): Promise<Result | null> {
  for (let attempt = 1; ; attempt++) {
    const version = await mirrorLog.version()
    const [mirrors, groups] = await Promise.all([mirrorLog.list(), mirrorLog.readGroups()])
    const decision = decide({ ...groups, version, mirrors })
    if (decision === null) return null
    const { mirrors: changed = [], changes = [], groups: update, result } = decision
    // The last attempt does not ask who else wrote: groups that wait are looked at every minute.
    const guard = attempt < attempts ? { ifVersion: version } : {}
    if (await mirrorLog.record({ mirrors: changed, changes, groups: update, ...guard })) return result
  }
}

/**
 * Gives standbys to the groups of closed channels that wait for one.
 * @returns how many got one.
 */
export async function serveWaiting(channels: readonly Channel[], deps: GroupDeps): Promise<number> {
  let served = 0
  for (const channel of channels.filter(each => each.kind !== 'public')) {
    const got = await decideOnGroups(deps, view => planService(channel, view, deps.clock.nowMs()))
    served += got ?? 0
    for (let n = 0; n < (got ?? 0); n++) {
      deps.log.write({ event: 'mirror-changed', channelId: channel.id, from: 'standby', to: 'live' })
    }
  }
  return served
}

function planService(channel: Channel, view: GroupView, nowMs: number) {
  const own = view.groups.filter(group => group.channelId === channel.id)
  if (own.every(group => group.host !== null)) return null
  const book = {
    groups: new Map(own.map(group => [group.id, group])),
    invites: new Map(view.invites.map(invite => [invite.id, invite])),
  }
  const standbys = view.mirrors.filter(each => each.channelId === channel.id && each.state === 'standby')
  const lags = view.lags.get(channel.id) ?? []
  const assignment = assignHosts(book, { rules: channel.groups, lags, nowMs, reserve: standbys.length })
  const { served, ...change } = assignment
  if (served.length === 0 && change.groups.length === 0 && change.invites.length === 0) return null
  return { ...giveHosts(assignment, own, { standbys, inUse: inUse(view), nowMs }), result: served.length }
}

function giveHosts(
  { served, ...change }: Assignment,
  own: readonly Group[],
  options: {
    readonly standbys: readonly Mirror[]
    readonly inUse: readonly Mirror[]
    readonly nowMs: number
  },
) {
  const { nowMs } = options
  const groups = new Map([...own, ...change.groups].map(group => [group.id, group]))
  const changed = new Map(change.groups.map(group => [group.id, group]))
  const moves: { mirror: Mirror; change: MirrorChange }[] = []
  const openings: { host: string; inviteIds: readonly string[] }[] = []
  let { standbys, inUse: used } = options
  for (const id of served) {
    const group = groups.get(id)
    const standby = chooseStandby(standbys, used)
    if (group === undefined || standby === null) continue
    standbys = standbys.filter(each => each !== standby)
    used = [...used, standby]
    moves.push(moveMirror(standby, 'live', { atMs: nowMs, reason: 'given to a group' }))
    changed.set(id, { ...group, host: standby.host, hostSinceMs: nowMs })
    openings.push({ host: standby.host, inviteIds: group.inviteIds })
  }
  return {
    mirrors: moves.map(move => move.mirror),
    changes: moves.map(move => move.change),
    groups: { ...nothing, ...change, groups: [...changed.values()], openings } satisfies GroupChange &
      GroupUpdate,
  }
}

function inUse({ mirrors }: GroupView): readonly Mirror[] {
  return mirrors.filter(mirror => isServing(mirror.state))
}
