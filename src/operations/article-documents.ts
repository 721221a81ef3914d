import type { ArchivedArticle } from '../core/article/article.ts'
import { type Places, placesIn, relink } from '../core/article/relink.ts'
import { writeMarkdown } from '../core/article/write-markdown.ts'
import { writeText } from '../core/article/write-text.ts'
import { hashId } from '../core/digest.ts'
import { writeArticlePages } from '../core/page/article-page.ts'
import { formatPath } from '../core/page/path.ts'
import { type Site, sourceNames } from '../core/page/site.ts'
import { templateVersion } from '../core/page/template-version.ts'
import { articleFields } from '../core/signature/article-statement.ts'
import { signerFields } from '../core/signature/signer-fields.ts'
import { writeStatement } from '../core/signature/statement.ts'
import type { Signer } from '../ports/signer.ts'
import type { DocumentDraft } from './document.ts'

/**
 * The pages of an article, in order, each the same on every host.
 * @param places where the articles are that it links to: another answer makes another stamp.
 */
export function draftArticlePages(
  article: ArchivedArticle,
  site: Site,
  places: Places,
): readonly DocumentDraft[] {
  return writeRelinked(article, site, places).map((text, index) =>
    draftPage(article, site, places, { page: index + 1, render: () => text }),
  )
}

/** The first page of an article, which every article has: nothing is rendered until it is asked for. */
export function draftFirstPage(article: ArchivedArticle, site: Site, places: Places): DocumentDraft {
  const render = () => writeRelinked(article, site, places)[0] ?? ''
  return draftPage(article, site, places, { page: 1, render })
}

/** Pages of articles stand beside each other, on every host and in a folder. */
function writeRelinked(article: ArchivedArticle, site: Site, places: Places): readonly string[] {
  const html = relink(article.html, places, ({ id }) => `${id}.html`)
  return writeArticlePages({ ...article, html }, sourceNames(article, site))
}

function draftPage(
  article: ArchivedArticle,
  site: Site,
  places: Places,
  { page, render }: { readonly page: number; readonly render: () => string },
): DocumentDraft {
  const linked = placesIn(article.html, places)
  return draft(article, site, {
    path: formatPath({ kind: 'article', id: article.id, page }),
    contentType: 'text/html; charset=utf-8',
    padding: 'page',
    linked: linked.map(({ id }) => id),
    linkedMs: Math.max(0, ...linked.map(({ archivedAtMs }) => archivedAtMs)),
    render,
  })
}

/** An article as plain text or as Markdown. */
export function draftArticleText(article: ArchivedArticle, site: Site, form: 'txt' | 'md'): DocumentDraft {
  return draft(article, site, {
    path: formatPath({ kind: 'article-text', id: article.id, form }),
    contentType: form === 'md' ? 'text/markdown; charset=utf-8' : 'text/plain; charset=utf-8',
    padding: 'text',
    linked: [],
    linkedMs: 0,
    render: () => (form === 'md' ? writeMarkdown(article) : writeText(article)),
  })
}

/** The signature of an article, the same on every host. It is made when it is asked for: 0.1 ms, and kept in memory. */
export function draftArticleSignature(article: ArchivedArticle, signer: Signer): DocumentDraft {
  const { publicKey, chain } = signer
  const { id, revision, contentHash, withdrawn, updatedMs } = article
  const made = JSON.stringify([contentHash, withdrawn, updatedMs, publicKey, chain])
  return {
    path: formatPath({ kind: 'article-signature', id }),
    padding: 'text',
    stamp: `${templateVersion}.${revision}.${hashId(made, 12)}`,
    role: 'page',
    contentType: 'text/plain; charset=utf-8',
    lastModifiedMs: Math.max(updatedMs, withdrawn?.atMs ?? 0),
    reach: 'everywhere',
    renderShared: null,
    renderFor: () => writeStatement('article', [...articleFields(article), ...signerFields(signer)], signer),
  }
}

function draft(
  article: ArchivedArticle,
  site: Site,
  document: Pick<DocumentDraft, 'path' | 'contentType' | 'padding'> & {
    readonly linked: readonly string[]
    /** When the last of those articles came. */
    readonly linkedMs: number
    readonly render: () => string
  },
): DocumentDraft {
  const { revision, contentHash, withdrawn, updatedMs, provenance } = article
  const sources = sourceNames(article, site)
  const made = JSON.stringify([
    contentHash,
    withdrawn,
    updatedMs,
    provenance.capturedAtMs,
    sources,
    document.linked,
  ])
  return {
    path: document.path,
    stamp: `${templateVersion}.${revision}.${hashId(made, 12)}`,
    role: 'page',
    contentType: document.contentType,
    lastModifiedMs: Math.max(updatedMs, withdrawn?.atMs ?? 0, document.linkedMs),
    reach: 'everywhere',
    padding: document.padding,
    renderShared: document.render,
    renderFor: (_, shared) => shared,
  }
}
