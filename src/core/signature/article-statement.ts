import type { ArchivedArticle } from '../article/article.ts'
import { blockText, readBlocks } from '../article/blocks.ts'
import { writeText } from '../article/write-text.ts'
import { hashHex } from '../digest.ts'
import { toIso } from '../instant.ts'
import { type Part, type PartKind, partKinds, partOf } from './fingerprint.ts'
import { type Field, fieldOf, instantOf, type Statement } from './statement.ts'

/** What a signature says of an article. */
export interface SignedArticle {
  readonly id: string
  readonly revision: number
  readonly publishedMs: number | null
  readonly withdrawnMs: number | null
  /** SHA-256 of the article's plain text form (`a/ID.txt`), in hexadecimal: its canonical form. */
  readonly textHash: string
  /** In reading order. */
  readonly parts: readonly Part[]
}

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

/** Reads what a statement says of an article; null where it is no such statement or lacks what each has. */
export function readSignedArticle(statement: Statement): SignedArticle | null {
  const id = fieldOf(statement, 'id')
  const textHash = fieldOf(statement, 'text')
  const revision = Number(fieldOf(statement, 'revision'))
  if (statement.kind !== 'article' || id === null || textHash === null || !(revision > 0)) return null
  return {
    id,
    revision,
    textHash,
    publishedMs: instantOf(statement, 'published'),
    withdrawnMs: instantOf(statement, 'withdrawn'),
    parts: statement.fields.flatMap(([name, value]) => readPart(name, value)),
  }
}

function readPart(name: string, value: string): readonly Part[] {
  const kind = partKinds.find(each => each === name)
  const match = /^([1-9][0-9]{0,6}) ([0-9a-z]{16})$/.exec(value)
  if (kind === undefined || match === null) return []
  return [{ kind, length: Number(match[1]), fingerprint: match[2] ?? '' }]
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
