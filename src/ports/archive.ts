import type {
  ArchivedArticle,
  Article,
  ArticleState,
  Correction,
  Maker,
  Revision,
} from '../core/article/article.ts'
import type { Places } from '../core/article/relink.ts'
import type { RuleDefinition } from '../core/feed/edition-rule.ts'
import type { Entry } from '../core/feed/feed.ts'
import type { Phrase } from '../core/search/words.ts'
import type { SourceFigures } from '../core/source/standing.ts'

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

/** `held`: upstream changed a text that the operator had corrected; the new one waits for a decision. */
export type PutOutcome = { readonly status: 'new' | 'revised' | 'unchanged' | 'held'; readonly id: string }

/** Who changes something by hand, and when; it is written into the audit log together with the change. */
export interface ByHand {
  readonly actor: string
  readonly nowMs: number
}

/** One edition that has articles in it, or that a rule defines. */
export interface EditionSummary {
  /** `all`, `source-ID`, `lang-xx`, `topic-SLUG`, or the id of an edition by a rule. */
  readonly slug: string
  /** How many articles it ever took; positions run from 1 to this, without gaps. */
  readonly count: number
  /** The archive's version when anything in it last changed. */
  readonly version: number
  /** When the rule that makes it was last defined otherwise; null where none does. */
  readonly definedAtMs: number | null
}

/** Which editions by rules were made, made anew or given up. */
export interface DefineReport {
  readonly rebuilt: readonly string[]
  readonly dropped: readonly string[]
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
  /**
   * Remembers entries that somebody else is about to take, so that they are pending if that comes to nothing by then.
   * No attempt is counted.
   */
  reserve(sourceId: string, entries: readonly KeyedEntry[], untilMs: number): Promise<void>
  /** Those of the entries that still wait, whatever their time, in the order of the keys. */
  waiting(sourceId: string, keys: readonly string[]): Promise<readonly PendingEntry[]>
  /** The entries of a source whose time to be tried again has come. */
  pending(sourceId: string, nowMs: number): Promise<readonly PendingEntry[]>
  /** Forgets that an entry was to be tried again, and takes it as settled. */
  settle(sourceId: string, entry: KeyedEntry, nowMs: number): Promise<void>

  find(id: string): Promise<ArchivedArticle | null>
  /** Where the articles at these addresses are, by `addressKey`; those that it has, withdrawn ones too. */
  locate(addressKeys: readonly string[]): Promise<Places>
  /** Articles of an edition with positions in [from, to], oldest first; withdrawn ones keep their place. */
  range(slug: string, from: number, to: number): Promise<readonly ArchivedArticle[]>
  /** The newest of an edition by publishing date, newest first, withdrawn ones left out. */
  newest(slug: string, limit: number, offset?: number): Promise<readonly ArchivedArticle[]>
  /** The newest articles in which every phrase is found, in title or text, newest first; none for no phrase. */
  search(phrases: readonly Phrase[], limit: number, offset?: number): Promise<readonly ArchivedArticle[]>
  /**
   * Defines the editions that rules make, these and no others: from now on `put` decides by them. One whose definition is
   * another is made anew from the oldest article on, its positions counted from 1 again.
   */
  defineEditions(rules: readonly RuleDefinition[], nowMs: number): Promise<DefineReport>
  editions(): Promise<readonly EditionSummary[]>
  edition(slug: string): Promise<EditionSummary | null>

  /** Every revision, oldest first; none where there is no such article. */
  revisions(id: string): Promise<readonly Revision[]>
  /** The newest of an edition by publishing date, newest first, withdrawn ones too; in one state only, where one is named. */
  listed(
    slug: string,
    options: { readonly state?: ArticleState; readonly limit: number },
  ): Promise<readonly ArchivedArticle[]>

  /** Articles of a source published since then whose upstream page is to be looked at again, longest unseen first. */
  dueForRecheck(
    sourceId: string,
    options: { readonly sinceMs: number; readonly nowMs: number; readonly limit: number },
  ): Promise<readonly ArchivedArticle[]>
  /** Notes that an article's page was looked at, and whether it was gone. Readers are shown the article all the same. */
  checked(id: string, options: { readonly isGone: boolean; readonly nowMs: number }): Promise<void>

  /** Takes an article's text away from readers; false if there is no such article. */
  withdraw(id: string, options: ByHand & { readonly reason: string | null }): Promise<boolean>
  /**
   * Puts the operator's words in place of a text. They stay when the same upstream text is pulled again; another one is
   * kept as the waiting revision. False if there is no such article, or it was withdrawn.
   */
  correct(id: string, correction: Correction, options: ByHand): Promise<boolean>
  /** Decides on a waiting revision: shows upstream's, or keeps the operator's. False if none waits. */
  decide(id: string, take: Maker, options: ByHand): Promise<boolean>
  /** Keeps an article on top of the front page, or lets it go; false if there is no such article. */
  pin(id: string, pinned: boolean, options: ByHand): Promise<boolean>

  /** What the articles and entries of sources since then say of each of them; also of one that has none. */
  sourceFigures(
    sourceIds: readonly string[],
    options: { readonly sinceMs: number },
  ): Promise<ReadonlyMap<string, SourceFigures>>
  /** What is wrong with what it holds, a sentence for each fault; nothing where it is sound. Reads all of it. */
  faults(): Promise<readonly string[]>

  close(): Promise<void>
}
