import { announcementFor } from '../core/mirror/announcement.ts'
import type { Announcement, Channel, Mirror } from '../core/mirror/mirror.ts'
import { prefixOf } from '../core/mirror/secret.ts'
import type { Address } from './document.ts'

/** Who reads, as far as an address tells. */
export interface Reader {
  /** The path prefix under which this reader's documents stand. */
  readonly prefix: string
  /** Null on a public channel. */
  readonly inviteId: string | null
}

/** What readers of a mirror are told of the pool: of a closed channel no more than concerns their own group. */
export function readAddress(
  {
    mirror,
    channel,
    named,
    prefix,
    inviteId,
  }: Reader & {
    readonly mirror: Pick<Mirror, 'host' | 'changedAtMs'>
    readonly channel: Channel
    /** The channels whose live hosts readers of a public one may know. */
    readonly named: readonly string[]
  },
  pool: {
    readonly mirrors: readonly Mirror[]
    readonly announcements: readonly Announcement[]
    readonly version: number
  },
  originOf: (host: string) => string,
): Address {
  const { mirrors, announcements, version } = pool
  const origin = originOf(mirror.host)
  const announcement = announcementFor(mirror.host, announcements, mirrors)
  const { audience, neutralTitle, epub } = channel
  const shared = { origin, base: `${origin}${prefix}`, announcement, audience, neutralTitle, epub, hub: null }
  if (inviteId === null) {
    const live = mirrors.filter(each => named.includes(each.channelId) && each.state === 'live')
    const changes = [
      ...mirrors.map(each => each.changedAtMs),
      ...announcements.map(each => each.announcedAtMs),
    ]
    return {
      ...shared,
      isClosed: false,
      nextAddress: announcement?.toHost ?? null,
      knownHosts: live.map(each => each.host),
      changedAtMs: Math.max(0, ...changes),
      version,
    }
  }
  // What happens to other groups does not show: neither in a number nor in a date nor in a validator.
  const changedAtMs = Math.max(mirror.changedAtMs, announcement?.announcedAtMs ?? 0)
  return {
    ...shared,
    isClosed: true,
    nextAddress: announcement && `${announcement.toHost}/${prefixOf(inviteId, announcement.toHost)}`,
    knownHosts: [mirror.host, ...(announcement === null ? [] : [announcement.toHost])],
    changedAtMs,
    version: Math.floor(changedAtMs / 1000),
  }
}
