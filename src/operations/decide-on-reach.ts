import { AppError } from '../core/errors.ts'
import { dayMs } from '../core/mirror/group.ts'
import { judgeReach, type ReachVerdict } from '../core/mirror/judge-reach.ts'
import { evidenceOf, type Measurement } from '../core/mirror/measurement.ts'
import type { Mirror } from '../core/mirror/mirror.ts'
import type { MeasurementLog } from '../ports/measurement-log.ts'
import { changeMirror, type MirrorHandDeps, rotateMirrors } from './change-mirror.ts'

/** How one host stands in one region. */
export interface HostVerdict extends ReachVerdict {
  readonly host: string
  readonly region: string
  /** Whether it is recorded as blocked there. */
  readonly isRecorded: boolean
}

/** What was done about a block. */
export interface ReachDecision {
  readonly host: string
  readonly region: string
  readonly reason: string
  /** The host that readers of a public one are told of; null where there is none, or groups see to it. */
  readonly nextHost: string | null
  /** Why no next host was announced; null where nothing went wrong. */
  readonly problem: string | null
}

type DecideDeps = MirrorHandDeps & {
  readonly channels: Parameters<typeof rotateMirrors>[1]
  readonly measurementLog: MeasurementLog
}

const windowDays = 14

/** Judges hosts region by region; with `decides`, a block is recorded: groups split, a public host is rotated out. */
export async function decideOnReach(
  hosts: readonly string[],
  decides: boolean,
  deps: DecideDeps,
): Promise<{ verdicts: readonly HostVerdict[]; decisions: readonly ReachDecision[] }> {
  const verdicts: HostVerdict[] = []
  const decisions: ReachDecision[] = []
  for (const host of hosts) {
    const mirror = await deps.mirrorLog.find(host)
    if (mirror === null) continue
    for (const [region, measured] of await readByRegion(mirror, deps)) {
      const verdict = judgeReach(measured)
      const isRecorded = mirror.blockedIn.includes(region)
      verdicts.push({ ...verdict, host, region, isRecorded })
      if (verdict.status !== 'blocked' || isRecorded || !decides) continue
      decisions.push(await recordBlock(mirror, region, describe(measured, verdict.vantageIds), deps))
    }
  }
  return { verdicts, decisions }
}

async function readByRegion(mirror: Mirror, { measurementLog, clock }: DecideDeps) {
  // What was measured before its state changed was of another time.
  const sinceMs = Math.max(mirror.changedAtMs, clock.nowMs() - windowDays * dayMs)
  const measurements = await measurementLog.list({ host: mirror.host, sinceMs })
  const byRegion = new Map<string, Measurement[]>()
  for (const measurement of measurements) {
    if (measurement.region === null) continue
    const own = byRegion.get(measurement.region) ?? []
    byRegion.set(measurement.region, [...own, measurement])
  }
  return byRegion
}

function describe(measured: readonly Measurement[], vantageIds: readonly string[]): string {
  const seen = new Set(
    measured
      .filter(each => vantageIds.includes(each.vantageId) && evidenceOf(each.class) === 'interfered')
      .map(each => each.class),
  )
  return `probed: ${[...seen].join(', ')} from ${vantageIds.join(', ')}`
}

async function recordBlock(
  mirror: Mirror,
  region: string,
  reason: string,
  deps: DecideDeps,
): Promise<ReachDecision> {
  const { host, channelId } = mirror
  await changeMirror(host, 'blocked', { region, reason }, deps)
  const decision = { host, region, reason, nextHost: null, problem: null }
  const isPublic = deps.channels.some(each => each.id === channelId && each.kind === 'public')
  // Readers of a draining host were told before; those of one that is blocked elsewhere, too.
  if (!isPublic || mirror.state !== 'live') return decision
  try {
    const { announcement } = await rotateMirrors({ channelId, fromHost: host }, deps.channels, deps)
    return { ...decision, nextHost: announcement.toHost }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...decision, problem: error.message }
  }
}
