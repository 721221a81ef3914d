import type { SourceState } from '../../core/source/source.ts'
import type { SourceLog } from '../../ports/source-log.ts'

/** A source log that lasts as long as the process. */
export function createMemorySourceLog(): SourceLog {
  const states = new Map<string, SourceState>()
  return {
    find: async sourceId => states.get(sourceId) ?? null,
    list: async () => [...states.values()].sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1)),
    put: async state => {
      states.set(state.sourceId, state)
    },
  }
}
