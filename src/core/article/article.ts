import type { ChildNode } from 'domhandler'

declare const sanitized: unique symbol

/** HTML in the allowed subset only. Made by `sanitizeHtml` alone. */
export type SafeHtml = string & { readonly [sanitized]: true }

export type TextDirection = 'ltr' | 'rtl'

export interface Figure {
  readonly alt: string | null
  readonly caption: string | null
}

/**
 * How a body was found: by the operator's rules, by the general extraction, from the feed's own full text,
 * or, where neither page nor full text could be had, from the feed's summary.
 */
export type ExtractionMethod = 'rules' | 'page' | 'feed' | 'feed-summary'

/** One thing that extraction left out, so that an operator can see why a paragraph is missing. */
export interface Dropped {
  /** The step that dropped it, in the order of the pipeline: `hidden`, `chrome`, `promo`, `caption`, … */
  readonly step: string
  /** Why, in a few words. */
  readonly reason: string
  /** Where it stood, as a short CSS path. */
  readonly where: string
  /** The beginning of its text, at most 80 characters. */
  readonly text: string
}

/** What a step decided, and why. */
export interface Fate {
  /** The step, or `kept`. */
  readonly step: string
  readonly reason: string
}

/** One passage of a page with what became of it. */
export interface TracedPassage extends Fate {
  readonly line: string
}

/** What extraction found. Plain values, but `body` is still whatever upstream wrote: it is for `sanitizeArticle` only. */
export interface Extraction {
  readonly title: string | null
  readonly byline: readonly string[] | null
  readonly publishedMs: number | null
  readonly modifiedMs: number | null
  /** BCP 47, as the page says or as its text shows. */
  readonly language: string | null
  readonly direction: TextDirection
  readonly siteName: string | null
  /** Absolute http(s) address, without fragment. */
  readonly canonicalUrl: string | null
  readonly section: string | null
  readonly tags: readonly string[]
  /** A few plain sentences by the publisher (description), not from the body. */
  readonly summary: string | null
  /** Unsafe: the nodes of the body, as upstream wrote them. */
  readonly body: readonly ChildNode[]
  /** The publisher's own notices to its readers; lines of one notice are parted by newlines. */
  readonly notices: readonly string[]
  /** Agency credits, such as `With reporting by dpa`. */
  readonly credits: readonly string[]
  readonly corrections: readonly string[]
  readonly figures: readonly Figure[]
  readonly method: ExtractionMethod
  /** What was left out, and every passage of the page in reading order; both empty where nobody asked. */
  readonly dropped: readonly Dropped[]
  readonly traced: readonly TracedPassage[]
}

/** Where an article came from (W3C PROV). */
export interface Provenance {
  readonly upstreamUrl: string | null
  readonly capturedAtMs: number
  readonly method: ExtractionMethod
}

/** Who an article is, before and after it changed its address. See identify.ts. */
export interface Identity {
  /** Keys under which this article may already be known, strongest first: `url:…`, `entry:SOURCE:…`. Never empty. */
  readonly keys: readonly string[]
  /** Opaque, stands in addresses: used if none of the keys is known. Twelve characters. */
  readonly articleId: string
  /** The published id if this article is new: the upstream's where that is globally unique, else a urn:uuid. */
  readonly entryId: string
  /** The published id in its place where another article has taken `entryId`. */
  readonly fallbackEntryId: string
}

/**
 * Sanitized, self-contained text with its metadata and provenance. Made by `sanitizeArticle` alone:
 * the archive takes nothing else, so nothing unsafe gets in.
 */
export interface Article {
  readonly identity: Identity
  readonly sourceId: string
  readonly topics: readonly string[]
  readonly title: string
  readonly byline: readonly string[]
  readonly publishedMs: number | null
  readonly modifiedMs: number | null
  readonly language: string
  readonly direction: TextDirection
  readonly siteName: string | null
  readonly canonicalUrl: string | null
  readonly section: string | null
  readonly tags: readonly string[]
  /** Plain text, at most 300 characters. */
  readonly summary: string
  readonly html: SafeHtml
  /** The body's blocks, parted by one blank line. */
  readonly text: string
  readonly notices: readonly string[]
  readonly credits: readonly string[]
  readonly corrections: readonly string[]
  readonly figures: readonly Figure[]
  readonly provenance: Provenance
  /** SHA-256 over everything that a reader sees; another hash is another revision. */
  readonly contentHash: string
}

/** Whose text a revision is: what upstream published, or what the operator wrote in its place. */
export type Maker = 'upstream' | 'operator'

/** One text of an article, as it was archived. */
export interface Revision extends Omit<Article, 'identity' | 'publishedMs'> {
  /** Counts from 1. */
  readonly revision: number
  readonly madeBy: Maker
  /** When this revision was archived. */
  readonly revisedAtMs: number
}

/** The operator's own words for an article, made by `correctArticle` alone. */
export interface Correction {
  readonly title: string
  readonly summary: string
  readonly html: SafeHtml
  readonly text: string
  readonly corrections: readonly string[]
  readonly contentHash: string
}

/** By what an article can be picked out of a list. */
export const articleStates = [
  'revised',
  'corrected',
  'conflicting',
  'vanished',
  'withdrawn',
  'pinned',
] as const

export type ArticleState = (typeof articleStates)[number]

/** An article as the archive gives it back, with what the archive alone knows. */
export interface ArchivedArticle extends Revision {
  /** Opaque, stands in addresses; the same on every host. */
  readonly id: string
  /** The published id: guid, atom:id. Frozen when first archived. */
  readonly entryId: string
  /** As upstream said when first archived, else that moment; never rewritten. */
  readonly publishedMs: number
  /**
   * When the text last changed: upstream's own modification date if that is believable, else the publishing date for
   * the first revision, and for a later one the moment when it was archived.
   */
  readonly updatedMs: number
  readonly archivedAtMs: number
  /** Every source that announced it, that of the present revision first. */
  readonly sourceIds: readonly string[]
  /** What upstream wrote after the operator had corrected the text: it waits for a decision. Null where nothing does. */
  readonly waitingRevision: number | null
  /** When its page was found to be gone upstream; null where it is there, as far as we know. */
  readonly vanishedAtMs: number | null
  readonly pinned: boolean
  /** A withdrawn article keeps its place and loses its text. */
  readonly withdrawn: { readonly atMs: number; readonly reason: string | null } | null
}
