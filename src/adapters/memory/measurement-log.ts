import type { Measurement } from '../../core/mirror/measurement.ts'
import type { MeasurementLog } from '../../ports/measurement-log.ts'

/** A measurement log that lasts as long as the process. */
export function createMemoryMeasurementLog(): MeasurementLog {
  let kept: readonly Measurement[] = []
  return {
    async record(measurements) {
      kept = [...kept, ...measurements].toSorted((a, b) => a.atMs - b.atMs)
    },
    list: async ({ host, sinceMs }) =>
      kept.filter(each => each.atMs >= sinceMs && (host === undefined || each.host === host)),
    async forget(beforeMs) {
      kept = kept.filter(each => each.atMs >= beforeMs)
    },
    async wipe() {
      kept = []
    },
  }
}
