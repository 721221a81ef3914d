import type { SourceState } from '../core/source/source.ts'

/** How each source stands, kept over restarts. */
export interface SourceLog {
  find(sourceId: string): Promise<SourceState | null>
  list(): Promise<readonly SourceState[]>
  put(state: SourceState): Promise<void>
}
