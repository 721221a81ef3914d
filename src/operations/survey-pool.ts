import type { Group } from '../core/mirror/group.ts'
import type { HostFacts } from '../core/mirror/measurement.ts'
import type { Channel, Mirror, MirrorChange } from '../core/mirror/mirror.ts'
import { findNamePatterns, type NamePattern } from '../core/mirror/name-patterns.ts'
import { type Parent, parentOf } from '../core/mirror/parent.ts'
import { effectiveNumber, findTies, type PoolMember, type Tie } from '../core/mirror/pool-ties.ts'
import { forecastReserve, type Reserve } from '../core/mirror/reserve.ts'
import type { Clock } from '../ports/clock.ts'
import type { MeasurementLog } from '../ports/measurement-log.ts'
import type { MirrorLog } from '../ports/mirror-log.ts'

/** A mirror with everything that is known of it. */
export interface SurveyedMirror extends Mirror {
  readonly parent: Parent
  /** The group that it serves; null on a public channel, and for who serves none. */
  readonly groupId: string | null
  readonly facts: HostFacts | null
  /** Oldest first. */
  readonly history: readonly MirrorChange[]
}

export interface PoolSurvey {
  readonly mirrors: readonly SurveyedMirror[]
  /** Hosts that serve readers now. */
  readonly inUse: number
  /** Into how many parts without anything in common those fall. */
  readonly effective: number
  readonly ties: readonly Tie[]
  readonly patterns: readonly NamePattern[]
  readonly reserves: readonly Reserve[]
}

/** Looks at the pool as a whole: what falls together, and how long it lasts. */
export async function surveyPool(
  channels: readonly Channel[],
  {
    mirrorLog,
    measurementLog,
    clock,
  }: {
    readonly mirrorLog: MirrorLog
    readonly measurementLog: MeasurementLog
    readonly clock: Clock
  },
): Promise<PoolSurvey> {
  const [mirrors, changes, { groups }, measurements] = await Promise.all([
    mirrorLog.list(),
    mirrorLog.changes(),
    mirrorLog.readGroups(),
    measurementLog.list({ sinceMs: 0 }),
  ])
  const facts = new Map<string, HostFacts>()
  for (const { host, facts: seen } of measurements) {
    if (seen === null) continue
    const { addresses = [], certificate = null, nameServers = [] } = facts.get(host) ?? {}
    facts.set(host, {
      addresses: seen.addresses.length > 0 ? seen.addresses : addresses,
      certificate: seen.certificate ?? certificate,
      nameServers: seen.nameServers.length > 0 ? seen.nameServers : nameServers,
    })
  }
  const surveyed = mirrors.map(mirror => ({
    ...mirror,
    parent: parentOf(mirror.host),
    groupId: groupOf(mirror, groups)?.id ?? null,
    facts: facts.get(mirror.host) ?? null,
    history: changes.filter(change => change.host === mirror.host),
  }))
  const inUse: readonly PoolMember[] = surveyed.filter(
    ({ state }) => state === 'live' || state === 'draining',
  )
  const nowMs = clock.nowMs()
  return {
    mirrors: surveyed,
    inUse: inUse.length,
    effective: effectiveNumber(inUse),
    ties: findTies(inUse),
    patterns: findNamePatterns(mirrors.filter(each => each.state !== 'retired').map(each => each.host)),
    reserves: channels.map(({ id }) => forecastReserve(id, { mirrors, changes, nowMs })),
  }
}

function groupOf(mirror: Mirror, groups: readonly Group[]): Group | undefined {
  return groups.find(group => group.host === mirror.host)
}
