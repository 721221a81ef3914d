import type { SafeHtml, TextDirection } from '../article/article.ts'
import { type RuleDefinition, type RuledArticle, ruledEditionsOf } from './edition-rule.ts'

/** One article as it stands in a feed that we write. */
export interface EditionEntry {
  /** The published id; never holds a host name of ours. */
  readonly id: string
  /** Where it is on a mirror, below the base: `a/ID.html`. */
  readonly path: string
  readonly title: string
  readonly publishedMs: number
  readonly updatedMs: number
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly language: string
  readonly direction: TextDirection
  /** Plain text; of a withdrawn article the notice that it was. */
  readonly summary: string
  /** The whole text with the publisher's notices; of a withdrawn article the notice that it was; null in a light edition. */
  readonly html: SafeHtml | null
  /** Names the source for ever, whatever it is called. */
  readonly sourceId: string
  /** Who first published it. */
  readonly sourceName: string
  /** The publisher's own front page; null where it is not known. */
  readonly sourceUrl: string | null
  /** Where it was first published. */
  readonly originalUrl: string | null
  /** Whose it is and what may be done with it. */
  readonly rights: string | null
  readonly withdrawn: boolean
}

/** The documents next to this one in the chain of archive documents (RFC 5005 §4), as paths below the base. */
export interface Paging {
  /** This document itself. */
  readonly self: string
  /** The subscription document, where this is an archive document; else null. */
  readonly current: string | null
  /** The archive document with the next older entries. */
  readonly previous: string | null
  /** The archive document with the next newer entries. */
  readonly next: string | null
}

/** The ordered, bounded set of articles published at one address; written in all three formats. */
export interface Edition {
  /** `all`, `source-ID`, `lang-xx`, `topic-SLUG`, or the id of an edition by a rule. */
  readonly slug: string
  readonly title: string
  readonly description: string
  /** What may be done with the feed; null where the operator says nothing. */
  readonly rights: string | null
  /** Whom an aggregator writes to: a mail address, or the address of a page; null where there is nobody. */
  readonly contact: string | null
  readonly language: string | null
  readonly light: boolean
  readonly updatedMs: number
  /** Newest first. */
  readonly entries: readonly EditionEntry[]
  readonly paging: Paging
}

/** How many entries an archive document holds. Fixed for ever: another number would rewrite every one of them. */
export const entriesPerArchiveDocument = 50

/** The formats that an edition is written in, which are also the endings of their addresses. */
export const editionFormats = ['rss', 'atom', 'json'] as const

export type EditionFormat = (typeof editionFormats)[number]

/** The slugs of the editions that an article belongs to, as one source announces it. */
export function editionsOf(
  article: Omit<RuledArticle, 'sourceIds'> & { readonly sourceId: string },
  rules: readonly RuleDefinition[],
): readonly string[] {
  const language = article.language.split('-')[0]?.toLowerCase() ?? 'und'
  return [
    'all',
    `source-${article.sourceId}`,
    `lang-${language}`,
    ...article.topics.map(topic => `topic-${topic}`),
    ...ruledEditionsOf({ ...article, sourceIds: [article.sourceId] }, rules),
  ]
}
