import type { TextDirection } from '../../article/article.ts'

/** The interface words of one language, each as a whole phrase. */
export interface Words {
  /** BCP 47. */
  readonly language: string
  readonly direction: TextDirection
  /** How dates are written: a locale for Intl, with its calendar where that is not the Gregorian one. */
  readonly dates: string
  readonly front: string
  readonly latest: string
  readonly languages: string
  readonly sources: string
  readonly topics: string
  readonly subscribe: string
  readonly otherAddresses: string
  readonly source: string
  readonly updated: string
  readonly image: string
  readonly text: string
  readonly newer: string
  readonly older: string
  readonly previous: string
  readonly next: string
  readonly page: (number: number, total: number) => string
  readonly empty: string
  readonly corrections: string
  readonly withdrawn: string
  readonly fromFeed: string
  readonly fromSummary: string
  readonly howToSubscribe: string
  readonly allFormats: string
  readonly light: string
  readonly scan: string
  readonly everyFeed: string
  readonly thisAddress: string
  readonly newAddress: (host: string) => string
  readonly checked: string
  readonly original: string
  readonly search: string
  readonly nothingFound: string
  readonly offline: string
}

/** The texts on which somebody's safety may depend. */
export interface SafetyWords {
  readonly moving: (host: string) => string
  readonly hostedReaders: string
  /** Which programs for feeds tell nobody what is read. */
  readonly ownReader: string
  /** What a subscription leaves on a phone. */
  readonly savedFeed: string
  /** How a subscription follows to the next address. */
  readonly howToMove: string
  readonly whereElse: string
  /** What stays on the phone, and what really helps. */
  readonly traces: string
  readonly searchTrace: string
  readonly offlineNotice: string
  readonly offlineErase: string
}

/** All that is said in one language: a file of its own under words/. */
export interface LanguageWords {
  /** Whether somebody who speaks the language has read it all and signed the change that says so. */
  readonly reviewed: boolean
  readonly words: Words
  readonly safety: SafetyWords
}
