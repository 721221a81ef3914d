import type { AuditAction } from '../core/audit.ts'
import { AppError } from '../core/errors.ts'
import { chargeBlock, moveGroup } from '../core/mirror/charge-block.ts'
import { dayMs } from '../core/mirror/group.ts'
import { type BlockAim, judgeBlock, type Neighbor } from '../core/mirror/judge-block.ts'
import type { Channel, Mirror, MirrorState } from '../core/mirror/mirror.ts'
import { parentOf } from '../core/mirror/parent.ts'
import { planRotation, type Rotation } from '../core/mirror/rotation.ts'
import { addMirror, moveMirror } from '../core/mirror/transition.ts'
import type { AuditLog } from '../ports/audit-log.ts'
import type { Clock } from '../ports/clock.ts'
import type { Log } from '../ports/log.ts'
import type { GroupUpdate, MirrorLog } from '../ports/mirror-log.ts'
import { decideOnGroups, type GroupView, nothing, serveWaiting } from './group-keeping.ts'

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
export type MirrorSeed = Pick<Mirror, 'host' | 'channelId' | 'state' | 'provider' | 'expiresAtMs'>

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
  // A group may have waited for it.
  await serveWaiting(channels, deps)
  return (await deps.mirrorLog.find(seed.host)) ?? mirror
}

export interface ChangeOptions {
  readonly region?: string | undefined
  readonly reason?: string | undefined
  /** What a block was aimed at; by default judged by which other hosts are blocked. */
  readonly aim?: BlockAim | undefined
  /** Retires a host that readers may still need. */
  readonly force?: boolean | undefined
}

/**
 * Moves a mirror into a state by the operator's hand. A block of a group's host splits the group or moves it, and gives
 * it standbys.
 * @throws AppError `mirror-not-found`, `mirror-refused`.
 */
export async function changeMirror(
  host: string,
  to: MirrorState,
  options: ChangeOptions,
  deps: MirrorHandDeps & { readonly channels: readonly Channel[] },
): Promise<Mirror> {
  const found = await deps.mirrorLog.find(host)
  if (found === null) {
    throw new AppError('mirror-not-found', `there is no mirror ${host}`, {
      next: 'see: tamizdat mirrors list',
    })
  }
  const channel = deps.channels.find(each => each.id === found.channelId)
  const atMs = deps.clock.nowMs()
  if (to === 'retired') await requireSpare(found, channel, options, deps)
  const moved = await decideOnGroups(deps, view => {
    const mirror = view.mirrors.find(each => each.host === host) ?? found
    const { region, reason } = options
    const move = moveMirror(mirror, to, { region, reason, atMs })
    const groups = followGroup(mirror, to, { view, channel, aim: options.aim, atMs })
    return { mirrors: [move.mirror], changes: [move.change], groups, result: move }
  })
  const detail = [`${moved?.change.from} → ${to}`, options.region, options.reason].filter(Boolean).join(', ')
  await audit('mirror-moved', host, detail, deps)
  deps.log.write({
    event: 'mirror-changed',
    channelId: found.channelId,
    from: moved?.change.from ?? 'none',
    to,
  })
  await serveWaiting(deps.channels, deps)
  return moved?.mirror ?? found
}

/** What becomes of the group that a host serves. */
function followGroup(
  mirror: Mirror,
  to: MirrorState,
  options: {
    readonly view: GroupView
    readonly channel: Channel | undefined
    readonly aim: BlockAim | undefined
    readonly atMs: number
  },
): GroupUpdate {
  const { view, channel, atMs } = options
  const shutHosts = to === 'retired' ? [mirror.host] : []
  const group = view.groups.find(each => each.host === mirror.host)
  if (group === undefined || channel === undefined || (to !== 'blocked' && to !== 'retired')) {
    return { ...nothing, shutHosts }
  }
  const aim = to === 'retired' ? 'collateral' : (options.aim ?? judgeMirror(mirror, view.mirrors, atMs))
  if (aim === 'collateral') return { ...nothing, ...moveGroup(group), shutHosts }
  const invites = group.inviteIds.flatMap(id => view.invites.find(invite => invite.id === id) ?? [])
  const sibling = view.groups.find(each => each.id === group.sibling?.groupId) ?? null
  const change = chargeBlock(group, invites, { sibling, rules: channel.groups, nowMs: atMs })
  const days = (atMs - (group.hostSinceMs ?? atMs)) / dayMs
  return { ...nothing, ...change, lags: [{ channelId: channel.id, days }] }
}

// What went within these days may have gone by the same blow.
const oneBlowDays = 3

function judgeMirror(blocked: Mirror, mirrors: readonly Mirror[], atMs: number): BlockAim {
  const neighbor = (mirror: Mirror, isReached: boolean): Neighbor => ({
    host: mirror.host,
    provider: mirror.provider,
    parent: parentOf(mirror.host).name,
    isReached,
  })
  const others = mirrors.filter(
    each =>
      each.host !== blocked.host &&
      (each.state === 'live' ||
        each.state === 'draining' ||
        (each.state === 'blocked' && atMs - each.changedAtMs < oneBlowDays * dayMs)),
  )
  return judgeBlock(
    neighbor(blocked, false),
    others.map(each => neighbor(each, each.state !== 'blocked')),
  )
}

// A censor who registers a lapsed name reads the addresses of whoever still polls it.
const askedDays = 90

async function requireSpare(
  { host, state, changedAtMs }: Mirror,
  channel: Channel | undefined,
  { force = false }: ChangeOptions,
  { mirrorLog, clock }: MirrorDeps,
): Promise<void> {
  if (force || state === 'standby' || state === 'retired') return
  const leadHours = channel?.rotation.leadHours ?? 0
  const hours = (clock.nowMs() - changedAtMs) / 3_600_000
  if (state === 'draining' && hours < leadHours) {
    const left = Math.ceil(leadHours - hours)
    throw new AppError(
      'mirror-refused',
      `readers of ${host} were told of the next host ${Math.floor(hours)} hours ago`,
      {
        next: `it may be retired in ${left} hours (rotation.leadHours), or at once with --force`,
      },
    )
  }
  const asked = (await mirrorLog.lastAsked()).get(host)
  const today = Math.floor(clock.nowMs() / dayMs)
  if (asked !== undefined && today - asked < askedDays) {
    throw new AppError('mirror-refused', `${host} was asked for ${today - asked} days ago`, {
      next: `keep the name ${askedDays} days after the last question, or give up who still polls it with --force`,
    })
  }
}

export interface RotateRequest {
  readonly channelId: string
  readonly fromHost?: string | undefined
}

/**
 * Announces the next host of a channel: it becomes live, the old one draining, and readers of the old one are told.
 * @throws AppError `channel-not-found`, `mirror-not-found`, `standbys-exhausted`.
 */
export async function rotateMirrors(
  request: RotateRequest,
  channels: readonly Channel[],
  deps: MirrorHandDeps,
): Promise<Rotation> {
  const rotation = await announce(request, channels, deps)
  const { fromHost, toHost } = rotation.announcement
  await audit('rotation-announced', fromHost, `next is ${toHost}`, deps)
  for (const { from, to } of rotation.changes) {
    deps.log.write({ event: 'mirror-changed', channelId: request.channelId, from: from ?? 'none', to })
  }
  return rotation
}

/** Plans and writes a rotation, again if another writer came between: a group may just have been split. */
async function announce(
  request: RotateRequest,
  channels: readonly Channel[],
  deps: MirrorHandDeps,
): Promise<Rotation> {
  const { mirrorLog, clock } = deps
  for (;;) {
    const ifVersion = await mirrorLog.version()
    const rotation = await previewRotation(request, channels, deps)
    const { fromHost, toHost } = rotation.announcement
    const group = (await mirrorLog.readGroups()).groups.find(each => each.host === fromHost)
    const isClosed = channels.some(each => each.id === request.channelId && each.kind !== 'public')
    if (isClosed && group === undefined) {
      throw new AppError('mirror-refused', `no group reads at ${fromHost} any more`, {
        next: 'whoever still asks there finds the next host by the secret: tamizdat where SECRET',
      })
    }
    const moved = group && {
      ...nothing,
      groups: [{ ...group, host: toHost, hostSinceMs: clock.nowMs() }],
      openings: [{ host: toHost, inviteIds: group.inviteIds }],
    }
    if (await mirrorLog.record({ ...rotation, ...(moved && { groups: moved }), ifVersion })) return rotation
  }
}

function audit(
  action: AuditAction,
  subject: string,
  detail: string,
  { auditLog, actor, clock }: MirrorHandDeps,
): Promise<void> {
  return auditLog.record({ atMs: clock.nowMs(), actor, action, subject, detail })
}

/** The rotation that would be made now; nothing is written and nobody told. */
export async function previewRotation(
  request: RotateRequest,
  channels: readonly Channel[],
  { mirrorLog, clock }: MirrorDeps,
): Promise<Rotation> {
  requireChannel(request.channelId, channels)
  return planRotation(await mirrorLog.list(), { ...request, nowMs: clock.nowMs() })
}

/**
 * Rotates out the hosts that are older than their channel lets them be, one a channel at a time, as long as a standby
 * is left in reserve.
 */
export async function rotateOld(channels: readonly Channel[], deps: MirrorHandDeps): Promise<void> {
  for (const channel of channels) {
    const { everyDays } = channel.rotation
    if (everyDays === null) continue
    const own = (await deps.mirrorLog.list()).filter(mirror => mirror.channelId === channel.id)
    const isOld = (mirror: Mirror) =>
      mirror.state === 'live' && deps.clock.nowMs() - mirror.changedAtMs >= everyDays * dayMs
    const reserve = own.filter(mirror => mirror.state === 'standby').length
    const oldest = own.filter(isOld).toSorted((a, b) => a.changedAtMs - b.changedAtMs)[0]
    if (oldest === undefined || reserve < 2) continue
    await rotateMirrors({ channelId: channel.id, fromHost: oldest.host }, channels, deps)
  }
}

function requireChannel(channelId: string, channels: readonly Channel[]): void {
  if (channels.some(channel => channel.id === channelId)) return
  throw new AppError('channel-not-found', `there is no channel "${channelId}"`, {
    next: `channels in the configuration: ${channels.map(channel => channel.id).join(', ')}`,
  })
}
