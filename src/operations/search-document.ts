import { hashId } from '../core/digest.ts'
import { formatPath } from '../core/page/path.ts'
import { foundPerPage, mostPages, writeSearchPage } from '../core/page/search-page.ts'
import { templateVersion } from '../core/page/template-version.ts'
import { readQuery } from '../core/search/words.ts'
import type { Address, DocumentDraft, DraftDeps } from './document.ts'
import { titleLine } from './edition-documents.ts'

/**
 * What a reader searches for; null where searching leaves a trace that may harm, and for a page that has nothing. Nothing
 * of it is kept.
 */
export async function draftSearch(
  { query, page }: { readonly query: string; readonly page: number },
  { audience }: Address,
  { archive, site }: DraftDeps,
): Promise<DocumentDraft | null> {
  if (audience !== 'open') return null
  const found = await archive.search(readQuery(query), foundPerPage + 1, (page - 1) * foundPerPage)
  if (found.length === 0 && page > 1) return null
  const titles = found.slice(0, foundPerPage).map(article => titleLine(article, site))
  const hasOlder = found.length > foundPerPage && page < mostPages
  return {
    path: formatPath({ kind: 'search', query, page }),
    stamp: `${templateVersion}.${hashId(JSON.stringify([site, query, page, titles, hasOlder]), 12)}`,
    role: 'page',
    contentType: 'text/html; charset=utf-8',
    padding: 'page',
    lastModifiedMs: 0,
    reach: 'request',
    renderShared: null,
    renderFor: () => writeSearchPage({ site, query, page, titles, hasOlder }),
  }
}
