import { hashId } from '../core/digest.ts'
import { AppError } from '../core/errors.ts'
import type { Channel } from '../core/mirror/mirror.ts'
import { inviteIdOf, prefixOf, readSecret } from '../core/mirror/secret.ts'
import type { MirrorLog } from '../ports/mirror-log.ts'
import type { Address, ManifestChain } from './document.ts'
import { readAddress } from './read-address.ts'

export interface CopyHome {
  readonly channel: Channel
  /** Where the copy is to be read, without a trailing slash; null where that is not known, as on a stick. */
  readonly base: string | null
  /** The secret of the invite whose readers it is for; on a closed channel there is no copy without one. */
  readonly secret: string | null
}

interface CopyDeps {
  readonly mirrorLog: MirrorLog
  readonly originOf: (host: string) => string
}

/**
 * The address that a copy speaks of. Without one of its own it speaks of a live mirror, so that a reader who was handed
 * it knows where to go on.
 * @throws AppError `wrong-usage` for a base that is no http or https address, `invite-refused`, `mirror-not-found`.
 */
export async function addressCopy(home: CopyHome, deps: CopyDeps): Promise<Address> {
  const { base } = home
  if (base !== null) refuseOddBase(base)
  const [mirrors, announcements, version] = await Promise.all([
    deps.mirrorLog.list(),
    deps.mirrorLog.announcements(),
    deps.mirrorLog.version(),
  ])
  const { host, inviteId } = await findMirror(home, deps.mirrorLog)
  const mirror = mirrors.find(each => each.host === host)
  if (mirror === undefined) {
    throw new AppError(
      'mirror-not-found',
      `channel "${home.channel.id}" has no live host that a copy could name`,
      {
        next: `npx tamizdat mirrors activate HOST`,
      },
    )
  }
  const prefix = inviteId === null ? '' : `/${prefixOf(inviteId, host)}`
  const reader = { mirror, channel: home.channel, named: [home.channel.id], prefix, inviteId }
  const address = readAddress(reader, { mirrors, announcements, version }, deps.originOf)
  // Nothing answers a search in a copy, and the copy itself is what is kept.
  const asCopy = { ...address, audience: 'careful', epub: false } as const
  return base === null ? asCopy : { ...asCopy, origin: new URL(base).origin, base }
}

/** The manifests of a copy, one after the other. The base may hold a reader's prefix: a hash of it is kept. */
export function copyManifests({ base }: Address, { mirrorLog }: Pick<CopyDeps, 'mirrorLog'>): ManifestChain {
  const name = `copy:${hashId(base, 26)}`
  return {
    before: issuedAtMs => mirrorLog.manifestBefore(name, issuedAtMs),
    note: manifest => mirrorLog.noteManifest(name, manifest),
  }
}

async function findMirror(
  { channel, base, secret }: CopyHome,
  mirrorLog: MirrorLog,
): Promise<{ readonly host: string; readonly inviteId: string | null }> {
  if (channel.kind === 'public') {
    const live = (await mirrorLog.list()).filter(
      each => each.channelId === channel.id && each.state === 'live',
    )
    const named = live.find(each => base !== null && each.host === new URL(base).hostname)
    return { host: (named ?? live[0])?.host ?? '', inviteId: null }
  }
  const inviteId = inviteIdOf(readSecret(secret ?? '') ?? '')
  const { groups, invites } = await mirrorLog.readGroups()
  const invite = invites.find(each => each.id === inviteId && each.closedAtMs === null)
  const group = groups.find(each => each.id === invite?.groupId && each.channelId === channel.id)
  if (group !== undefined) return { host: group.host ?? '', inviteId }
  throw new AppError('invite-refused', `a copy for the closed channel "${channel.id}" is for one invite`, {
    next: `name its secret with --invite SECRET; make one with: npx tamizdat invite ${channel.id}`,
  })
}

function refuseOddBase(base: string): void {
  const url = URL.canParse(base) ? new URL(base) : null
  if (url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') return
  throw new AppError('wrong-usage', `${base} is no address that a copy can be read at`, {
    next: 'give http://… or https://…, with a path if need be: --base https://bucket.example/news',
  })
}
