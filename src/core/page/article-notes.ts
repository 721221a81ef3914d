import type { ArchivedArticle } from '../article/article.ts'
import type { Words } from './words.ts'

/** What stands below an article's body, line by line: its figures as text, its corrections, its credits. */
export function articleNotes(article: ArchivedArticle, words: Words): readonly string[] {
  return [
    ...article.figures.map(({ caption, alt }) => `${words.image}: ${caption ?? alt ?? ''}`),
    ...article.corrections.map(correction => `${words.corrections}: ${correction}`),
    ...article.credits,
  ]
}

/** Says where the text comes from where it is not that of the publisher's page; else null. */
export function originNote({ provenance }: ArchivedArticle, words: Words): string | null {
  if (provenance.method === 'feed') return words.fromFeed
  if (provenance.method === 'feed-summary') return words.fromSummary
  return null
}
