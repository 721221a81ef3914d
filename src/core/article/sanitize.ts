import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { decodeHTML } from 'entities/decode'
import { escapeAttribute, escapeText } from '../html/escape.ts'
import { parseFragment, parseFragmentFully } from '../html/parse.ts'
import { dropForbidden, foldSpace } from '../html/text.ts'
import type { SafeHtml } from './article.ts'
import {
  allowedElements,
  blockElements,
  droppedElements,
  meaningfulWhenEmpty,
  renamedElements,
  voidElements,
} from './sanitize/allowed.ts'
import { safeAttributes } from './sanitize/attributes.ts'

/** Deeper elements lose their tags and keep their text, so that no reader's parser has to. */
const maxDepth = 60
const maxRounds = 5
const htmlNamespace = 'http://www.w3.org/1999/xhtml'

/**
 * Keeps the allowed subset of HTML and writes it afresh: other elements are unwrapped, dangerous ones dropped with
 * their content. What it gives is a fixed point: parsed again it is the same tree, sanitized again the same text,
 * so that no parser can read into it what this one did not see (mutation XSS).
 * @throws AppError `article-unreadable` for markup that is built to exhaust us.
 */
export function sanitizeHtml(html: string, options: { readonly baseUrl?: string | null } = {}): SafeHtml {
  return sanitizeTree(parseFragment(html).children, options).html
}

/** The same for nodes that are parsed already, together with the nodes of what is written. */
export function sanitizeTree(
  nodes: readonly ChildNode[],
  options: { readonly baseUrl?: string | null } = {},
): { readonly html: SafeHtml; readonly nodes: readonly ChildNode[] } {
  let written = writeNodes(nodes, options.baseUrl ?? null)
  for (let round = 0; round < maxRounds; round++) {
    const { children } = parseFragmentFully(written)
    const again = writeNodes(children, null)
    if (again === written) return { html: written as SafeHtml, nodes: children }
    written = again
  }
  const html = asPlainParagraph(written)
  return { html, nodes: parseFragment(html).children }
}

/** Text that `sanitizeHtml` made and the archive kept. */
export function trustArchivedHtml(html: string): SafeHtml {
  return html as SafeHtml
}

/** The way out for markup that never settles: its text alone. */
function asPlainParagraph(html: string): SafeHtml {
  const text = foldSpace(parseFragment(html).children.map(plainText).join(' '))
  return (text === '' ? '' : `<p>${escapeText(text)}</p>`) as SafeHtml
}

function plainText(node: ChildNode): string {
  if (isText(node)) return node.data
  return isTag(node) ? node.children.map(plainText).join(' ') : ''
}

interface Place {
  readonly baseUrl: string | null
  readonly depth: number
  readonly preformatted: boolean
  /** Within a link, where another link cannot stand. */
  readonly linked: boolean
}

function writeNodes(nodes: readonly ChildNode[], baseUrl: string | null): string {
  return writeAll(nodes, { baseUrl, depth: 0, preformatted: false, linked: false }).trim()
}

function writeAll(nodes: readonly ChildNode[], place: Place): string {
  let written = ''
  for (const node of nodes) {
    if (isText(node)) written += escapeText(cleanText(node.data, place.preformatted))
    else if (isTag(node)) written += writeElement(node, place)
  }
  return written
}

// What windows-1252 has in place of control characters; HTML §13.2.5.80 reads references to them so.
const misread = /[\u0080-\u009F]/g
/** Whether a text has anything that `cleanText` changes. */
const unclean = /[\u0000-\u001F\u007F-\u009F\uD800-\uDFFF\uFDD0-\uFDEF\uFFFE\uFFFF]| {2}/

function cleanText(text: string, preformatted: boolean): string {
  if (!unclean.test(text)) return text
  const read = text.replace(misread, control => decodeHTML(`&#${control.charCodeAt(0)};`))
  const allowed = dropForbidden(read.replace(/\r\n?/g, '\n'))
  return preformatted ? allowed : allowed.replace(/[\t\n ]+/g, ' ')
}

function writeElement(element: Element, place: Place): string {
  if (element.namespace !== htmlNamespace || droppedElements.has(element.name)) return ''
  const name = renamedElements.get(element.name) ?? element.name
  const attributes = safeAttributes(name, element.attribs, place.baseUrl)
  const isKept = mayStand(name, attributes, place)
  const inner = writeAll(element.children, {
    baseUrl: place.baseUrl,
    depth: place.depth + 1,
    preformatted: place.preformatted || name === 'pre',
    linked: place.linked || (isKept && name === 'a'),
  })
  if (!isKept) return inner
  const tag = `<${name}${attributes.map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`).join('')}>`
  if (voidElements.has(name)) return tag
  if (isEmpty(name, inner)) return blockElements.has(name) ? '' : inner
  // HTML §13.1.2.5: a line feed that follows <pre> is not part of it.
  if (name === 'pre') return `${tag}${inner.startsWith('\n') ? '\n' : ''}${inner}</pre>`
  return `${tag}${blockElements.has(name) ? inner.trim() : inner}</${name}>`
}

/** An element without any text is a wrapper of something that was dropped. */
function isEmpty(name: string, inner: string): boolean {
  return !meaningfulWhenEmpty.has(name) && nothing.test(inner)
}

const nothing = /^(?:\s|<(?!(?:hr|td|th|col)\b)[^>]*>)*$/

function mayStand(name: string, attributes: readonly [string, string][], place: Place): boolean {
  if (!allowedElements.has(name) || place.depth > maxDepth) return false
  if (name === 'a') return !place.linked && attributes.some(([key]) => key === 'href')
  // A span or bdo that says nothing is noise.
  if (name === 'span' || name === 'bdo') return attributes.length > 0
  return true
}
