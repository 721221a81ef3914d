import { toIso } from '../core/instant.ts'
import { announcementEntry } from '../core/mirror/announcement.ts'
import type { Channel } from '../core/mirror/mirror.ts'
import type { Site } from '../core/page/site.ts'
import { type MirrorHandDeps, previewRotation, type RotateRequest, rotateMirrors } from './change-mirror.ts'

/** A rotation as commands and programs are told of it. */
export interface RotationFacts {
  readonly channel: string
  readonly from: string
  readonly to: string
  /** To the second, in UTC. */
  readonly announced: string
  /** Whether nothing was done. */
  readonly dryRun: boolean
  /** What the readers of the old host are told. */
  readonly told: string
  readonly standbysLeft: number
  /** How long both hosts go on. */
  readonly leadHours: number
}

/**
 * Rotates, or shows what a rotation would come to.
 * @throws AppError `channel-not-found`, `mirror-not-found`, `standbys-exhausted`.
 */
export async function rotateByHand(
  { isDry, ...request }: RotateRequest & { readonly isDry: boolean },
  channels: readonly Channel[],
  deps: MirrorHandDeps & { readonly site: Site },
): Promise<RotationFacts> {
  const plan = isDry ? previewRotation : rotateMirrors
  const { announcement } = await plan(request, channels, deps)
  const { channelId, fromHost, toHost, announcedAtMs } = announcement
  const standbys = (await deps.mirrorLog.list()).filter(
    mirror => mirror.channelId === channelId && mirror.state === 'standby' && mirror.host !== toHost,
  )
  return {
    channel: channelId,
    from: fromHost,
    to: toHost,
    announced: toIso(Math.floor(announcedAtMs / 1000) * 1000),
    dryRun: isDry,
    told: announcementEntry(announcement, deps.site).summary ?? '',
    standbysLeft: standbys.length,
    leadHours: channels.find(each => each.id === channelId)?.rotation.leadHours ?? 0,
  }
}
