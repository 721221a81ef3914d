import type { AppError } from '../core/errors.ts'
import { entryFingerprint, entryKey } from '../core/feed/entry-key.ts'
import type { Entry, Feed } from '../core/feed/feed.ts'
import { isWebAddress } from '../core/feed/reference.ts'
import { takesAddress } from '../core/source/address-rule.ts'
import { type FeedState, feedAddresses, type Source, type SourceState } from '../core/source/source.ts'
import type { KeyedEntry } from '../ports/archive.ts'
import { type PullDeps, type PulledFeed, pullFeed } from './pull-feed.ts'

/** What the feeds of a source gave. A feed that failed keeps its old validators and leaves its error. */
export interface PulledFeeds {
  readonly entries: readonly KeyedEntry[]
  readonly feeds: readonly FeedState[]
  /** The shortest time for which a feed says that there is nothing new, seconds. */
  readonly freshForSeconds: number | null
  readonly errors: readonly AppError[]
  /** Whether no feed could be had. */
  readonly isFailed: boolean
}

/** Gets and parses every feed of a source, one after the other; one that fails never costs the others. */
export async function pullFeeds(
  source: Source,
  state: SourceState | null,
  deps: PullDeps,
  signal?: AbortSignal,
): Promise<PulledFeeds> {
  const pulled: PulledFeed[] = []
  for (const url of feedAddresses(source)) {
    const known = state?.feeds.find(feed => feed.url === url) ?? { url, etag: null, lastModified: null }
    pulled.push(await pullFeed(source, known, deps, signal))
  }
  const fresh = pulled.map(freshForSeconds).filter(seconds => seconds !== null)
  return {
    entries: keyEntries(pulled.flatMap(each => (each.feed === null ? [] : wholeEntries(each.feed, source)))),
    feeds: pulled.map(each => each.state),
    freshForSeconds: fresh.length > 0 ? Math.min(...fresh) : null,
    errors: pulled.flatMap(each => (each.error === null ? each.lost : [each.error])),
    isFailed: pulled.every(each => each.error !== null),
  }
}

function freshForSeconds({ state, maxAgeSeconds, error }: PulledFeed): number | null {
  if (error !== null || (state.freshForSeconds === undefined && maxAgeSeconds === null)) return null
  return Math.max(state.freshForSeconds ?? 0, maxAgeSeconds ?? 0)
}

// A sitemap may list every article since the beginning: of these, so many of the newest are followed.
const maxSitemapEntries = 200

/** Without one that broke off: its id or text may be cut, and the next pull has it whole. */
function wholeEntries(feed: Feed, source: Source): readonly Entry[] {
  const complete = feed.isCutOff ? feed.entries.slice(0, -1) : feed.entries
  const whole = complete.filter(({ url }) => takesEntry(source, url))
  const taken =
    feed.format === 'sitemap' ? newestOf(whole, Math.max(maxSitemapEntries, source.maxNewArticles)) : whole
  return taken.map(entry => (entry.url === null || isWebAddress(entry.url) ? entry : { ...entry, url: null }))
}

/** One without an address is taken where none is asked for by name. */
function takesEntry({ entries: rule }: Source, url: string | null): boolean {
  if (rule === undefined) return true
  return url === null ? rule.include.length === 0 : takesAddress(rule, url)
}

function newestOf(entries: readonly Entry[], count: number): readonly Entry[] {
  const dateOf = ({ publishedMs, updatedMs }: Entry) => publishedMs ?? updatedMs ?? 0
  return entries.toSorted((a, b) => dateOf(b) - dateOf(a)).slice(0, count)
}

/** Entries with their keys; what several feeds announce is taken once, from the first. */
function keyEntries(entries: readonly Entry[]): KeyedEntry[] {
  const keyed = new Map<string, KeyedEntry>()
  for (const entry of entries) {
    const key = entryKey(entry)
    if (key !== null && !keyed.has(key)) keyed.set(key, { key, fingerprint: entryFingerprint(entry), entry })
  }
  return [...keyed.values()]
}
