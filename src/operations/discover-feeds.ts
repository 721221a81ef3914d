import { AppError, asAppError } from '../core/errors.ts'
import type { Feed } from '../core/feed/feed.ts'
import { parseFeed } from '../core/feed/parse-feed.ts'
import type { Capture } from '../core/source/capture.ts'
import { decodeText } from '../core/source/decode.ts'
import { commonFeedPaths, readFrontPage, readSitemapLines } from '../core/source/find-feeds.ts'
import { guessLanguage } from '../core/source/guess-language.ts'
import type { Fetcher } from '../ports/fetcher.ts'

/** A feed that a newsroom has. */
export interface FoundFeed {
  readonly url: string
  readonly title: string | null
  readonly format: Feed['format']
  readonly entries: number
  /** The newest first, at most three. */
  readonly newest: readonly string[]
  /** BCP 47, as it says or as its titles look. */
  readonly language: string | null
  /** Categories that most of its entries share, as written. */
  readonly topics: readonly string[]
  /** Whether the entries carry whole articles. */
  readonly hasFullText: boolean
}

/** A newsroom with its feeds, the best first. */
export interface FoundNewsroom {
  readonly url: string
  readonly name: string
  readonly feeds: readonly FoundFeed[]
}

export interface DiscoverOptions {
  readonly signal?: AbortSignal
  /** Told before each request. */
  readonly onAsk?: (url: string) => void
}

// A person waits, and a publisher looks on: enough for every newsroom's sections, and gone in a minute.
const maxRequests = 25
const maxFeeds = 12
const politeness = { concurrency: 1, delaySeconds: 1 }
const wholeArticleLength = 1_500

/**
 * Finds a newsroom's feeds: those that its front page names, those it links to, those that stand where feeds commonly
 * do, and, where there is none of them, the sitemaps of its robots.txt.
 * @throws AppError `feed-unreadable` where there is none; what a Fetcher throws for the front page; `interrupted`.
 */
export async function discoverFeeds(
  site: string,
  fetcher: Fetcher,
  options: DiscoverOptions = {},
): Promise<FoundNewsroom> {
  const asking = createAsking(fetcher, options)
  const front = await asking.require(site).catch(async error => {
    // A firewall asks people at the front page for a proof, and lets feeds through; an API has no front page.
    if (!isRefusal(error)) throw error
    const found = await feedsAtCommonPlaces(site, asking)
    if (found.length === 0) throw error
    return found
  })
  if (!('body' in front)) return newsroomOf(site, null, front, null)
  const own = readAsFeed(front, fetcher.maxBodyBytes)
  if (own !== null) return newsroomOf(front.url, null, [{ url: front.url, feed: own }], null)
  const page = readFrontPage(textOf(front), front.url)
  const found = await asking.feeds([...page.named, ...page.likely].filter(url => !isOfComments(url)))
  if (found.length === 0) found.push(...(await feedsAtCommonPlaces(front.url, asking)))
  if (found.length > 0) return newsroomOf(front.url, page.name, found, page.language)
  throw new AppError('feed-unreadable', `no feed and no sitemap was found on ${front.url}`, {
    next: 'ask the newsroom for its address, or follow a page by its links (pages in docs/config.md)',
  })
}

interface Found {
  readonly url: string
  readonly feed: Feed
}

type Asking = ReturnType<typeof createAsking>

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && /^upstream-(?:refused|challenged)$/.test(error.kind)
}

async function feedsAtCommonPlaces(site: string, asking: Asking): Promise<readonly Found[]> {
  const found = await asking.feeds(commonFeedPaths.map(path => new URL(path, site).href))
  if (found.length > 0) return found
  const robots = await asking.try(new URL('/robots.txt', site).href)
  const named = robots === null ? [] : readSitemapLines(textOf(robots))
  const sitemaps = [...named, new URL('/sitemap.xml', site).href]
  // News sitemaps hold the last two days, others years.
  return asking.feeds(sitemaps.toSorted((a, b) => newsFirst(a) - newsFirst(b)))
}

/** Asks one address after the other, and no more than it may. */
function createAsking(fetcher: Fetcher, { signal, onAsk }: DiscoverOptions) {
  const asked = new Set<string>()
  const get = async (url: string): Promise<Capture> => {
    asked.add(url)
    onAsk?.(url)
    const outcome = await fetcher.get({ url, politeness, ...(signal && { signal }) })
    if (outcome.status === 'fetched') return outcome.capture
    throw new AppError('upstream-refused', `${url}: 304 to a request without validators`)
  }
  const tryGet = async (url: string): Promise<Capture | null> => {
    if (asked.has(url) || asked.size >= maxRequests) return null
    try {
      return await get(url)
    } catch (error) {
      if (asAppError(error, 'fetch-failed').kind === 'interrupted') throw error
      // Most of these addresses are guesses: that one leads nowhere is what is to be found out.
      return null
    }
  }
  return {
    require: get,
    try: tryGet,
    async feeds(urls: readonly string[]): Promise<Found[]> {
      const found: Found[] = []
      for (const url of urls) {
        if (found.length === maxFeeds) break
        const capture = await tryGet(url)
        const feed = capture === null ? null : readAsFeed(capture, fetcher.maxBodyBytes)
        const isNew = feed !== null && !found.some(known => isSame(known.feed, feed))
        if (isNew) found.push({ url, feed })
      }
      return found
    },
  }
}

function readAsFeed({ body, contentType, url }: Capture, maxBodyBytes: number): Feed | null {
  try {
    const feed = parseFeed({ body, contentType, url, maxBodyBytes })
    // The ruins of a feed have entries too, with nothing to show and nowhere to go.
    const isUsable = feed.entries.some(({ url: address, title }) => address !== null || title !== null)
    return isUsable || (feed.sitemaps ?? []).length > 0 ? feed : null
  } catch (error) {
    // A page where a feed was looked for is no fault.
    if (error instanceof AppError && error.kind === 'feed-unreadable') return null
    throw error
  }
}

/** The same feed under another address or in another format: one is enough. */
function isSame(one: Feed, other: Feed): boolean {
  const links = (feed: Feed) => feed.entries.slice(0, 20).map(entry => entry.url ?? entry.title)
  const known = new Set(links(one))
  const shared = links(other).filter(link => known.has(link)).length
  return shared > 0 && shared >= 0.9 * Math.max(known.size, links(other).length)
}

function newsroomOf(
  url: string,
  name: string | null,
  found: readonly Found[],
  language: string | null,
): FoundNewsroom {
  const feeds = found.map(({ url: feedUrl, feed }) => describe(feedUrl, feed, language))
  const host = new URL(url).hostname.replace(/^www\./, '')
  return {
    url,
    name: name ?? feeds[0]?.title ?? host,
    feeds: feeds.toSorted((a, b) => b.entries - a.entries),
  }
}

function describe(url: string, feed: Feed, pageLanguage: string | null): FoundFeed {
  const newest = feed.entries.toSorted((a, b) => (b.publishedMs ?? 0) - (a.publishedMs ?? 0))
  const titles = newest.flatMap(entry => entry.title ?? [])
  const whole = feed.entries.filter(entry => (entry.content ?? '').length >= wholeArticleLength).length
  return {
    url,
    title: feed.title,
    format: feed.format,
    entries: feed.entries.length,
    newest: titles.slice(0, 3),
    language: feed.language ?? pageLanguage ?? guessLanguage(titles.join(' ')),
    topics: commonCategories(feed),
    hasFullText: whole > feed.entries.length / 2,
  }
}

function commonCategories({ entries }: Feed): readonly string[] {
  const counts = new Map<string, number>()
  for (const { categories } of entries)
    for (const category of new Set(categories)) counts.set(category, (counts.get(category) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count > entries.length / 2)
    .map(([category]) => category)
    .slice(0, 2)
}

function isOfComments(url: string): boolean {
  return /comments?[/._-]|podcast/i.test(url)
}

function newsFirst(url: string): number {
  return /news|latest/i.test(new URL(url).pathname) ? 0 : 1
}

function textOf({ body, contentType }: Capture): string {
  return decodeText(body, { contentType, kind: 'html' }).text
}
