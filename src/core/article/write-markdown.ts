import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { foldSpace } from '../html/text.ts'
import { toIso } from '../instant.ts'
import { withdrawalNotice } from '../page/withdrawal.ts'
import type { ArchivedArticle, Article } from './article.ts'
import { type Block, blockText, readBlocks } from './blocks.ts'

/**
 * An article as CommonMark 0.31 (`.md`): title, byline and date, the publisher's notices whole, body, corrections,
 * credits, address. Tables are given row by row.
 */
export function writeMarkdown(
  article: Omit<Article, 'identity' | 'contentHash'> & Pick<ArchivedArticle, 'withdrawn'>,
): string {
  const { publishedMs } = article
  const date = publishedMs === null ? '' : toIso(publishedMs)
  const origin = [article.byline.join(', '), article.siteName ?? '', date].filter(Boolean)
  const parts = [
    `# ${escapeMarkdown(article.title)}`,
    origin.map(escapeMarkdown).join(' · '),
    ...article.notices.map(notice => quote(notice.split('\n').map(escapeMarkdown).join('\n\n'), 1)),
    escapeMarkdown(withdrawalNotice(article) ?? ''),
    ...(article.withdrawn === null ? readBlocks(article.html).map(writeBlock) : []),
    ...article.corrections.map(escapeMarkdown),
    ...article.credits.map(credit => `*${escapeMarkdown(credit)}*`),
    article.canonicalUrl === null ? '' : `<${article.canonicalUrl}>`,
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

function writeBlock(block: Block): string {
  return quote(writeUnquoted(block), block.quoted)
}

function writeUnquoted(block: Block): string {
  if (block.kind === 'preformatted') return writeFenced(blockText(block))
  if (block.kind === 'row') return blockText(block).split('\t').map(escapeMarkdown).join(' | ')
  const text = block.nodes
    .map(writeInline)
    .join('')
    .split('\n')
    .map(line => line.replace(/\s+/g, ' ').trim())
    .filter(line => line !== '')
  if (text.length === 0) return ''
  // The title is the one heading of the first level.
  if (block.kind === 'heading') return `${'#'.repeat(Math.max(block.level, 2))} ${text.join(' ')}`
  if (block.kind !== 'item') return text.join('\\\n')
  const marker = `${'   '.repeat(block.level - 1)}${block.marker} `
  return marker + text.join(`\\\n${' '.repeat(marker.length)}`)
}

function quote(text: string, depth: number): string {
  return depth === 0 || text === '' ? text : text.replaceAll(/^/gm, '> '.repeat(depth))
}

/** CommonMark §4.5: a fence must be longer than any in the text. */
function writeFenced(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2)
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

const emphases: Readonly<Record<string, string>> = { em: '*', i: '*', cite: '*', strong: '**', b: '**' }

function writeInline(node: ChildNode): string {
  if (isText(node)) return escapeMarkdown(node.data.replace(/\s+/g, ' '))
  return isTag(node) ? writeElement(node) : ''
}

function writeElement(element: Element): string {
  if (element.name === 'br') return '\n'
  const inner = element.children.map(writeInline).join('')
  const { href } = element.attribs
  if (element.name === 'a' && href !== undefined && foldSpace(inner) !== '')
    return `[${inner}](<${href.replace(/[<>]/g, encodeURIComponent)}>)`
  const mark = emphases[element.name]
  return mark === undefined ? inner : emphasize(inner, mark)
}

/** CommonMark §6.2: a mark must touch the word that it belongs to, so that space goes outside. */
function emphasize(inner: string, mark: string): string {
  const text = inner.trim()
  if (text === '' || text.includes('\n')) return inner
  const [before = '', after = ''] = inner.split(text)
  return `${before}${mark}${text}${mark}${after}`
}

/** Text that reads as itself: what CommonMark would take for a mark is escaped. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>]/g, '\\$&')
    .replace(
      /^([^\S\n]*)([#+-]|\d{1,9}[.)])(?=\s)/gm,
      (_, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    )
    .replace(/&(?=#?\w+;)/g, '\\&')
}
