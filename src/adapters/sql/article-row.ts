import type { Selectable } from 'kysely'
import type { ArchivedArticle, Article, Revision } from '../../core/article/article.ts'
import { trustArchivedHtml } from '../../core/article/sanitize.ts'
import type { RevisionTable, Schema } from './schema.ts'

/** An article joined with its present revision, the number of its latest and the sources that announced it. */
export type ArticleRow = Omit<
  Selectable<Schema['articles']>,
  'content_hash' | 'upstream_hash' | 'checked_ms'
> &
  Selectable<RevisionTable> & {
    first_archived_ms: number
    last_revision: number
    /** JSON. */
    source_ids: string
  }

export function toRevisionRow(
  article: Article,
  { id, revision, nowMs }: { id: string; revision: number; nowMs: number },
): Selectable<RevisionTable> {
  return {
    article_id: id,
    revision,
    archived_ms: nowMs,
    content_hash: article.contentHash,
    source_id: article.sourceId,
    topics: JSON.stringify(article.topics),
    title: article.title,
    byline: JSON.stringify(article.byline),
    modified_ms: article.modifiedMs,
    language: article.language,
    direction: article.direction,
    site_name: article.siteName,
    canonical_url: article.canonicalUrl,
    section: article.section,
    tags: JSON.stringify(article.tags),
    summary: article.summary,
    notices: JSON.stringify(article.notices),
    credits: JSON.stringify(article.credits),
    corrections: JSON.stringify(article.corrections),
    figures: JSON.stringify(article.figures),
    upstream_url: article.provenance.upstreamUrl,
    captured_ms: article.provenance.capturedAtMs,
    method: article.provenance.method,
    html: article.html,
    text: article.text,
    made_by: 'upstream',
  }
}

/** What a withdrawal takes out of a revision: all that is the article's text or was made from it. */
export const emptied = {
  content_hash: '',
  summary: '',
  corrections: '[]',
  figures: '[]',
  html: '',
  text: '',
} as const satisfies Partial<RevisionTable>

export function toArchivedArticle(row: ArticleRow): ArchivedArticle {
  const announcers: string[] = JSON.parse(row.source_ids)
  return {
    ...toRevision(row),
    id: row.id,
    entryId: row.entry_id,
    publishedMs: row.published_ms,
    updatedMs: row.updated_ms,
    archivedAtMs: row.first_archived_ms,
    sourceIds: [row.source_id, ...announcers.filter(id => id !== row.source_id)],
    waitingRevision: row.withdrawn_ms === null && row.last_revision > row.revision ? row.last_revision : null,
    vanishedAtMs: row.vanished_ms,
    pinned: row.pinned === 1,
    withdrawn: row.withdrawn_ms === null ? null : { atMs: row.withdrawn_ms, reason: row.withdrawn_reason },
  }
}

export function toRevision(row: Selectable<RevisionTable>): Revision {
  return {
    revision: row.revision,
    madeBy: row.made_by,
    revisedAtMs: row.archived_ms,
    contentHash: row.content_hash,
    sourceId: row.source_id,
    topics: JSON.parse(row.topics),
    title: row.title,
    byline: JSON.parse(row.byline),
    modifiedMs: row.modified_ms,
    language: row.language,
    direction: row.direction,
    siteName: row.site_name,
    canonicalUrl: row.canonical_url,
    section: row.section,
    tags: JSON.parse(row.tags),
    summary: row.summary,
    notices: JSON.parse(row.notices),
    credits: JSON.parse(row.credits),
    corrections: JSON.parse(row.corrections),
    figures: JSON.parse(row.figures),
    provenance: { upstreamUrl: row.upstream_url, capturedAtMs: row.captured_ms, method: row.method },
    html: trustArchivedHtml(row.html),
    text: row.text,
  }
}
