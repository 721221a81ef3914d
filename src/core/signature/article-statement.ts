import type { ArchivedArticle } from '../article/article.ts'
import { blockText, readBlocks } from '../article/blocks.ts'
import { writeText } from '../article/write-text.ts'
import { hashHex } from '../digest.ts'
import { toIso } from '../instant.ts'
import { type Part, type PartKind, partOf } from './fingerprint.ts'
import type { Field } from './statement.ts'

/**
 * What is signed of an article: the hash of its plain text form, for whoever has the very bytes, and a fingerprint of
 * each stretch, for whoever has a page, a feed or a copy that went through a messenger. No host name is in it.
 */
export function articleFields(article: ArchivedArticle): readonly Field[] {
  const { id, entryId, revision, publishedMs, updatedMs, withdrawn } = article
  return [
    ['id', id],
    ['entry', entryId],
    ['revision', String(revision)],
    ['published', toIso(publishedMs)],
    ['updated', toIso(updatedMs)],
    ...(withdrawn === null ? [] : [['withdrawn', toIso(withdrawn.atMs)] as const]),
    ['text', hashHex(writeText(article))],
    ...articleParts(article).map(
      ({ kind, length, fingerprint }): Field => [kind, `${length} ${fingerprint}`],
    ),
  ]
}

function articleParts(article: ArchivedArticle): readonly Part[] {
  const { title, byline, notices, html, figures, corrections, credits, withdrawn } = article
  const origin = [article.siteName ?? '', toIso(article.publishedMs), article.canonicalUrl ?? '']
  const body = withdrawn === null ? readBlocks(html).map(blockText) : []
  const captions = withdrawn === null ? figures.map(({ caption, alt }) => caption ?? alt ?? '') : []
  return [
    ...toParts('title', [title]),
    ...toParts('byline', [byline.join(', ')]),
    ...toParts(
      'notice',
      notices.flatMap(notice => notice.split('\n')),
    ),
    ...toParts('paragraph', body),
    ...toParts('note', [...corrections, ...credits]),
    ...toParts('extra', [...origin, ...captions]),
  ]
}

function toParts(kind: PartKind, texts: readonly string[]): readonly Part[] {
  return texts.flatMap(text => partOf(kind, text) ?? [])
}
