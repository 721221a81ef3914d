import { toIso } from '../instant.ts'
import { withdrawalNotice } from '../page/withdrawal.ts'
import type { ArchivedArticle } from './article.ts'
import { type Block, blockText, readBlocks } from './blocks.ts'

/**
 * An article as plain text (`.txt`), with line feeds: title, byline and date, the publisher's notices whole, body,
 * corrections, credits, address. Lines are not wrapped.
 */
export function writeText(article: ArchivedArticle): string {
  const parts = [
    article.title,
    [article.byline.join(', '), article.siteName ?? '', toIso(article.publishedMs)]
      .filter(Boolean)
      .join('\n'),
    ...article.notices.map(notice => notice.replaceAll(/^/gm, '! ')),
    withdrawalNotice(article) ?? '',
    ...(article.withdrawn === null ? readBlocks(article.html).map(writeBlock) : []),
    ...article.corrections,
    ...article.credits,
    article.canonicalUrl ?? '',
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

function writeBlock(block: Block): string {
  const text = blockText(block)
  if (text === '') return ''
  const marked =
    block.kind === 'item' ? indentAfter(`${'  '.repeat(block.level - 1)}${block.marker} `, text) : text
  return '> '.repeat(block.quoted) === '' ? marked : marked.replaceAll(/^/gm, '> '.repeat(block.quoted))
}

/** Puts a marker before the first line and as much space before the others. */
function indentAfter(marker: string, text: string): string {
  return marker + text.replaceAll('\n', `\n${' '.repeat(marker.length)}`)
}
