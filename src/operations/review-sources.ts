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
const noFigures: SourceFigures = {
  publishedMs: [],
  methods: { rules: 0, page: 0, feed: 0, 'feed-summary': 0 },
  textless: 0,
}

/** How each source stands, out of what is known: nothing is fetched. */
export async function reviewSources(
  sources: readonly Source[],
  { archive, sourceLog, clock }: { archive: Archive; sourceLog: SourceLog; clock: Clock },
): Promise<readonly SourceReview[]> {
  const nowMs = clock.nowMs()
  const states = new Map((await sourceLog.list()).map(state => [state.sourceId, state]))
  const ids = sources.map(source => source.id)
  const known = await archive.sourceFigures(ids, { sinceMs: nowMs - figureDays * dayMs })
  return sources.map(source => {
    const state = states.get(source.id) ?? null
    const figures = known.get(source.id) ?? noFigures
    return { source, state, figures, standing: judgeSource(source, state, figures, nowMs) }
  })
}
