import type { Article } from '../core/article/article.ts'
import { countByRules, type RuleCount } from '../core/article/extract/count-by-rules.ts'
import type { AppError } from '../core/errors.ts'
import type { Capture } from '../core/source/capture.ts'
import { decodeText } from '../core/source/decode.ts'
import type { Source } from '../core/source/source.ts'
import type { Fetcher } from '../ports/fetcher.ts'
import { pullFeeds } from './pull-feeds.ts'
import { type TakeEntryDeps, takeEntry } from './take-entry.ts'
import { type SiteTestOutcome, testSiteRules } from './test-site-rules.ts'

/** What a source gives today. */
export interface SourceCheck {
  readonly sourceId: string
  readonly entries: number
  /** Made of the newest entry; null where there is none or it gave no text. */
  readonly article: Article | null
  /** How much of the newest page each of the source's rules selects; none where no page was had. */
  readonly rules: readonly RuleCount[]
  readonly errors: readonly AppError[]
  /** One for each test address of the source's rules, and of those of its sites. */
  readonly tests: readonly SiteTestOutcome[]
  /** What of the rules for its site is not understood. */
  readonly warnings: readonly string[]
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
  const url = newest?.entry.url ?? null
  const site = url === null ? null : await deps.siteBook?.find(url)
  const { fetcher, captures } = recording(deps.fetcher)
  const taken = newest === undefined ? null : await takeEntry(newest, source, { ...deps, fetcher }, signal)
  return {
    sourceId: source.id,
    entries: entries.length,
    article: taken?.article ?? null,
    rules: captures.slice(0, 1).flatMap(capture => countByRules(textOf(capture), source.rules)),
    errors: taken?.error ? [...errors, taken.error] : errors,
    tests: await testSiteRules(source, url, deps, signal),
    warnings: site?.skipped ?? [],
  }
}

/** A fetcher that remembers what came, so that a page need not be asked for twice. */
function recording(fetcher: Fetcher): { readonly fetcher: Fetcher; readonly captures: readonly Capture[] } {
  const captures: Capture[] = []
  const get: Fetcher['get'] = async request => {
    const outcome = await fetcher.get(request)
    if (outcome.status === 'fetched') captures.push(outcome.capture)
    return outcome
  }
  return { fetcher: { ...fetcher, get }, captures }
}

function textOf({ body, contentType }: Capture): string {
  return decodeText(body, { contentType, kind: 'html' }).text
}
