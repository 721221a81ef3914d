import { workId } from '../../core/source/work.ts'
import type { FailedWork, WorkLog } from '../../ports/work-log.ts'

/** A work log that lasts as long as the process. */
export function createMemoryWorkLog(): WorkLog {
  const claims = new Map<string, number>()
  let heldUntilMs = 0
  const marks = new Map<string, number>()
  const failures = new Map<string, FailedWork>()
  return {
    async claim(ids, { nowMs, untilMs }) {
      const free = ids.filter(id => (claims.get(id) ?? nowMs) <= nowMs)
      for (const id of free) claims.set(id, untilMs)
      return free
    },
    readMark: async name => marks.get(name) ?? 0,
    async raiseMark(name, value) {
      marks.set(name, Math.max(value, marks.get(name) ?? 0))
    },
    heldUntilMs: async () => heldUntilMs,
    async holdUntil(ms) {
      heldUntilMs = ms
    },
    async fail(failure) {
      failures.set(workId(failure.work), failure)
    },
    async giveUp(work, nowMs) {
      const error = failures.get(workId(work))?.error ?? 'unexpected: no reason was written down'
      failures.set(workId(work), { work, error, failedAtMs: nowMs, isGivenUp: true })
    },
    async forget(work) {
      failures.delete(workId(work))
    },
    failures: async () =>
      [...failures.values()].toSorted((a, b) => b.failedAtMs - a.failedAtMs).slice(0, 100),
  }
}
