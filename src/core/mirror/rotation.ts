import { AppError } from '../errors.ts'
import type { Announcement, Mirror, MirrorChange } from './mirror.ts'
import { moveMirror } from './transition.ts'

export interface Rotation {
  readonly mirrors: readonly Mirror[]
  readonly changes: readonly MirrorChange[]
  readonly announcement: Announcement
}

/**
 * Plans the move of a channel's readers from one live host to the standby that has waited longest. Announcing makes
 * the next host live and the old one draining; both serve until the old one is retired.
 * @param pool every mirror.
 * @param options.fromHost the host to leave; by default the one that has been live longest.
 * @throws AppError `mirror-not-found` if there is no live host to leave, `standbys-exhausted` if none is in reserve.
 */
export function planRotation(
  pool: readonly Mirror[],
  options: { channelId: string; fromHost?: string | undefined; nowMs: number },
): Rotation {
  const { channelId, fromHost, nowMs } = options
  const channel = pool.filter(mirror => mirror.channelId === channelId).toSorted(byAge)
  const old =
    fromHost === undefined
      ? channel.find(mirror => mirror.state === 'live')
      : channel.find(mirror => mirror.host === fromHost)
  if (old === undefined) {
    throw new AppError(
      'mirror-not-found',
      `channel "${channelId}" has no live host${fromHost ? ` ${fromHost}` : ''}`,
      {
        next: 'see: tamizdat mirrors list',
      },
    )
  }
  const standby = channel.find(mirror => mirror.state === 'standby')
  if (standby === undefined) {
    throw new AppError('standbys-exhausted', `channel "${channelId}" has no standby to rotate to`, {
      next: `put one in reserve: tamizdat mirrors add HOST --channel ${channelId}`,
    })
  }
  const reason = `rotation from ${old.host} to ${standby.host}`
  const next = moveMirror(standby, 'live', { atMs: nowMs, reason })
  const drained = old.state === 'live' ? moveMirror(old, 'draining', { atMs: nowMs, reason }) : null
  return {
    mirrors: [next.mirror, ...(drained === null ? [] : [drained.mirror])],
    changes: [next.change, ...(drained === null ? [] : [drained.change])],
    announcement: { channelId, fromHost: old.host, toHost: standby.host, announcedAtMs: nowMs },
  }
}

function byAge(a: Mirror, b: Mirror): number {
  // Hosts added in one go have one date: the name decides, so that every replica plans the same.
  return a.changedAtMs - b.changedAtMs || a.addedAtMs - b.addedAtMs || (a.host < b.host ? -1 : 1)
}
