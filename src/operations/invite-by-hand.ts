import type { Channel } from '../core/mirror/mirror.ts'
import type { MirrorHandDeps } from './change-mirror.ts'
import { inviteReader, type Whereabouts } from './invite-reader.ts'

export interface InviteFacts {
  readonly channel: string
  /** Stands nowhere else. */
  readonly secret: string
  /** Null where no host is free yet. */
  readonly address: string | null
}

/** The address of a host, without a trailing slash. */
export type OriginOf = (host: string) => string

/**
 * Makes an invite for an operator; the audit log has the channel, and nothing by which the invite could be known.
 * @throws AppError `channel-not-found`, `invite-refused`.
 */
export async function inviteByHand(
  request: { readonly channelId: string; readonly fromSecret?: string | undefined },
  channels: readonly Channel[],
  deps: MirrorHandDeps & { readonly originOf: OriginOf },
): Promise<InviteFacts> {
  const { channelId } = request
  const { secret, whereabouts } = await inviteReader(request, channels, deps)
  const { auditLog, actor, clock } = deps
  await auditLog.record({
    atMs: clock.nowMs(),
    actor,
    action: 'invite-made',
    subject: channelId,
    detail: null,
  })
  return { channel: channelId, secret, address: addressOf(whereabouts, deps.originOf) }
}

/** Where an invite reads now, as readers type it; null where there is no host. */
export function addressOf(whereabouts: Whereabouts, originOf: OriginOf): string | null {
  if (whereabouts.status === 'none') return null
  return `${originOf(whereabouts.host)}/${whereabouts.prefix}/`
}
