import { type AnyNode, hasChildren, isText } from 'domhandler'

/** What XML 1.0 §2.2 has no place for; tab, line feed and carriage return are white space. */
const forbidden =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF]/g
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** Takes out what neither XML nor UTF-8 can carry: control characters, noncharacters and lone surrogates. */
export function dropForbidden(text: string): string {
  return text.replace(forbidden, '').replace(loneSurrogate, '')
}

/**
 * One line of plain text: every run of white space is one space, none at the ends.
 * Joiners and direction marks (U+200B to U+200F) and the Tibetan tsheg are letters, not white space, and stay.
 */
export function foldSpace(text: string): string {
  return dropForbidden(text.replaceAll('\uFEFF', '')).replace(/\s+/g, ' ').trim()
}

/** The text of a node and everything in it, as it stands in the source; comments and scripts are not text. */
export function rawText(node: AnyNode): string {
  if (isText(node)) return node.data
  if (!hasChildren(node)) return ''
  if ('name' in node && (node.name === 'script' || node.name === 'style')) return ''
  let text = ''
  for (const child of node.children) text += rawText(child)
  return text
}

/** The text of a node as one line. */
export function lineOf(node: AnyNode): string {
  return foldSpace(rawText(node))
}

/** Cuts a line after its last whole word within `maxLength` characters, an ellipsis included. */
export function cutAtWord(line: string, maxLength: number): string {
  if (line.length <= maxLength) return line
  const head = line.slice(0, maxLength - 1)
  const end = head.search(/\s\S*$/)
  // A script without spaces between words has no better place.
  const cut = end > maxLength / 2 ? head.slice(0, end) : head
  return `${dropForbidden(cut).replace(/[\s,;:–—-]+$/u, '')}…`
}
