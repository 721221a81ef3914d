import type { AddressRule } from './address-rule.ts'
import type { MovedFeed } from './moved-feed.ts'
import type { UpstreamProxy } from './proxy.ts'
import type { SkippedTimes } from './skipped-times.ts'

/** A CSS selector, `xpath:` with an expression of XPath 1.0, or several of either. */
export type Selector = string | readonly string[]

/** Hand-made selectors for one publisher's pages, each optional, applied before the general extraction. */
export interface SiteRules {
  /** Selects the container, or the several containers, of the body. Of several selectors the first that finds any. */
  readonly body?: Selector
  readonly title?: Selector
  readonly byline?: Selector
  readonly published?: Selector
  /** Selects what is taken out of the body. */
  readonly remove?: Selector
  /** Selects what no step of the general extraction may take out. */
  readonly keep?: Selector
  /** Selects the publisher's notices to readers, kept with the article. */
  readonly notices?: Selector
  /** Texts in the page's markup that are replaced before it is parsed, in order. */
  readonly replace?: readonly { readonly from: string; readonly to: string }[]
  /** Named to this site in place of the usual user agent. */
  readonly userAgent?: string
  /** Pages by which it is found out whether the rules still fit. */
  readonly test?: readonly SiteTest[]
}

export interface SiteTest {
  readonly url: string
  /** Texts that the article must hold. */
  readonly contains: readonly string[]
}

/** Where an article's text comes from: the page behind an entry, or the feed itself. */
export type FullTextFrom = 'page' | 'feed'

/** A page that lists articles, of a publisher without a feed. */
export interface LinkPage {
  readonly url: string
  /** CSS selector of the links, or of what each stands in together with its date. */
  readonly links: string
}

/** A publisher's feed or section that we follow. */
export interface Source {
  /** Stands in addresses (`/feeds/source-ID.rss`): lower-case letters, digits, hyphens. */
  readonly id: string
  readonly name: string
  /** Addresses of feeds or sitemaps, of the same articles in whatever format; pulled in this order. */
  readonly feeds: readonly string[]
  /** The publisher's own front page; left out, the host of the first feed stands for it. */
  readonly website?: string
  /** Whose the articles are and what may be done with them; left out, they are the publisher's. */
  readonly rights?: string
  /** Pages that list articles, pulled after the feeds. */
  readonly pages?: readonly LinkPage[]
  /** Which entries are taken, by their addresses; left out, all. */
  readonly entries?: AddressRule
  /** Which of the sitemaps that an index names are asked for; left out, all. */
  readonly sitemaps?: AddressRule
  /** BCP 47; used where a page or feed does not say. */
  readonly language: string
  readonly topics: readonly string[]
  readonly fullText: FullTextFrom
  readonly everyMinutes: { readonly min: number; readonly max: number }
  readonly politeness: {
    /** Requests to one host at a time. */
    readonly concurrency: number
    /** Pause between two requests to one host; the real one is 0.5 to 1.5 times this. */
    readonly delaySeconds: number
  }
  /** Request headers, for instance a secret that the publisher's firewall knows. */
  readonly headers: Readonly<Record<string, string>>
  /** In place of the proxy for all; null for none. */
  readonly proxy?: UpstreamProxy | null
  readonly rules: SiteRules
  /** How the pages of recent articles are looked at again, for corrections and for what was taken down. */
  readonly recheck: { readonly days: number; readonly perPull: number }
  /** New articles taken in one refresh; the rest wait for the next. */
  readonly maxNewArticles: number
}

/** What a refresh remembers of one feed address for the next conditional request. */
export interface FeedState {
  readonly url: string
  readonly etag: string | null
  readonly lastModified: string | null
  /** What its last whole answer asked for: how long it stays as it is (`ttl`, `sy:updatePeriod`). */
  readonly freshForSeconds?: number
  /** What its last whole answer asked for: when not to ask. */
  readonly skipped?: SkippedTimes
  /** Where a permanent redirect led at the last refreshes. */
  readonly moved?: MovedFeed
  /** Since when it answers 410; it is not asked any more. */
  readonly goneAtMs?: number
}

/** How a source stands. */
export interface SourceState {
  readonly sourceId: string
  readonly feeds: readonly FeedState[]
  readonly intervalMinutes: number
  readonly nextDueAtMs: number
  readonly lastAttemptAtMs: number | null
  readonly lastSuccessAtMs: number | null
  readonly lastNewAtMs: number | null
  /** Refreshes in a row that failed. */
  readonly failures: number
  /** Kind and message of the last failure, null after a success. */
  readonly lastError: string | null
}

/** Every address that a refresh of a source asks for entries. */
export function feedAddresses({ feeds, pages = [] }: Pick<Source, 'feeds' | 'pages'>): readonly string[] {
  return [...feeds, ...pages.map(page => page.url)]
}

/** The selector of the links, where an address of a source is a page; null for a feed. */
export function linksOf({ pages = [] }: Pick<Source, 'pages'>, url: string): string | null {
  return pages.find(page => page.url === url)?.links ?? null
}
