import type { SafeHtml } from '../../../src/core/article/article.ts'
import type { Edition, EditionEntry } from '../../../src/core/feed/edition.ts'

export const publishedMs = Date.UTC(2026, 10, 1, 8)

/** What `sanitizeArticle` alone may call safe outside of tests. */
export const safe = (html: string) => html as SafeHtml

export function sampleEntry(change: Partial<EditionEntry> = {}): EditionEntry {
  return {
    id: 'tag:news.example,2026:1',
    path: 'a/0123456789ab.html',
    title: 'A title',
    publishedMs,
    updatedMs: publishedMs,
    authors: ['Anna'],
    categories: ['Sport'],
    language: 'ru',
    direction: 'ltr',
    summary: 'In short.',
    html: safe('<p>At length.</p>'),
    sourceName: 'Valley News',
    withdrawn: false,
    ...change,
  }
}

export function sampleEdition(change: Partial<Edition> = {}): Edition {
  return {
    slug: 'all',
    title: 'News on a mirror',
    description: 'Everything',
    language: 'ru',
    light: false,
    updatedMs: publishedMs,
    entries: [sampleEntry()],
    paging: { self: 'feeds/all.rss', current: null, previous: null, next: null },
    ...change,
  }
}
