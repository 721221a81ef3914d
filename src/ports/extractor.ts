import type { MadeArticle, RawEntry, RawPage } from '../core/article/make-article.ts'

/** Makes articles where it is in nobody's way. */
export interface Extractor {
  /**
   * As many as there are hands are made side by side; the others wait in the order in which they came.
   * @throws AppError `article-unreadable` for what holds no article, and for what takes too long or too much memory:
   *   that costs the one page and nothing else; `interrupted` after `close`.
   */
  extract(raw: RawPage | RawEntry): Promise<MadeArticle>
  /** How many articles are made side by side. */
  readonly hands: number
  close(): Promise<void>
}
