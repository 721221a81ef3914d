import type { Channel } from '../core/mirror/mirror.ts'
import type { MirrorLog } from '../ports/mirror-log.ts'

export type ChannelFacts = Awaited<ReturnType<typeof readChannels>>[number]

/** Each channel with its hosts, groups and invites counted. */
export async function readChannels(channels: readonly Channel[], mirrorLog: MirrorLog) {
  const [mirrors, { groups, invites }] = await Promise.all([mirrorLog.list(), mirrorLog.readGroups()])
  return channels.map(({ id, kind, audience }) => {
    const hosts = mirrors.filter(mirror => mirror.channelId === id)
    const own = groups.filter(group => group.channelId === id)
    const ids = new Set(own.map(group => group.id))
    const ofChannel = invites.filter(invite => ids.has(invite.groupId))
    const open = ofChannel.filter(invite => invite.closedAtMs === null)
    const ifClosed = (count: number) => (kind === 'public' ? null : count)
    return {
      id,
      kind,
      audience,
      live: hosts.filter(mirror => mirror.state === 'live').length,
      standby: hosts.filter(mirror => mirror.state === 'standby').length,
      groups: ifClosed(own.length),
      waiting: ifClosed(own.filter(group => group.host === null).length),
      invites: ifClosed(open.length),
      slowed: ifClosed(open.filter(invite => invite.charges > 0).length),
      closed: ifClosed(ofChannel.length - open.length),
    }
  })
}
