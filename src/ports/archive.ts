import type { ArchivedArticle, Article } from '../core/article/article.ts'
import type { Entry } from '../core/feed/feed.ts'

/** An entry with the key it is known by within its source, and a fingerprint of what it said. */
export interface KeyedEntry {
  readonly key: string
  readonly fingerprint: string
  readonly entry: Entry
}

/** An entry whose page could not be had yet and is asked for again later. */
export interface PendingEntry extends KeyedEntry {
  readonly attempts: number
  readonly retryAtMs: number
}

export type PutOutcome = { readonly status: 'new' | 'revised' | 'unchanged'; readonly id: string }

/** One edition that has articles in it. */
export interface EditionSummary {
  /** `all`, `source-ID`, `lang-xx`, `topic-SLUG`. */
  readonly slug: string
  /** How many articles it ever took; positions run from 1 to this, without gaps. */
  readonly count: number
  /** The archive's version when anything in it last changed. */
  readonly version: number
}

/** Where articles are kept, and the only truth about them. Every write is whole or not at all. */
export interface Archive {
  /** A number that grows with every change a reader could see. */
  version(): Promise<number>

  /**
   * Those entries that are new to this source or say something else than when they were last settled or postponed,
   * in the order given.
   */
  withoutKnown(sourceId: string, entries: readonly KeyedEntry[]): Promise<readonly KeyedEntry[]>

  /** Archives an article as new, as a revision, or not at all if its content hash is known, and settles its entry. */
  put(article: Article, options: { entry?: KeyedEntry; nowMs: number }): Promise<PutOutcome>

  /** Remembers an entry to be tried again; its attempts count up. */
  postpone(sourceId: string, entry: KeyedEntry, retryAtMs: number): Promise<void>
  /** The entries of a source whose time to be tried again has come. */
  pending(sourceId: string, nowMs: number): Promise<readonly PendingEntry[]>
  /** Forgets that an entry was to be tried again, and takes it as settled. */
  settle(sourceId: string, entry: KeyedEntry): Promise<void>

  find(id: string): Promise<ArchivedArticle | null>
  /** Articles of an edition with positions in [from, to], oldest first; withdrawn ones keep their place. */
  range(slug: string, from: number, to: number): Promise<readonly ArchivedArticle[]>
  /** The newest of an edition by publishing date, newest first, withdrawn ones left out. */
  newest(slug: string, limit: number, offset?: number): Promise<readonly ArchivedArticle[]>
  editions(): Promise<readonly EditionSummary[]>
  edition(slug: string): Promise<EditionSummary | null>

  /** Takes an article's text away from readers; false if there is no such article. */
  withdraw(id: string, options: { reason: string | null; nowMs: number }): Promise<boolean>
  /** Keeps an article on top of the front page, or lets it go; false if there is no such article. */
  pin(id: string, pinned: boolean): Promise<boolean>

  /** What is wrong with what it holds, a sentence for each fault; nothing where it is sound. Reads all of it. */
  faults(): Promise<readonly string[]>

  close(): Promise<void>
}
