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
    sourceId: 'valley',
    sourceName: 'Valley News',
    sourceUrl: 'https://news.example/',
    originalUrl: 'https://news.example/1.html',
    rights: '© Valley News',
    withdrawn: false,
    ...change,
  }
}

export function sampleEdition(change: Partial<Edition> = {}): Edition {
  return {
    slug: 'all',
    title: 'News on a mirror',
    description: 'Everything',
    rights: null,
    contact: null,
    language: 'ru',
    light: false,
    updatedMs: publishedMs,
    entries: [sampleEntry()],
    paging: { self: 'feeds/all.rss', current: null, previous: null, next: null },
    ...change,
  }
}
