import { toIso } from '../../core/instant.ts'
import { bad, type Check, ok } from './check.ts'

const minuteMs = 60_000
// Older than this program: a machine that lost its clock wakes up in 1970 or on its maker's day.
const programMs = Date.UTC(2026, 10, 1)
const toleranceMs = 5 * minuteMs
const next = 'set the clock: timedatectl set-ntp true'

/** Whether the machine's clock can be right. Dates, schedules and what is signed rest on it. */
export const clockCheck: Check = {
  id: 'clock',
  async run({ clock, archive, sourceLog }) {
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
    return [ok(`the clock says ${toIso(nowMs)}`)]
  },
}
