import type { Measurement } from './measurement.ts'

/** What volunteers of OONI saw of one host in one country on one day. */
export interface OoniDay {
  /** `2026-11-24`, UTC. */
  readonly day: string
  readonly reached: number
  /** Anomalies, confirmed ones too; one in ten and more is none. */
  readonly anomalous: number
}

export interface OoniQuestion {
  readonly host: string
  readonly region: string
  /** The first and the day behind the last, UTC. */
  readonly since: string
  readonly until: string
}

/** The address of OONI's public aggregation; nothing is sent but the question (api.ooni.org/apidocs). */
export function ooniAddress(base: string, { host, region, since, until }: OoniQuestion): string {
  const url = new URL('/api/v1/aggregation', base)
  const question = {
    ...{ probe_cc: region, domain: host, test_name: 'web_connectivity' },
    ...{ since, until, axis_x: 'measurement_start_day' },
  }
  for (const [name, value] of Object.entries(question)) url.searchParams.set(name, value)
  return url.href
}

/** Reads an answer of the aggregation; null for what is none. Days without a measurement are left out. */
export function readOoni(text: string): readonly OoniDay[] | null {
  const answer = parse(text)
  if (!isRecord(answer) || !Array.isArray(answer['result'])) return null
  return answer['result'].flatMap((row: unknown) => {
    if (!isRecord(row)) return []
    const day = String(row['measurement_start_day'] ?? '').slice(0, 10)
    const reached = countOf(row, 'ok_count')
    const anomalous = countOf(row, 'anomaly_count') + countOf(row, 'confirmed_count')
    return /^\d{4}-\d{2}-\d{2}$/.test(day) && reached + anomalous > 0 ? [{ day, reached, anomalous }] : []
  })
}

// However many volunteers there are, they are one voice: their anomalies have causes in common.
const mostADay = 6
const dayMs = 86_400_000

/** A day of volunteers as measurements of one vantage point, spread over the day in proportion. */
export function toMeasurements(
  { day, reached, anomalous }: OoniDay,
  { host, region }: Pick<OoniQuestion, 'host' | 'region'>,
): readonly Measurement[] {
  const count = Math.min(mostADay, reached + anomalous)
  const share = anomalous / (reached + anomalous)
  return Array.from({ length: count }, (_, n) => ({
    atMs: Date.parse(`${day}T00:00:00Z`) + Math.floor(((n + 0.5) * dayMs) / count),
    host,
    vantageId: 'ooni',
    region,
    class: Math.floor((n + 1) * share) > Math.floor(n * share) ? 'anomaly' : 'ok',
    bytes: 0,
    note: `${anomalous} of ${reached + anomalous} on ${day}`,
    facts: null,
  }))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not an answer of the aggregation, which the caller is told.
    return null
  }
}

function countOf(row: Readonly<Record<string, unknown>>, name: string): number {
  const value = row[name]
  return typeof value === 'number' && value > 0 ? value : 0
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
