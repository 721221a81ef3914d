import { toIso } from '../../core/instant.ts'
import { feedAddresses } from '../../core/source/source.ts'
import { requestOf } from '../request-of.ts'
import { bad, type Check, type DoctorDeps, ok } from './check.ts'

const minuteMs = 60_000
// Older than this program: a machine that lost its clock wakes up in 1970 or on its maker's day.
const programMs = Date.UTC(2026, 10, 1)
const toleranceMs = 5 * minuteMs
const next = 'set the clock: timedatectl set-ntp true'

/** Whether the machine's clock can be right. Dates, schedules and what is signed rest on it. */
export const clockCheck: Check = {
  id: 'clock',
  async run(deps) {
    const { clock, archive, sourceLog } = deps
    const nowMs = clock.nowMs()
    if (nowMs < programMs) return [bad(`the clock says ${toIso(nowMs)}, which is over`, next)]
    const [states, newest] = await Promise.all([sourceLog.list(), archive.listed('all', { limit: 20 })])
    const lastMs = Math.max(
      0,
      ...states.map(state => state.lastAttemptAtMs ?? 0),
      ...newest.map(article => article.archivedAtMs),
    )
    if (lastMs > nowMs + toleranceMs)
      return [bad(`the clock says ${toIso(nowMs)}, but something was already done at ${toIso(lastMs)}`, next)]
    const theirsMs = await askPublisher(deps)
    if (theirsMs === null) return [ok(`the clock says ${toIso(nowMs)}`)]
    const differenceMs = Math.abs(theirsMs - deps.clock.nowMs())
    if (differenceMs > toleranceMs)
      return [bad(`the clock says ${toIso(nowMs)}, a publisher's says ${toIso(theirsMs)}`, next)]
    return [ok(`the clock says ${toIso(nowMs)}, and so does a publisher's`)]
  },
}

/** The Date of a feed's answer (RFC 9110 §6.6.1); null where none could be had. */
async function askPublisher({ outlook, sources, fetcher }: DoctorDeps): Promise<number | null> {
  const [source] = sources
  const [address] = source === undefined ? [] : feedAddresses(source)
  if (outlook === null || source === undefined || address === undefined) return null
  try {
    const outcome = await fetcher.get(requestOf(source, address, undefined))
    return outcome.status === 'fetched' ? (outcome.capture.upstreamDateMs ?? null) : null
  } catch {
    // That a source cannot be reached is the finding of another check.
    return null
  }
}
