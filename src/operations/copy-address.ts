import { AppError } from '../core/errors.ts'
import { announcementFor } from '../core/mirror/announcement.ts'
import type { Channel } from '../core/mirror/mirror.ts'
import type { MirrorLog } from '../ports/mirror-log.ts'
import type { Address } from './document.ts'

export interface CopyHome {
  readonly channel: Channel
  /** Where the copy is to be read, without a trailing slash; null where that is not known, as on a stick. */
  readonly base: string | null
}

/**
 * The address that a copy speaks of. Without one of its own it speaks of a live mirror, so that a reader who was handed
 * it knows where to go on.
 * @throws AppError `wrong-usage` for a base that is no http or https address.
 */
export async function addressCopy(
  { channel, base }: CopyHome,
  { mirrorLog, originOf }: { readonly mirrorLog: MirrorLog; readonly originOf: (host: string) => string },
): Promise<Address> {
  const [mirrors, announcements, version] = await Promise.all([
    mirrorLog.list(),
    mirrorLog.announcements(),
    mirrorLog.version(),
  ])
  const live = mirrors.filter(each => each.channelId === channel.id && each.state === 'live')
  const origin = base ?? originOf(live[0]?.host ?? 'localhost')
  const { host, hostname } = parseBase(origin)
  const changes = [...mirrors.map(each => each.changedAtMs), ...announcements.map(each => each.announcedAtMs)]
  const isClosed = channel.kind !== 'public'
  const announcement = announcementFor(hostname, announcements, mirrors)
  return {
    origin: new URL(origin).origin,
    base: origin,
    isClosed,
    // Nothing answers a search in a copy, and the copy itself is what is kept.
    audience: 'careful',
    neutralTitle: channel.neutralTitle,
    epub: false,
    hub: null,
    announcement,
    nextAddress: announcement?.toHost ?? null,
    knownHosts: isClosed ? [host] : live.map(each => each.host),
    changedAtMs: Math.max(0, ...changes),
    version,
  }
}

function parseBase(base: string): URL {
  const url = URL.canParse(base) ? new URL(base) : null
  if (url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') return url
  throw new AppError('wrong-usage', `${base} is no address that a copy can be read at`, {
    next: 'give http://… or https://…, with a path if need be: --base https://bucket.example/news',
  })
}
