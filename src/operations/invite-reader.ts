import { AppError } from '../core/errors.ts'
import type { Group, Invite } from '../core/mirror/group.ts'
import type { Channel } from '../core/mirror/mirror.ts'
import { placeInvite, placeInvitee } from '../core/mirror/place-invite.ts'
import { formatSecret, inviteIdOf, prefixOf, readSecret } from '../core/mirror/secret.ts'
import { decideOnGroups, type GroupDeps, type GroupView, nothing, serveWaiting } from './group-keeping.ts'

/** What an invite's holder is told now. */
export type Whereabouts =
  | { readonly status: 'found'; readonly host: string; readonly prefix: string }
  /** No host is free, the invite has to wait, or there is no such invite: nobody is told which. */
  | { readonly status: 'none' }

export interface NewSecret {
  /** Stands nowhere but here. */
  readonly secret: string
  readonly whereabouts: Whereabouts
}

/**
 * Makes an invite of a closed channel and places it in a group.
 * @param options.fromSecret of the reader who passes it on.
 * @throws AppError `channel-not-found`, `invite-refused` where the channel is public or the other secret opens nothing.
 */
export async function inviteReader(
  options: { readonly channelId: string; readonly fromSecret?: string | undefined },
  channels: readonly Channel[],
  deps: GroupDeps,
): Promise<NewSecret> {
  const channel = requireClosed(options.channelId, channels)
  const secret = formatSecret(crypto.getRandomValues(new Uint8Array(15)))
  const id = inviteIdOf(secret)
  const inviterId = options.fromSecret === undefined ? null : inviteIdOf(readSecret(options.fromSecret) ?? '')
  await decideOnGroups(deps, view => {
    const { group, invite } = place({ id, inviterId, channel }, view, deps.clock.nowMs())
    const openings = group.host === null ? [] : [{ host: group.host, inviteIds: [id] }]
    return { groups: { ...nothing, groups: [group], invites: [invite], openings }, result: null }
  })
  await serveWaiting([channel], deps)
  return { secret, whereabouts: await findAddress(secret, deps) }
}

/** Where the holder of a secret reads now. Nothing of the question is kept. */
export async function findAddress(
  typed: string,
  { mirrorLog }: Pick<GroupDeps, 'mirrorLog'>,
): Promise<Whereabouts> {
  const secret = readSecret(typed)
  const { groups, invites } = await mirrorLog.readGroups()
  const id = inviteIdOf(secret ?? '')
  const invite = invites.find(each => each.id === id)
  const host = groups.find(each => each.id === invite?.groupId)?.host ?? null
  if (invite === undefined || invite.closedAtMs !== null || host === null) return { status: 'none' }
  return { status: 'found', host, prefix: prefixOf(id, host) }
}

function place(
  { id, inviterId, channel }: { id: string; inviterId: string | null; channel: Channel },
  view: GroupView,
  nowMs: number,
): { readonly group: Group; readonly invite: Invite } {
  const request = { id, channelId: channel.id, nowMs }
  const options = { rules: channel.groups, newGroupId: id.slice(0, 10) }
  const own = view.groups.filter(group => group.channelId === channel.id)
  if (inviterId === null) return placeInvite(request, own, options)
  const inviter = view.invites.find(invite => invite.id === inviterId)
  const group = own.find(each => each.id === inviter?.groupId)
  if (inviter === undefined || group === undefined || inviter.closedAtMs !== null) {
    throw new AppError(
      'invite-refused',
      `the secret that it is passed on from opens nothing in "${channel.id}"`,
      {
        next: 'leave --from out to make an invite of your own',
      },
    )
  }
  const begun = view.invites.filter(each => each.invitedById === inviter.id).map(each => each.groupId)
  const familyGroups = [group, ...own.filter(each => each !== group && begun.includes(each.id))]
  return placeInvitee(request, inviter, { ...options, familyGroups })
}

function requireClosed(channelId: string, channels: readonly Channel[]): Channel {
  const channel = channels.find(each => each.id === channelId)
  if (channel === undefined) {
    throw new AppError('channel-not-found', `there is no channel "${channelId}"`, {
      next: `channels in the configuration: ${channels.map(each => each.id).join(', ')}`,
    })
  }
  if (channel.kind !== 'public') return channel
  throw new AppError('invite-refused', `channel "${channelId}" is public: its addresses are for everybody`, {
    next: "add one to `channels`, such as { id: 'friends', kind: 'invite' }",
  })
}
