import type { ArchivedArticle } from '../core/article/article.ts'
import { entryOf, judgeRecheck, type Recheck } from '../core/article/recheck.ts'
import type { AppError } from '../core/errors.ts'
import type { Source } from '../core/source/source.ts'
import type { TakeEntriesDeps } from './take-entries.ts'
import { takeEntry } from './take-entry.ts'

/** What a second look at a source's recent articles came to. */
export interface RecheckTally {
  readonly revised: number
  readonly held: number
  /** Articles that were there before and whose pages are gone now. */
  readonly vanished: number
}

const dayMs = 86_400_000

/**
 * Looks again at the pages of a few recent articles, longest unseen first: finds what was corrected without a word in
 * the feed, and what was taken down. An article that is gone upstream is flagged and stays with its readers.
 * It goes through the fetcher like every request, at the source's own pace.
 * @throws AppError `interrupted`, `archive-failed`.
 */
export async function recheckArticles(
  source: Source,
  deps: TakeEntriesDeps,
  signal?: AbortSignal,
): Promise<RecheckTally> {
  const { archive, clock } = deps
  const tally = { revised: 0, held: 0, vanished: 0 }
  if (source.recheck.perPull === 0) return tally
  const nowMs = clock.nowMs()
  const due = await archive.dueForRecheck(source.id, {
    sinceMs: nowMs - source.recheck.days * dayMs,
    nowMs,
    limit: source.recheck.perPull,
  })
  for (const article of due) {
    const result = await recheck(article, source, deps, signal)
    const wasGone = article.vanishedAtMs !== null
    // Where nobody can tell, it stays as it was, and others come first next time.
    const isGone = result === null ? wasGone : result.status === 'gone'
    await archive.checked(article.id, { isGone, nowMs: clock.nowMs() })
    if (result?.status === 'changed') {
      const { status } = await archive.put(result.article, { nowMs: clock.nowMs() })
      if (status === 'revised' || status === 'held') tally[status]++
    }
    if (!isGone || wasGone) continue
    tally.vanished++
    const url = entryOf(article).url
    deps.log.write({ event: 'article-vanished', sourceId: source.id, articleId: article.id, url })
  }
  return tally
}

/** Null where the page says nothing: another failure than its absence, or one that was never read. */
async function recheck(
  article: ArchivedArticle,
  source: Source,
  deps: TakeEntriesDeps,
  signal: AbortSignal | undefined,
): Promise<Recheck | null> {
  const entry = entryOf(article)
  if (entry.url === null) return null
  const keyed = { key: entry.url, fingerprint: '', entry }
  const taken = await takeEntry(keyed, { ...source, fullText: 'page' }, deps, signal)
  if (taken.error !== null) return isAbsence(taken.error) ? { status: 'gone' } : null
  const isFromPage = source.fullText === 'page' && /^(?:page|rules)$/.test(article.provenance.method)
  if (taken.article === null) return null
  const result = judgeRecheck(article, taken.article)
  return result.status === 'changed' && !isFromPage ? { status: 'there' } : result
}

/** RFC 9110 §15.5.5 and §15.5.11. */
function isAbsence({ status }: AppError): boolean {
  return status === 404 || status === 410
}
