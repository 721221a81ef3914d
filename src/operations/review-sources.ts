import type { Source, SourceState } from '../core/source/source.ts'
import { judgeSource, type SourceFigures, type Standing } from '../core/source/standing.ts'
import type { Archive } from '../ports/archive.ts'
import type { Clock } from '../ports/clock.ts'
import type { SourceLog } from '../ports/source-log.ts'

/** A source, how it was left by its last refresh, and what that comes to. */
export interface SourceReview {
  readonly source: Source
  /** Null where it was never pulled. */
  readonly state: SourceState | null
  readonly figures: SourceFigures
  readonly standing: Standing
}

const dayMs = 86_400_000
const figureDays = 30

/** How each source stands, out of what is known: nothing is fetched. */
export async function reviewSources(
  sources: readonly Source[],
  { archive, sourceLog, clock }: { archive: Archive; sourceLog: SourceLog; clock: Clock },
): Promise<readonly SourceReview[]> {
  const nowMs = clock.nowMs()
  const states = new Map((await sourceLog.list()).map(state => [state.sourceId, state]))
  const reviews: SourceReview[] = []
  for (const source of sources) {
    const state = states.get(source.id) ?? null
    const figures = await archive.sourceFigures(source.id, { sinceMs: nowMs - figureDays * dayMs })
    reviews.push({ source, state, figures, standing: judgeSource(source, state, figures, nowMs) })
  }
  return reviews
}
