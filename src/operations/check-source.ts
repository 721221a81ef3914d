import type { Article } from '../core/article/article.ts'
import type { AppError } from '../core/errors.ts'
import type { Source } from '../core/source/source.ts'
import { pullFeeds } from './pull-feeds.ts'
import { type TakeEntryDeps, takeEntry } from './take-entry.ts'

/** What a source gives today. */
export interface SourceCheck {
  readonly sourceId: string
  readonly entries: number
  /** Made of the newest entry; null where there is none or it gave no text. */
  readonly article: Article | null
  readonly errors: readonly AppError[]
}

/**
 * Pulls a source and makes an article of its newest entry, on trial: nothing is archived or remembered.
 * @throws AppError `interrupted`.
 */
export async function checkSource(
  source: Source,
  deps: TakeEntryDeps,
  signal?: AbortSignal,
): Promise<SourceCheck> {
  const { entries, errors } = await pullFeeds(source, null, deps, signal)
  const newest = entries.toSorted((a, b) => (b.entry.publishedMs ?? 0) - (a.entry.publishedMs ?? 0))[0]
  const taken = newest === undefined ? null : await takeEntry(newest, source, deps, signal)
  return {
    sourceId: source.id,
    entries: entries.length,
    article: taken?.article ?? null,
    errors: taken?.error ? [...errors, taken.error] : errors,
  }
}
