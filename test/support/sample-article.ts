import type { ArchivedArticle, Article } from '../../src/core/article/article.ts'
import { trustArchivedHtml } from '../../src/core/article/sanitize.ts'
import { hashHex, hashId, hashUuid } from '../../src/core/digest.ts'
import type { KeyedEntry } from '../../src/ports/archive.ts'

/** Noon on 1 June 2026, UTC. */
export const sampleNowMs = Date.UTC(2026, 5, 1, 12)

const hourMs = 3_600_000

/** Sample article `n`, published `n` hours before `sampleNowMs`; its content hash follows its title, text and notices. */
export function sampleArticle(n: number, changes: Partial<Article> = {}): Article {
  const url = `https://news.example/world/${n}`
  const text = `Первый абзац статьи ${n}.\n\nمی‌خواهم 🕊️`
  const article: Article = {
    identity: {
      keys: [`url:${url}`, `entry:example:${n}`],
      articleId: hashId(url, 12),
      entryId: `https://news.example/?p=${n}`,
      fallbackEntryId: `urn:uuid:${hashUuid(url)}`,
    },
    sourceId: 'example',
    topics: ['world'],
    title: `Заголовок ${n}`,
    byline: ['Анна Иванова', 'Ян Чачот'],
    publishedMs: sampleNowMs - n * hourMs,
    modifiedMs: null,
    language: 'ru',
    direction: 'ltr',
    siteName: 'Example News',
    canonicalUrl: url,
    section: 'World',
    tags: ['мир', 'press'],
    summary: `Кратко о статье ${n}.`,
    html: trustArchivedHtml(`<p>Первый абзац статьи ${n}.</p><p dir="rtl">می‌خواهم 🕊️</p>`),
    text,
    notices: ['Сайт заблокирован.\nРаспространение может быть наказано.'],
    credits: ['With reporting by dpa'],
    corrections: ['An earlier version misnamed the river.'],
    figures: [{ alt: 'Мост', caption: null }],
    provenance: { upstreamUrl: url, capturedAtMs: sampleNowMs - 60_000, method: 'page' },
    contentHash: '',
    ...changes,
  }
  const contentHash = hashHex(JSON.stringify([article.title, article.text, article.notices]))
  return { ...article, contentHash: changes.contentHash ?? contentHash }
}

/** An article as an archive gives it back that took it at `sampleNowMs`. */
export function asArchived({ identity, ...article }: Article): ArchivedArticle {
  const publishedMs = article.publishedMs ?? sampleNowMs
  return {
    ...article,
    id: identity.articleId,
    entryId: identity.entryId,
    revision: 1,
    madeBy: 'upstream',
    revisedAtMs: sampleNowMs,
    publishedMs,
    updatedMs: publishedMs,
    archivedAtMs: sampleNowMs,
    sourceIds: [article.sourceId],
    waitingRevision: null,
    vanishedAtMs: null,
    pinned: false,
    withdrawn: null,
  }
}

/** Sample entry `n` with a fingerprint of what it says. */
export function sampleEntry(n: number, fingerprint = 'a'): KeyedEntry {
  const entry = {
    id: `https://news.example/?p=${n}`,
    url: `https://news.example/world/${n}`,
    title: `Заголовок ${n}`,
    publishedMs: sampleNowMs - n * hourMs,
    updatedMs: null,
    authors: ['Анна Иванова'],
    categories: ['мир'],
    summary: '<p>Кратко</p>',
    content: null,
  }
  return { key: `p=${n}`, fingerprint, entry }
}
