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
  return foldPlain(text) ?? dropForbidden(text.replaceAll('\uFEFF', '')).replace(/\s+/g, ' ').trim()
}

const plain = 0
const space = 1
/** White space that becomes a space. */
const white = 2
/** What is taken out, or may be: surrogates are judged by their neighbours. */
const refused = 3

/** What each code unit is to a line. */
const kinds = new Uint8Array(0x1_0000)
const whites = [0x09, 0x0a, 0x0d, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000]
kinds.fill(refused, 0, 0x20).fill(refused, 0x7f, 0xa0)
kinds.fill(white, 0x2000, 0x200b).fill(refused, 0xd800, 0xe000).fill(refused, 0xfdd0, 0xfdf0)
kinds.fill(refused, 0xfffe)
kinds[0xfeff] = refused
for (const code of whites) kinds[code] = white
kinds[0x20] = space

/** White space as `\s` of regular expressions has it. */
export function isSpace(code: number): boolean {
  const kind = kinds[code] ?? plain
  if (kind !== refused) return kind !== plain
  return code === 0x0b || code === 0x0c || code === 0xfeff
}

/** The same in one pass, for text that holds nothing that is taken out; else null. */
function foldPlain(text: string): string | null {
  let folded = ''
  let start = 0
  let isAfterSpace = true
  for (let at = 0; at < text.length; at++) {
    const kind = kinds[text.charCodeAt(at)] ?? plain
    if (kind === plain) {
      isAfterSpace = false
      continue
    }
    if (kind === refused) return null
    if (!isAfterSpace && kind === space) {
      isAfterSpace = true
      continue
    }
    // Of a run the first white space was kept as a space, the rest is cut out.
    folded += isAfterSpace ? text.slice(start, at) : `${text.slice(start, at)} `
    start = at + 1
    isAfterSpace = true
  }
  return (folded + text.slice(start)).trim()
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

/** The line of a node, or its beginning: more than `length` characters of it, where it has them. */
export function startOfLine(node: AnyNode, length: number): string {
  for (let enough = length * 2; ; enough *= 4) {
    const raw = rawStart(node, enough)
    const line = foldSpace(raw)
    if (line.length > length || raw.length < enough) return line
  }
}

/** The raw text of a node, node by node until it is long enough. */
function rawStart(node: AnyNode, enough: number): string {
  if (isText(node)) return node.data
  if (!hasChildren(node)) return ''
  if ('name' in node && (node.name === 'script' || node.name === 'style')) return ''
  let text = ''
  for (const child of node.children) {
    text += rawStart(child, enough - text.length)
    if (text.length >= enough) break
  }
  return text
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
