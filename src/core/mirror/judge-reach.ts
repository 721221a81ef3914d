import { evidenceOf, type Measurement } from './measurement.ts'

/** What is taken for granted before anything is measured. */
export interface ReachRules {
  /** Share of probes that fail though nothing is blocked; public measurements have 5 to 10 %. */
  readonly noise: number
  /** Share of probes that fail where a host is blocked: not all, since networks of one country differ. */
  readonly detection: number
  /** A block may be found in error once in so many days of a mirror. */
  readonly daysPerError: number
  /** Of one vantage point only one measurement counts in this time: a bad quarter of an hour is one bad measurement. */
  readonly slotMinutes: number
  /** How long interference must last where a region has one vantage point only. */
  readonly aloneHours: number
}

export const defaultReachRules: ReachRules = {
  noise: 0.1,
  detection: 0.8,
  daysPerError: 1_000,
  slotMinutes: 30,
  aloneHours: 6,
}

export interface ReachVerdict {
  /** `watched`: something fails, and it is not enough to tell. */
  readonly status: 'reached' | 'watched' | 'blocked' | 'unmeasured'
  /** From 0 to 1: how much of the evidence that a block needs is there. */
  readonly evidence: number
  readonly measured: number
  /** Vantage points that saw interference since the evidence began to grow. */
  readonly vantageIds: readonly string[]
}

const dayMs = 86_400_000
// What was measured at fewer a day is judged as if it were these.
const fewestADay = 10

/**
 * Whether a host is blocked in a region, by a cumulative sum (Page 1954): each interference adds what it says for a
 * block, each success takes away what it says against one. The bar rises with the number of measurements a day, so
 * that errors stay as seldom whatever the pace: the mean time to one is at least e^bar measurements (Lorden 1971).
 * Never one vantage point alone where there are two, never one short while where there is one, and never volunteers alone.
 * @param measurements of one host and one region, oldest first, since the host is as it is.
 */
export function judgeReach(
  measurements: readonly Measurement[],
  rules: ReachRules = defaultReachRules,
): ReachVerdict {
  const counted = thin(measurements, rules.slotMinutes * 60_000)
  const [first, last] = [counted[0], counted.at(-1)]
  if (first === undefined || last === undefined)
    return { status: 'unmeasured', evidence: 0, measured: 0, vantageIds: [] }
  const days = Math.max(1, (last.atMs - first.atMs) / dayMs)
  const bar = Math.log(rules.daysPerError * Math.max(fewestADay, counted.length / days))
  const forBlock = Math.log(rules.detection / rules.noise)
  const againstBlock = Math.log((1 - rules.detection) / (1 - rules.noise))
  let sum = 0
  let sinceMs = 0
  let seenBy = new Set<string>()
  for (const { atMs, vantageId, class: probeClass } of counted) {
    if (evidenceOf(probeClass) === 'interfered') {
      if (sum === 0) sinceMs = atMs
      seenBy.add(vantageId)
      sum += forBlock
    } else sum = Math.max(0, sum + againstBlock)
    if (sum === 0) seenBy = new Set()
  }
  const vantageCount = new Set(counted.map(each => each.vantageId)).size
  const isQuorum =
    vantageCount > 1
      ? seenBy.size > 1
      : last.vantageId !== 'ooni' && last.atMs - sinceMs >= rules.aloneHours * 3_600_000
  const status = sum >= bar && isQuorum ? 'blocked' : sum > 0 ? 'watched' : 'reached'
  return {
    status,
    evidence: Math.min(1, sum / bar),
    measured: counted.length,
    vantageIds: [...seenBy].sort(),
  }
}

/** The last word of each vantage point in each span of time, without those that say nothing. */
function thin(measurements: readonly Measurement[], slotMs: number): readonly Measurement[] {
  const slots = new Map<string, Measurement>()
  for (const measurement of measurements) {
    if (evidenceOf(measurement.class) === 'none') continue
    slots.set(`${measurement.vantageId} ${Math.floor(measurement.atMs / slotMs)}`, measurement)
  }
  return [...slots.values()].toSorted((a, b) => a.atMs - b.atMs)
}
