import { hashId } from '../core/digest.ts'
import { formatPath } from '../core/page/path.ts'
import { mostFound, writeSearchPage } from '../core/page/search-page.ts'
import { templateVersion } from '../core/page/template-version.ts'
import { readQuery } from '../core/search/words.ts'
import type { Address, DocumentDraft, DraftDeps } from './document.ts'
import { titleLine } from './edition-documents.ts'

/** What a reader searches for; null where searching leaves a trace that may harm. Nothing of it is kept. */
export async function draftSearch(
  query: string,
  { audience }: Address,
  { archive, site }: DraftDeps,
): Promise<DocumentDraft | null> {
  if (audience !== 'open') return null
  const found = await archive.search(readQuery(query), mostFound)
  const titles = found.map(article => titleLine(article, site))
  return {
    path: formatPath({ kind: 'search', query }),
    stamp: `${templateVersion}.${hashId(JSON.stringify([site, query, titles]), 12)}`,
    role: 'page',
    contentType: 'text/html; charset=utf-8',
    padding: 'page',
    lastModifiedMs: 0,
    reach: 'request',
    renderShared: null,
    renderFor: () => writeSearchPage({ site, query, titles }),
  }
}
