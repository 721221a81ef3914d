import type { AuditAction } from '../core/audit.ts'
import { AppError } from '../core/errors.ts'
import type { Channel, Mirror, MirrorState } from '../core/mirror/mirror.ts'
import { planRotation, type Rotation } from '../core/mirror/rotation.ts'
import { addMirror, moveMirror } from '../core/mirror/transition.ts'
import type { AuditLog } from '../ports/audit-log.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { MirrorLog } from '../ports/mirror-log.ts'

export interface MirrorDeps {
  readonly mirrorLog: MirrorLog
  readonly clock: Clock
  readonly log: Log
}

/** What an operator's change leaves a trace in, besides the pool's own log. */
export interface MirrorHandDeps extends MirrorDeps {
  readonly auditLog: AuditLog
  /** Who does it. */
  readonly actor: string
}

/** A mirror as the configuration or the operator names it. */
export type MirrorSeed = Pick<Mirror, 'host' | 'channelId' | 'state' | 'provider'>

/** Puts the configured mirrors into the pool that are not in it yet; those that are stay as the archive has them. */
export async function seedMirrors(
  seeds: readonly MirrorSeed[],
  { mirrorLog, clock }: MirrorDeps,
): Promise<number> {
  const known = new Set((await mirrorLog.list()).map(mirror => mirror.host))
  const added = seeds.filter(seed => !known.has(seed.host)).map(seed => addMirror(seed, clock.nowMs()))
  if (added.length === 0) return 0
  await mirrorLog.record({ mirrors: added.map(each => each.mirror), changes: added.map(each => each.change) })
  return added.length
}

/**
 * Puts one new mirror into the pool.
 * @throws AppError `mirror-refused` if it is there already, `channel-not-found`.
 */
export async function enlistMirror(
  seed: MirrorSeed,
  channels: readonly Channel[],
  deps: MirrorHandDeps,
): Promise<Mirror> {
  requireChannel(seed.channelId, channels)
  const existing = await deps.mirrorLog.find(seed.host)
  if (existing !== null) {
    throw new AppError('mirror-refused', `${seed.host} is in the pool already, as ${existing.state}`, {
      next: 'see: tamizdat mirrors list',
    })
  }
  const { mirror, change } = addMirror(seed, deps.clock.nowMs())
  await deps.mirrorLog.record({ mirrors: [mirror], changes: [change] })
  await audit('mirror-added', mirror.host, `channel ${mirror.channelId}`, deps)
  return mirror
}

/**
 * Moves a mirror into a state by the operator's hand.
 * @throws AppError `mirror-not-found`, `mirror-refused`.
 */
export async function changeMirror(
  host: string,
  to: MirrorState,
  options: { region?: string | undefined; reason?: string | undefined },
  deps: MirrorHandDeps,
): Promise<Mirror> {
  const mirror = await deps.mirrorLog.find(host)
  if (mirror === null) {
    throw new AppError('mirror-not-found', `there is no mirror ${host}`, {
      next: 'see: tamizdat mirrors list',
    })
  }
  const moved = moveMirror(mirror, to, { ...options, atMs: deps.clock.nowMs() })
  await deps.mirrorLog.record({ mirrors: [moved.mirror], changes: [moved.change] })
  const detail = [`${mirror.state} → ${to}`, options.region, options.reason].filter(Boolean).join(', ')
  await audit('mirror-moved', host, detail, deps)
  deps.log.write({ event: 'mirror-changed', channelId: mirror.channelId, from: mirror.state, to })
  return moved.mirror
}

/**
 * Announces the next host of a channel: it becomes live, the old one draining, and readers of the old one are told.
 * @throws AppError `channel-not-found`, `mirror-not-found`, `standbys-exhausted`.
 */
export async function rotateMirrors(
  request: { channelId: string; fromHost?: string | undefined },
  channels: readonly Channel[],
  deps: MirrorHandDeps,
): Promise<Rotation> {
  requireChannel(request.channelId, channels)
  const rotation = planRotation(await deps.mirrorLog.list(), { ...request, nowMs: deps.clock.nowMs() })
  await deps.mirrorLog.record(rotation)
  const { fromHost, toHost } = rotation.announcement
  await audit('rotation-announced', fromHost, `next is ${toHost}`, deps)
  for (const { from, to } of rotation.changes) {
    deps.log.write({ event: 'mirror-changed', channelId: request.channelId, from: from ?? 'none', to })
  }
  return rotation
}

function audit(
  action: AuditAction,
  subject: string,
  detail: string,
  { auditLog, actor, clock }: MirrorHandDeps,
): Promise<void> {
  return auditLog.record({ atMs: clock.nowMs(), actor, action, subject, detail })
}

function requireChannel(channelId: string, channels: readonly Channel[]): void {
  if (channels.some(channel => channel.id === channelId)) return
  throw new AppError('channel-not-found', `there is no channel "${channelId}"`, {
    next: `channels in the configuration: ${channels.map(channel => channel.id).join(', ')}`,
  })
}
