import type { Mirror } from '../core/mirror/mirror.ts'
import type { Reserve } from '../core/mirror/reserve.ts'
import { mirrorFacts } from '../operations/mirror-facts.ts'
import type { PoolSurvey, SurveyedMirror } from '../operations/survey-pool.ts'
import { formatInstant, formatTable } from './print.ts'

/** The pool for people: a line a host, and below what falls together and what runs out. */
export function formatSurvey(
  { mirrors, inUse, effective, ties, patterns, reserves }: PoolSurvey,
  there: string,
): string {
  if (mirrors.length === 0) return `no mirrors yet: npx tamizdat mirrors add HOST${there}\n`
  const header = [
    'HOST',
    'CHANNEL',
    'STATE',
    'PROVIDER',
    'PARENT',
    'GROUP',
    'CHANGED',
    'CERTIFICATE TO',
    'NAME TO',
  ]
  const rows = mirrors.map(mirror => [
    mirror.host,
    mirror.channelId,
    describeState(mirror),
    mirror.provider,
    mirror.parent.kind === 'shared' ? `${mirror.parent.name} (shared)` : mirror.parent.name,
    mirror.groupId,
    formatInstant(mirror.changedAtMs),
    formatDay(mirror.facts?.certificate?.expiresAtMs),
    formatDay(mirror.expiresAtMs),
  ])
  const lines = [
    `${inUse} in use; effective number ${effective}: so many parts have nothing in common`,
    ...ties.map(({ kind, name, hosts }) => `tied by ${kind} ${name}: ${hosts.join(', ')}`),
    ...patterns.map(({ pattern, hosts }) => `alike in “${pattern}”: ${hosts.join(', ')}`),
    ...reserves.filter(each => each.standbys + each.lost > 0).map(describeReserve),
  ]
  return `${formatTable(header, rows)}\n${lines.map(line => `${line}\n`).join('')}`
}

function describeReserve({ channelId, standbys, lost, countedDays, endsAtMs }: Reserve): string {
  const end = endsAtMs === null ? '' : `, which lasts until ${formatDay(endsAtMs)} at that rate`
  return `channel ${channelId}: ${lost} lost in ${countedDays} days, ${standbys} in reserve${end}`
}

export function describeState({ state, blockedIn }: Pick<Mirror, 'state' | 'blockedIn'>): string {
  return blockedIn.length > 0 ? `${state} (blocked in ${blockedIn.join(', ')})` : state
}

export function toSurveyedFacts(mirror: SurveyedMirror) {
  const { parent, groupId, facts, history } = mirror
  const certificate = facts?.certificate ?? null
  return {
    ...mirrorFacts(mirror),
    parent,
    group: groupId,
    addresses: facts?.addresses ?? [],
    nameServers: facts?.nameServers ?? [],
    certificate: certificate && {
      fingerprint: certificate.fingerprint,
      expires: formatInstant(certificate.expiresAtMs),
      names: certificate.names,
    },
    history: history.map(({ atMs, from, to, region, reason }) => ({
      at: formatInstant(atMs),
      from,
      to,
      region,
      reason,
    })),
  }
}

/** A day in UTC; null where there is none. */
export function formatDay(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : (formatInstant(ms)?.slice(0, 10) ?? null)
}
