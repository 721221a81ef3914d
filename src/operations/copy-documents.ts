import type { ArchivedArticle } from '../core/article/article.ts'
import { editionFormats } from '../core/feed/edition.ts'
import { titlesPerListPage } from '../core/page/list-page.ts'
import { type DocumentName, formatPath } from '../core/page/path.ts'
import type { EditionSummary } from '../ports/archive.ts'
import { draftArticlePages, draftArticleSignature, draftArticleText } from './article-documents.ts'
import type { DocumentDraft, DraftDeps, DraftOptions } from './document.ts'
import { archiveDocuments } from './edition-documents.ts'
import { findPlaces } from './find-places.ts'
import { draftDocument } from './render-document.ts'

export interface CopyOptions extends DraftOptions {
  /** Null where the copy has no address of its own: then it has no feeds, whose links need one. */
  readonly base: string | null
  /** Whether each article's signature lies beside it. */
  readonly signatures: boolean
}

/** Documents that belong together: those of one article, or one that leads to articles. */
export interface CopyPart {
  readonly article: ArchivedArticle | null
  readonly drafts: readonly DocumentDraft[]
}

/** What a whole copy is made of: the articles first, from the oldest, then what leads to them. */
export async function* draftCopy(
  deps: DraftDeps,
  options: CopyOptions,
): AsyncGenerator<CopyPart, void, undefined> {
  yield* draftArticles(deps, options)
  for (const name of namesAround(deps.editions, options)) {
    const draft = await draftDocument(name, deps, options)
    if (draft !== null) yield { article: null, drafts: [draft] }
  }
}

const articlesAtOnce = 50

async function* draftArticles(
  { archive, site, editions }: DraftDeps,
  { signatures, signer }: CopyOptions,
): AsyncGenerator<CopyPart, void, undefined> {
  const count = editions.get('all')?.count ?? 0
  for (let from = 1; from <= count; from += articlesAtOnce) {
    const articles = await archive.range('all', from, from + articlesAtOnce - 1)
    const places = await findPlaces(articles, archive)
    for (const article of articles) {
      const drafts = [
        ...draftArticlePages(article, site, places),
        draftArticleText(article, site, 'txt'),
        draftArticleText(article, site, 'md'),
        ...(signatures && signer !== null ? [draftArticleSignature(article, signer)] : []),
      ]
      yield { article, drafts }
    }
  }
}

function* namesAround(
  editions: ReadonlyMap<string, EditionSummary>,
  { base }: CopyOptions,
): Generator<DocumentName, void, undefined> {
  for (const edition of editions.values()) {
    yield* listNames(edition)
    if (base !== null) yield* feedNames(edition)
  }
  if (base !== null) yield { kind: 'opml' }
  yield { kind: 'subscribe' }
  yield { kind: 'mirrors' }
  yield { kind: 'manifest' }
  yield { kind: 'front' }
}

function* listNames({ slug, count }: EditionSummary): Generator<DocumentName, void, undefined> {
  const pages = Math.max(1, Math.ceil(count / titlesPerListPage))
  for (let page = 1; page <= pages; page++) yield { kind: 'list', slug, page }
}

function* feedNames(edition: EditionSummary): Generator<DocumentName, void, undefined> {
  const { slug } = edition
  for (const format of editionFormats) {
    // The first archive document that is not full is there too: the last full one names it.
    for (let archivePage = 1; archivePage <= archiveDocuments(edition) + 1; archivePage++)
      yield { kind: 'feed', slug, format, light: false, archivePage }
    yield { kind: 'feed', slug, format, light: true, archivePage: null }
    yield { kind: 'feed', slug, format, light: false, archivePage: null }
  }
}

/** Where a document lies in a copy: a folder is asked for by the name of its index. */
export function copyPath({ path }: Pick<DocumentDraft, 'path'>): string {
  return path === formatPath({ kind: 'front' }) ? 'index.html' : path
}
