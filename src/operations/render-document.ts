import type { DocumentName } from '../core/page/path.ts'
import type { Signer } from '../ports/signer.ts'
import {
  draftAggregatorsPage,
  draftManifest,
  draftMirrorsPage,
  draftOpml,
  draftSubscribePage,
} from './address-documents.ts'
import {
  draftArticlePages,
  draftArticleSignature,
  draftArticleText,
  draftFirstPage,
} from './article-documents.ts'
import type { DocumentDraft, DraftDeps, DraftOptions } from './document.ts'
import { draftFeed, draftFrontPage, draftListPage } from './edition-documents.ts'
import { findPlaces } from './find-places.ts'
import { neutralDraft } from './neutral-draft.ts'
import { draftOffline } from './offline-documents.ts'
import { draftSearch } from './search-document.ts'

/**
 * Finds out what a document is made of, without rendering more of it than that takes.
 * @returns null where there is no such document.
 */
export async function draftDocument(
  name: DocumentName,
  deps: DraftDeps,
  options: DraftOptions,
): Promise<DocumentDraft | null> {
  const draft = await draftNamed(name, deps, options)
  const { neutralTitle } = options.address
  return draft === null || neutralTitle === null ? draft : neutralDraft(draft, neutralTitle)
}

async function draftNamed(
  name: DocumentName,
  deps: DraftDeps,
  options: DraftOptions,
): Promise<DocumentDraft | null> {
  const { address, originOf, signer } = options
  switch (name.kind) {
    case 'front':
      return draftFrontPage(deps)
    case 'list':
      return draftListPage(name, deps)
    case 'feed':
      return draftFeed(name, deps)
    case 'article':
    case 'article-text':
    case 'article-signature':
      return draftArticle(name, deps, signer)
    case 'search':
      return draftSearch(name, address, deps)
    case 'offline':
      return draftOffline(name.form, address, deps)
    case 'opml':
      return draftOpml(deps)
    case 'subscribe':
      return draftSubscribePage(deps)
    case 'aggregators':
      return draftAggregatorsPage(deps, options)
    case 'mirrors':
      return draftMirrorsPage(deps, address, originOf)
    case 'manifest':
      return draftManifest(address, options)
  }
}

async function draftArticle(
  name: Extract<DocumentName, { kind: 'article' | 'article-text' | 'article-signature' }>,
  { archive, site }: DraftDeps,
  signer: Signer | null,
): Promise<DocumentDraft | null> {
  const article = await archive.find(name.id)
  if (article === null) return null
  if (name.kind === 'article-signature') return signer && draftArticleSignature(article, signer)
  if (name.kind === 'article-text') return draftArticleText(article, site, name.form)
  const places = await findPlaces([article], archive)
  if (name.page === 1) return draftFirstPage(article, site, places)
  return draftArticlePages(article, site, places)[name.page - 1] ?? null
}
