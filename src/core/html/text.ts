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
  const trimmed = text.trim()
  // Most texts are one line already, which one look tells that does not go through them in steps of our own.
  if (!unfolded.test(trimmed)) return trimmed
  const clean = refused.test(trimmed) ? dropForbidden(trimmed.replaceAll('\uFEFF', '')) : trimmed
  return clean.replace(/\s{2,}|[^\S ]/g, ' ').trim()
}

/** What may be taken out: surrogates are judged by their neighbours. */
const refused =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uD800-\uDFFF\uFDD0-\uFDEF\uFEFF\uFFFE\uFFFF]/
/** That, white space that becomes a space, and a second space. */
const unfolded =
  /[\u0000-\u001F\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uD800-\uDFFF\uFDD0-\uFDEF\uFEFF\uFFFE\uFFFF]| {2}/

const spaces = new Uint8Array(0x1_0000)
for (const [first, last] of [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
] as const)
  spaces.fill(1, first, last + 1)

/** White space as `\s` of regular expressions has it. */
export function isSpace(code: number): boolean {
  return spaces[code] === 1
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

/** The beginning of the raw text of a node: as much as is enough, or all of it. */
function rawStart(node: AnyNode, enough: number): string {
  if (isText(node)) return node.data.slice(0, enough)
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
