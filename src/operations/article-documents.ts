import type { ArchivedArticle } from '../core/article/article.ts'
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

/** The pages of an article, in order, each the same on every host. */
export function draftArticlePages(article: ArchivedArticle, site: Site): readonly DocumentDraft[] {
  return writeArticlePages(article, sourceNames(article, site)).map((text, index) =>
    draft(article, site, {
      path: formatPath({ kind: 'article', id: article.id, page: index + 1 }),
      contentType: 'text/html; charset=utf-8',
      padding: 'page',
      render: () => text,
    }),
  )
}

/** The first page of an article, which every article has: nothing is rendered until it is asked for. */
export function draftFirstPage(article: ArchivedArticle, site: Site): DocumentDraft {
  return draft(article, site, {
    path: formatPath({ kind: 'article', id: article.id, page: 1 }),
    contentType: 'text/html; charset=utf-8',
    padding: 'page',
    render: () => writeArticlePages(article, sourceNames(article, site))[0] ?? '',
  })
}

/** An article as plain text or as Markdown. */
export function draftArticleText(article: ArchivedArticle, site: Site, form: 'txt' | 'md'): DocumentDraft {
  return draft(article, site, {
    path: formatPath({ kind: 'article-text', id: article.id, form }),
    contentType: form === 'md' ? 'text/markdown; charset=utf-8' : 'text/plain; charset=utf-8',
    padding: 'text',
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
  document: Pick<DocumentDraft, 'path' | 'contentType' | 'padding'> & { render: () => string },
): DocumentDraft {
  const { revision, contentHash, withdrawn, updatedMs, provenance } = article
  const sources = sourceNames(article, site)
  const made = JSON.stringify([contentHash, withdrawn, updatedMs, provenance.capturedAtMs, sources])
  return {
    path: document.path,
    stamp: `${templateVersion}.${revision}.${hashId(made, 12)}`,
    role: 'page',
    contentType: document.contentType,
    lastModifiedMs: Math.max(updatedMs, withdrawn?.atMs ?? 0),
    reach: 'everywhere',
    padding: document.padding,
    renderShared: document.render,
    renderFor: (_, shared) => shared,
  }
}
