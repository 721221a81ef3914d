import { cleanShare, dayMs, type Group, type Invite } from './group.ts'

/**
 * How long hosts lasted until a specific block, in days, newest last: tells how much it means that a host still
 * stands. Only the newest are asked, for a censor changes its ways.
 */
export type Lags = readonly number[]

const lagsAsked = 30

/**
 * How likely it is that a waiting group holds an agent. Somebody in it or in its sibling has told; the longer the
 * sibling's new host stands, against how fast the censor has been, the surer it was somebody in this one.
 */
export function suspectGroup(
  group: Group,
  invites: readonly Invite[],
  options: { readonly sibling: Group | null; readonly lags: Lags; readonly nowMs: number },
): number {
  const { sibling, lags, nowMs } = options
  const clean = cleanShare(invites)
  if (group.sibling === null || sibling === null) return 1 - clean
  const other = group.sibling.clean
  const standsMs = sibling.hostSinceMs === null ? 0 : nowMs - sibling.hostSinceMs
  const hidden = sibling.host === null ? 1 : 1 - shareBlockedWithin(standsMs / dayMs, lags)
  const possible = other * (1 - clean) + (1 - other) * hidden
  if (possible <= 0) return 1
  return (other * (1 - clean) + (1 - other) * (1 - clean) * hidden) / possible
}

/** The share of specific blocks that came sooner, held a little low: few blocks are little evidence. */
function shareBlockedWithin(days: number, lags: Lags): number {
  const recent = lags.slice(-lagsAsked)
  return recent.filter(lag => lag < days).length / (recent.length + 1)
}
