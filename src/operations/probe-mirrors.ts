import { AppError } from '../core/errors.ts'
import { dayMs } from '../core/mirror/group.ts'
import { evidenceOf, type Measurement } from '../core/mirror/measurement.ts'
import type { Mirror } from '../core/mirror/mirror.ts'
import type { VantagePoint } from '../core/mirror/vantage-point.ts'
import { askOoni, type OoniDeps, type OoniRules } from './ask-ooni.ts'
import { decideOnReach, type HostVerdict, type ReachDecision } from './decide-on-reach.ts'
import { type MeasureDeps, measureHost } from './measure-host.ts'

export type ProbeDeps = MeasureDeps & OoniDeps

export interface ProbeOptions {
  /** Default: every public host that is live or was blocked of late, and those of groups that have a vantage point. */
  readonly hosts?: readonly string[] | undefined
  /** Whether a block that is found is recorded, with all that follows. */
  readonly decides: boolean
  /** Public measurements that are asked for besides, of public hosts only; null for none. */
  readonly ooni: OoniRules | null
  readonly signal: AbortSignal
  readonly onProgress?: (progress: {
    readonly host: string
    readonly done: number
    readonly total: number
  }) => void
}

export interface ProbeReport {
  readonly measurements: readonly Measurement[]
  readonly verdicts: readonly HostVerdict[]
  readonly decisions: readonly ReachDecision[]
  /** Vantage points whose group is no more, as after a split: they touch nothing. */
  readonly idleVantageIds: readonly string[]
  /** Vantage points that do not reach their canary: nothing was measured from them. */
  readonly brokenVantageIds: readonly string[]
}

/** A host with the vantage points that may touch it. */
interface Task {
  readonly mirror: Mirror
  readonly vantagePoints: readonly VantagePoint[]
  readonly isPublic: boolean
  /** An invite's id, whose prefix is asked for on a closed host. */
  readonly inviteId: string | null
}

// Nobody asks whether a host that was blocked long ago is reached again.
const blockedDays = 30
const keptDays = 90

/**
 * Measures hosts from every vantage point that may touch them, and judges by all that was measured of late.
 * @throws AppError `mirror-not-found`, `mirror-refused` for a closed host without a vantage point of its group, `interrupted`.
 */
export async function probeMirrors(
  vantagePoints: readonly VantagePoint[],
  options: ProbeOptions,
  deps: ProbeDeps,
): Promise<ProbeReport> {
  const { signal, onProgress } = options
  const brokenIds = await findBroken(vantagePoints, deps, signal)
  const planned = await planTasks(vantagePoints, options.hosts ?? null, deps)
  const tasks = planned.map(task => ({
    ...task,
    vantagePoints: task.vantagePoints.filter(({ id }) => !brokenIds.includes(id)),
  }))
  const measurements: Measurement[] = []
  for (const [done, task] of tasks.entries()) {
    signal.throwIfAborted()
    onProgress?.({ host: task.mirror.host, done, total: tasks.length })
    const isAsked = options.ooni !== null && task.isPublic
    const measured = [
      ...(await measureHost(task, { signal }, deps)),
      ...(isAsked ? await askOoni(task.mirror.host, options.ooni, deps, signal) : []),
    ]
    await deps.measurementLog.record(measured)
    measurements.push(...measured)
  }
  await deps.measurementLog.forget(deps.clock.nowMs() - keptDays * dayMs)
  const hosts = tasks.map(task => task.mirror.host)
  const { verdicts, decisions } = await decideOnReach(hosts, options.decides, deps)
  deps.log.write({
    event: 'mirrors-probed',
    hosts: tasks.length,
    measured: measurements.length,
    interfered: measurements.filter(each => evidenceOf(each.class) === 'interfered').length,
  })
  const idleVantageIds = await findIdle(vantagePoints, deps)
  return { measurements, verdicts, decisions, idleVantageIds, brokenVantageIds: brokenIds }
}

async function planTasks(
  vantagePoints: readonly VantagePoint[],
  named: readonly string[] | null,
  { mirrorLog, channels, clock }: ProbeDeps,
): Promise<readonly Task[]> {
  const pool = await mirrorLog.list()
  const { groups } = await mirrorLog.readGroups()
  const isPublic = (mirror: Mirror) =>
    channels.some(channel => channel.id === mirror.channelId && channel.kind === 'public')
  const isOpen = vantagePoints.filter(each => each.groupId === null)
  const toTask = (mirror: Mirror): Task => {
    if (isPublic(mirror)) return { mirror, vantagePoints: isOpen, isPublic: true, inviteId: null }
    const group = groups.find(each => each.host === mirror.host)
    // One client that touches every closed host would give the pool away.
    const own = vantagePoints.filter(each => group !== undefined && each.groupId === group.id)
    return { mirror, vantagePoints: own, isPublic: false, inviteId: group?.inviteIds[0] ?? null }
  }
  if (named !== null) return named.map(host => toTask(requireTouchable(host, pool))).map(requireVantage)
  return pool
    .filter(mirror => isWorthProbing(mirror, clock.nowMs()))
    .map(toTask)
    .filter(task => task.isPublic || task.vantagePoints.length > 0)

  function requireVantage(task: Task): Task {
    if (task.isPublic || task.vantagePoints.length > 0) return task
    throw new AppError(
      'mirror-refused',
      `${task.mirror.host} is closed: no vantage point is bound to its group`,
      {
        next: 'bind one for good: vantagePoints: [{ …, group: ID }], with the id from: tamizdat mirrors list',
      },
    )
  }
}

async function findBroken(
  vantagePoints: readonly VantagePoint[],
  { fetcher }: ProbeDeps,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const broken = await Promise.all(
    vantagePoints.map(async ({ id, canary, proxy }) => {
      if (canary === null) return []
      try {
        await fetcher.get({ url: canary, proxy, signal })
        return []
      } catch {
        signal.throwIfAborted()
        return [id]
      }
    }),
  )
  return broken.flat()
}

async function findIdle(
  vantagePoints: readonly VantagePoint[],
  { mirrorLog }: ProbeDeps,
): Promise<readonly string[]> {
  const { groups } = await mirrorLog.readGroups()
  return vantagePoints
    .filter(({ groupId }) => groupId !== null && !groups.some(group => group.id === groupId))
    .map(vantage => vantage.id)
}

function requireTouchable(host: string, pool: readonly Mirror[]): Mirror {
  const found = pool.find(mirror => mirror.host === host)
  if (found === undefined)
    throw new AppError('mirror-not-found', `there is no mirror ${host}`, {
      next: 'see: tamizdat mirrors list',
    })
  if (found.state === 'live' || found.state === 'draining' || found.state === 'blocked') return found
  throw new AppError('mirror-refused', `${host} is ${found.state}: nobody is to be told of it by a probe`, {
    next: 'hosts are probed once they serve readers',
  })
}

function isWorthProbing({ state, changedAtMs }: Mirror, nowMs: number): boolean {
  if (state === 'blocked') return nowMs - changedAtMs < blockedDays * dayMs
  // A draining host is left alone: a probe counts as having been asked for, and would keep it from being retired.
  return state === 'live'
}
