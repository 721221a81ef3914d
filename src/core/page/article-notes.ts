import type { ArchivedArticle, Figure } from '../article/article.ts'
import type { Words } from './words/language-words.ts'

/** One line below an article's body. */
export interface Note {
  /** In the interface's language; null where the text speaks for itself. */
  readonly label: string | null
  /** In the article's language. */
  readonly text: string
}

/** What stands below an article's body: its figures as text, its corrections, its credits. */
export function listNotes(article: ArchivedArticle, words: Words): readonly Note[] {
  return [
    ...article.figures.map(figure => ({ label: words.image, text: figureText(figure) })),
    ...article.corrections.map(text => ({ label: words.corrections, text })),
    ...article.credits.map(text => ({ label: null, text })),
  ]
}

/** A caption says what a picture is about, an alternative text what is to be seen: both, where they are not the same. */
function figureText({ caption, alt }: Figure): string {
  if (caption === null || alt === null || caption.includes(alt)) return caption ?? alt ?? ''
  return `${caption} (${alt})`
}

/** The same as lines of text. */
export function articleNotes(article: ArchivedArticle, words: Words): readonly string[] {
  return listNotes(article, words).map(({ label, text }) => (label === null ? text : `${label}: ${text}`))
}

/** Says where the text comes from where it is not that of the publisher's page; else null. */
export function originNote({ provenance }: ArchivedArticle, words: Words): string | null {
  if (provenance.method === 'feed') return words.fromFeed
  if (provenance.method === 'feed-summary') return words.fromSummary
  return null
}
