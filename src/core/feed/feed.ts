import type { SkippedTimes } from '../source/skipped-times.ts'

export const feedFormats = ['rss', 'atom', 'rdf', 'json', 'sitemap', 'html'] as const

export type FeedFormat = (typeof feedFormats)[number]

/** One item that a feed announces, as upstream gave it (RFC 4287 `entry`, RSS `item`). Nothing in it is safe to show. */
export interface Entry {
  /** The upstream id as given: guid, atom:id, rdf:about or JSON id. */
  readonly id: string | null
  /** Absolute address of the article; not always one of the web. */
  readonly url: string | null
  /** Plain text, entities decoded, white space folded. */
  readonly title: string | null
  readonly publishedMs: number | null
  readonly updatedMs: number | null
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  /** HTML as upstream wrote it. */
  readonly summary: string | null
  /** HTML as upstream wrote it: content:encoded, atom:content, content_html. */
  readonly content: string | null
}

/** A sitemap that an index of sitemaps names. */
export interface SitemapLink {
  readonly url: string
  readonly updatedMs: number | null
}

/** A document listing entries, whatever format it came in. */
export interface Feed {
  readonly format: FeedFormat
  readonly title: string | null
  /** Address of the page that the feed belongs to. */
  readonly url: string | null
  /** BCP 47 tag as upstream gave it. */
  readonly language: string | null
  /** How long the publisher asks us to wait between two pulls (RSS `ttl`, `sy:updatePeriod`), in minutes. */
  readonly ttlMinutes: number | null
  /** When the publisher asks not to be pulled (RSS `skipHours`, `skipDays`). */
  readonly skipped?: SkippedTimes
  readonly entries: readonly Entry[]
  /** What an index of sitemaps leads to. */
  readonly sitemaps?: readonly SitemapLink[]
  /** Whether the document broke off within its last entry, which then may lack parts. */
  readonly isCutOff: boolean
}
