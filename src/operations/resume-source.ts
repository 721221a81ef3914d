import type { FeedState, Source, SourceState } from '../core/source/source.ts'
import type { Clock } from '../ports/clock.ts'
import type { SourceLog } from '../ports/source-log.ts'

/**
 * Makes a source due at once, asked at its configured addresses: those that were gone are asked again, those that had
 * moved where they were, and no failure counts any more.
 * @returns how it stands now; null for one that was never asked, and so is due anyway.
 */
export async function resumeSource(
  source: Pick<Source, 'id'>,
  { sourceLog, clock }: { readonly sourceLog: SourceLog; readonly clock: Clock },
): Promise<SourceState | null> {
  const state = await sourceLog.find(source.id)
  if (state === null) return null
  const feeds = state.feeds.map(asConfigured)
  const resumed = { ...state, feeds, failures: 0, lastError: null, nextDueAtMs: clock.nowMs() }
  await sourceLog.put(resumed)
  return resumed
}

function asConfigured({ goneAtMs: _, moved: __, ...feed }: FeedState): FeedState {
  return feed
}
