import { defaultGroupRules } from '../core/mirror/group.ts'
import type { Channel, Mirror } from '../core/mirror/mirror.ts'
import { prefixOf } from '../core/mirror/secret.ts'
import { isServing } from '../core/mirror/transition.ts'
import type { MirrorLog } from '../ports/mirror-log.ts'
import type { DocumentMemory, Pool } from './document-memory.ts'
import type { Reader } from './read-address.ts'

interface AggregatorsHost {
  readonly host: string
  /** The address of a WebSub hub. */
  readonly hub: string | null
}

/** The channels that are configured, and the host beside them. */
export interface Hosts {
  readonly channels: readonly Channel[]
  /** The host for aggregators, which is in no pool and never rotates; null where there is none. */
  readonly aggregators: AggregatorsHost | null
}

/** Whom a request comes to, and from whom as far as its address tells. */
export interface FoundReader {
  readonly mirror: Pick<Mirror, 'host' | 'changedAtMs'>
  readonly channel: Channel
  /** The channels whose live hosts this reader may know. */
  readonly named: readonly string[]
  readonly reader: Reader
}

/** The pool as it is now; read again only once it has changed. */
export async function readPool({
  mirrorLog,
  memory,
}: {
  readonly mirrorLog: MirrorLog
  readonly memory: DocumentMemory
}): Promise<Pool> {
  const version = await mirrorLog.version()
  return memory.pool(version, async () => {
    const [mirrors, announcements, { openings, invites }] = await Promise.all([
      mirrorLog.list(),
      mirrorLog.announcements(),
      mirrorLog.readGroups(),
    ])
    const closed = new Set(invites.filter(invite => invite.closedAtMs !== null).map(invite => invite.id))
    // All of them now, so that a wrong prefix and an unknown host take the same time.
    const readers = [...openings].map(([host, inviteIds]) => {
      const open = inviteIds.filter(id => !closed.has(id))
      return [host, new Map(open.map(id => [`/${prefixOf(id, host)}`, id]))] as const
    })
    return {
      version,
      mirrors: new Map(mirrors.map(mirror => [mirror.host, mirror])),
      announcements,
      readers: new Map(readers),
      addresses: new Map(),
    }
  })
}

/** Null where nobody is answered: an unknown host, one that serves no more, a wrong prefix. */
export function findReader(
  request: { readonly host: string; readonly path: string },
  pool: Pool,
  hosts: Hosts,
): FoundReader | null {
  const asked = findChannel(request.host, pool, hosts)
  if (asked === null) return null
  const reader = readPrefix(request, asked.channel, pool)
  return reader === null ? null : { ...asked, named: namedChannels(asked.channel, hosts), reader }
}

/** The hub of the host for aggregators; null on every other. */
export function hubOf({ channel }: FoundReader, { aggregators }: Hosts): string | null {
  return channel === aggregatorsChannel ? (aggregators?.hub ?? null) : null
}

// Whoever republishes risks nothing by storing.
const aggregatorsChannel: Channel = {
  id: 'aggregators',
  kind: 'public',
  audience: 'open',
  neutralTitle: null,
  epub: false,
  oneExchangePerConnection: false,
  signatures: true,
  // It has neither.
  groups: defaultGroupRules,
  rotation: { leadHours: 0, everyDays: null },
}

/** The host that was asked with the channel of its readers; null where nobody is answered. */
function findChannel(
  host: string,
  pool: Pool,
  { channels, aggregators }: Hosts,
): { readonly mirror: Pick<Mirror, 'host' | 'changedAtMs'>; readonly channel: Channel } | null {
  if (host === aggregators?.host) return { mirror: { host, changedAtMs: 0 }, channel: aggregatorsChannel }
  const mirror = pool.mirrors.get(host)
  const channel = channels.find(each => each.id === mirror?.channelId)
  if (mirror === undefined || channel === undefined || !isServing(mirror.state)) return null
  return { mirror, channel }
}

/** The channels whose live hosts a reader of this public one may know. */
function namedChannels(channel: Channel, { channels }: Hosts): readonly string[] {
  const open = channels.filter(each => each.kind === 'public')
  return (channel === aggregatorsChannel ? open : [channel]).map(each => each.id)
}

/** Who asks, as far as the path tells; null where nothing is served. */
function readPrefix(
  { host, path }: { host: string; path: string },
  channel: Channel,
  pool: Pool,
): Reader | null {
  if (channel.kind === 'public') return { prefix: '', inviteId: null }
  const [prefix = ''] = /^\/[^/]*/.exec(path) ?? []
  const inviteId = pool.readers.get(host)?.get(prefix)
  return inviteId === undefined ? null : { prefix, inviteId }
}
