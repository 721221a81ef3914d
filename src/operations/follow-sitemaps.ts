import { AppError, asAppError } from '../core/errors.ts'
import type { Entry, Feed } from '../core/feed/feed.ts'
import { parseFeed } from '../core/feed/parse-feed.ts'
import { takesAddress } from '../core/source/address-rule.ts'
import type { Source } from '../core/source/source.ts'
import type { Fetcher, FetchOutcome } from '../ports/fetcher.ts'
import { requestOf } from './request-of.ts'

// An index lists years of articles; what is new stands in the newest.
const maxSitemaps = 3

/** What the sitemaps of an index gave. */
export interface FollowedSitemaps {
  readonly entries: readonly Entry[]
  readonly errors: readonly AppError[]
  /** Whether what the index says tells when a sitemap changed; else they are to be asked for each time. */
  readonly saysWhen: boolean
}

/**
 * Gets the newest sitemaps that an index names, one after the other; one that fails never costs the others.
 * @throws AppError `interrupted`.
 */
export async function followSitemaps(
  index: Feed,
  source: Source,
  fetcher: Fetcher,
  signal: AbortSignal | undefined,
): Promise<FollowedSitemaps> {
  const rule = source.sitemaps
  const named = (index.sitemaps ?? []).filter(({ url }) => rule === undefined || takesAddress(rule, url))
  // Those without a date stay in their order, behind those with one.
  const newest = named.toSorted((a, b) => (b.updatedMs ?? 0) - (a.updatedMs ?? 0)).slice(0, maxSitemaps)
  const entries: Entry[] = []
  const errors: AppError[] = []
  for (const { url } of newest) {
    try {
      const outcome = await fetcher.get(requestOf(source, url, signal))
      entries.push(...readSitemapEntries(outcome, url, fetcher.maxBodyBytes))
    } catch (cause) {
      const error = asAppError(cause, 'feed-unreadable')
      if (error.kind === 'interrupted') throw error
      errors.push(error)
    }
  }
  return { entries, errors, saysWhen: newest.every(({ updatedMs }) => updatedMs !== null) }
}

function readSitemapEntries(outcome: FetchOutcome, url: string, maxBodyBytes: number): readonly Entry[] {
  if (outcome.status === 'unchanged')
    throw new AppError('upstream-refused', `${url}: 304 to a request without validators`)
  const { body, contentType, url: finalUrl } = outcome.capture
  return parseFeed({ body, contentType, url: finalUrl, maxBodyBytes }).entries
}
