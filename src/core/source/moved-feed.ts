import type { Redirect } from './capture.ts'

/** A permanent redirect of a feed, and how often in a row it was seen. */
export interface MovedFeed {
  readonly to: string
  readonly seen: number
}

interface FeedAddress {
  readonly url: string
  readonly moved?: MovedFeed
}

// One answer may be a mistake, or forged by a network on the way; so many refreshes in a row are neither.
const timesUntilBelieved = 3

/** Where a feed is asked for: at its configured address, or where a permanent redirect has led often enough. */
export function addressOfFeed({ url, moved }: FeedAddress): string {
  return moved !== undefined && moved.seen >= timesUntilBelieved ? moved.to : url
}

/**
 * What is remembered of a feed's moving after it was had.
 * @param asked the address that was asked for; one that is believed already says nothing new.
 * @returns undefined where it has not moved.
 */
export function moveAfter(
  feed: FeedAddress,
  asked: string,
  redirects: readonly Redirect[],
): MovedFeed | undefined {
  const to = permanentTarget(asked, redirects)
  if (to === null) return asked === feed.url ? undefined : feed.moved
  return { to, seen: feed.moved?.to === to ? feed.moved.seen + 1 : 1 }
}

// RFC 9110 §15.4.2, §15.4.9: only as far as every step is permanent. An address that anybody on the way could have
// written is never kept in place of one that nobody could.
function permanentTarget(asked: string, redirects: readonly Redirect[]): string | null {
  const firstPassing = redirects.findIndex(({ status }) => status !== 301 && status !== 308)
  const permanent = firstPassing < 0 ? redirects : redirects.slice(0, firstPassing)
  const to = permanent.at(-1)?.to
  if (to === undefined || (asked.startsWith('https:') && permanent.some(step => step.to.startsWith('http:'))))
    return null
  return to
}
