import type { ArchivedArticle, ArticleState } from './article.ts'

/** What an operator is to see at once of an article. */
export function statesOf(article: ArchivedArticle): readonly string[] {
  const marks: Partial<Record<ArticleState, boolean>> = {
    pinned: article.pinned,
    revised: article.revision > 1 && article.madeBy === 'upstream',
    corrected: article.madeBy === 'operator',
    conflicting: article.waitingRevision !== null,
    vanished: article.vanishedAtMs !== null,
    withdrawn: article.withdrawn !== null,
  }
  return Object.entries(marks).flatMap(([mark, isSet]) => (isSet ? [mark] : []))
}
