import type { ArchivedArticle } from '../core/article/article.ts'
import { type Places, relink } from '../core/article/relink.ts'
import { hashId } from '../core/digest.ts'
import { writeEpub } from '../core/page/epub.ts'
import { offlineArticles, writeOfflinePage } from '../core/page/offline-page.ts'
import { formatPath } from '../core/page/path.ts'
import { templateVersion } from '../core/page/template-version.ts'
import type { Address, DocumentDraft, DraftDeps } from './document.ts'
import { findPlaces } from './find-places.ts'

const types = { html: 'text/html; charset=utf-8', epub: 'application/epub+zip' } as const

/** The newest articles in one file to keep; null for readers to whom that is not offered. */
export async function draftOffline(
  form: 'html' | 'epub',
  { audience, epub }: Address,
  { archive, site }: DraftDeps,
): Promise<DocumentDraft | null> {
  if (audience !== 'offline' || (form === 'epub' && !epub)) return null
  const newest = await archive.newest('all', offlineArticles)
  const articles = relinkInside(newest, await findPlaces(newest, archive), form)
  const version = await archive.version()
  return {
    path: formatPath({ kind: 'offline', form }),
    stamp: `${templateVersion}.${version}.${hashId(JSON.stringify(site), 12)}`,
    role: 'page',
    contentType: types[form],
    padding: 'none',
    lastModifiedMs: Math.max(0, ...articles.map(each => Math.max(each.archivedAtMs, each.updatedMs))),
    reach: 'announcement',
    renderShared: null,
    renderFor: () => (form === 'html' ? writeOfflinePage(site, articles) : writeEpub(site, articles)),
  }
}

/** Leads links among the articles of one file to each other; all others are left as they are. */
function relinkInside(
  articles: readonly ArchivedArticle[],
  places: Places,
  form: 'html' | 'epub',
): readonly ArchivedArticle[] {
  const held = new Set(articles.map(({ id }) => id))
  return articles.map(article => ({
    ...article,
    html: relink(article.html, places, ({ id }) => {
      if (!held.has(id)) return null
      return form === 'html' ? `#${id}` : `a-${id}.xhtml`
    }),
  }))
}
