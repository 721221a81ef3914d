import type { ArchivedArticle, SafeHtml } from '../article/article.ts'
import type { EditionEntry } from '../feed/edition.ts'
import { articleNotes, originNote } from './article-notes.ts'
import { html, trust } from './markup.ts'
import { formatPath } from './path.ts'
import { type Site, sourceNames } from './site.ts'
import { withdrawalNotice } from './withdrawal.ts'
import { wordsFor } from './words.ts'

/**
 * An article as an entry of a feed.
 * @param light leaves the text out and keeps the summary.
 */
export function toEditionEntry(article: ArchivedArticle, site: Site, light: boolean): EditionEntry {
  const source = site.sources.find(each => each.id === article.sourceId)
  const { entryId, id, title, publishedMs, updatedMs, byline, topics, tags, language, direction } = article
  const withdrawal = withdrawalNotice(article)
  return {
    id: entryId,
    path: formatPath({ kind: 'article', id, page: 1 }),
    title,
    publishedMs,
    updatedMs: Math.max(updatedMs, article.withdrawn?.atMs ?? 0),
    authors: byline,
    categories: [...new Set([...topics, ...tags])],
    language,
    direction,
    summary: withdrawal ?? (light ? lightSummary(article) : article.summary),
    html: light ? null : entryHtml(article),
    sourceId: article.sourceId,
    sourceName: sourceNames(article, site),
    sourceUrl: source?.website ?? null,
    originalUrl: light ? null : article.canonicalUrl,
    rights: source?.rights ?? null,
    withdrawn: withdrawal !== null,
  }
}

/** The publisher's notices first, then the text with what stands below it. */
function entryHtml(article: ArchivedArticle): SafeHtml {
  const withdrawal = withdrawalNotice(article)
  if (withdrawal !== null) return html`<p>${withdrawal}</p>`.markup as SafeHtml
  const words = wordsFor(article.language)
  const origin = originNote(article, words)
  const { markup } =
    html`${article.notices.map(writeNotice)}${origin !== null && html`<p><small>${origin}</small></p>`}${trust(article.html)}${articleNotes(article, words).map(note => html`<p><small>${note}</small></p>`)}`
  // Sanitized HTML with paragraphs of escaped text around it, all within the allowed subset.
  return markup as SafeHtml
}

function writeNotice(notice: string) {
  return html`<blockquote>${notice.split('\n').map(line => html`<p>${line}</p>`)}</blockquote>`
}

/** A light entry has no room for a text, and the notices come before whatever is left of it. */
function lightSummary({ notices, summary }: ArchivedArticle): string {
  return [...notices, summary].join('\n\n')
}
