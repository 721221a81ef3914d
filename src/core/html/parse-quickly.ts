import type { Document } from 'domhandler'
import { decodeHTML } from 'entities/decode'
import { finishAdopted } from './quick/body.ts'
import { findEnd } from './quick/find-end.ts'
import { isInForeign } from './quick/foreign.ts'
import { finishHead } from './quick/head.ts'
import { takeEnd, takeStart, takeText } from './quick/modes.ts'
import { readEndTag, readTag } from './quick/read-tag.ts'
import { tagOf } from './quick/tags.ts'
import {
  addComment,
  addText,
  type Content,
  createTree,
  openImplied,
  place,
  type StartTag,
  type Tree,
} from './quick/tree.ts'
import { setChildren } from './tree.ts'

/** What a tree may come to; a page beyond it is for the full parser to judge. */
export interface Bounds {
  readonly maxElements: number
  readonly maxAttributes: number
  readonly maxDepth: number
}

/**
 * Parses a page as the full parser does (scripting off), several times faster: the common rules of HTML §13.2 alone,
 * over slices of the text in place of single characters.
 * The document type is left out, and names in SVG and MathML stay in lower case.
 * @returns null at the first sign of anything that needs another rule; never a tree that the full parser would not give.
 */
export function parseQuickly(html: string, bounds: Bounds): Document | null {
  const tree = createTree()
  const text = readable(html)
  if (text === null || !readInto(tree, text, readDoctype(text, tree), bounds)) return null
  finishHead(tree)
  finishAdopted(tree)
  return tree.document
}

/** The same for markup that is the content of an element in a body. */
export function parseFragmentQuickly(html: string, bounds: Bounds): Document | null {
  const tree = createTree()
  const text = readable(html)
  const root = openImplied(tree, 'html').element
  tree.mode = 'in body'
  tree.isFragment = true
  tree.closesBeforeTable = true
  if (text === null || !readInto(tree, text, 0, bounds)) return null
  setChildren(tree.document, root.children)
  return tree.document
}

/** @returns null for text with U+0000 or a byte order mark, which are treated in many ways. */
function readable(html: string): string | null {
  if (html.includes('\u0000') || html.startsWith('\uFEFF')) return null
  return html.includes('\r') ? html.replace(/\r\n?/g, '\n') : html
}

/** @returns whether all of the text could be read. */
function readInto(tree: Tree, text: string, start: number, bounds: Bounds): boolean {
  let at = start
  while (at < text.length && !tree.isLost) {
    at =
      text.charCodeAt(at) === less && isMarkup(text, at)
        ? readMarkup(text, at, tree)
        : readText(text, at, tree)
    if (at < 0 || isBeyond(tree, bounds)) return false
  }
  return !tree.isLost && tree.open.every(({ tag }) => tag.role !== 'template')
}

const less = 0x3c
const greater = 0x3e

function isBeyond({ elements, attributes, open }: Tree, bounds: Bounds): boolean {
  return elements > bounds.maxElements || attributes > bounds.maxAttributes || open.length > bounds.maxDepth
}

// HTML §13.2.6.4.1. Of all the old document types only the common ones are told apart: it matters to tables alone.
function readDoctype(text: string, tree: Tree): number {
  const doctype =
    /^[\t\n\f ]*(?:<!--(?!-?>)(?:(?!--!?>)[\s\S])*-->[\t\n\f ]*)*<!doctype[\t\n\f ]+html\b([^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*)>/i.exec(
      text.slice(0, 4096),
    )
  const kind = doctype?.[1]?.trim().toLowerCase()
  if (doctype === null || kind === undefined) {
    tree.closesBeforeTable = /<!doctype/i.test(text.slice(0, 4096)) ? null : false
    return 0
  }
  const isKnown =
    /^(?:public ["']-\/\/w3c\/\/dtd (?:xhtml 1\.|html 4\.01.*["']\s*["']http)|system "about:legacy-compat"$|$)/
  tree.closesBeforeTable = isKnown.test(kind) ? true : null
  return doctype[0].length
}

/** Whether `<` begins anything but text. */
function isMarkup(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1)
  return isLetter(next) || next === 0x2f || next === 0x21 || next === 0x3f
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}

function readText(text: string, at: number, tree: Tree): number {
  let end = text.indexOf('<', at)
  while (end >= 0 && !isMarkup(text, end)) end = text.indexOf('<', end + 1)
  if (end < 0) end = text.length
  const data = text.slice(at, end)
  takeText(tree, data.includes('&') ? decodeHTML(data) : data)
  return end
}

/** @returns where the text goes on; -1 for what the full parser is to read. */
function readMarkup(text: string, at: number, tree: Tree): number {
  const next = text.charCodeAt(at + 1)
  if (next === 0x21 || next === 0x3f) return readComment(text, at, tree)
  if (next !== 0x2f) return readStart(text, at, tree)
  // Most end tags are those of the element that was opened last.
  const top = tree.open[tree.open.length - 1]?.tag
  if (top !== undefined && text.startsWith(top.name, at + 2)) {
    const end = at + 2 + top.name.length
    if (text.charCodeAt(end) === greater) {
      tree.skipsNewline = false
      takeEnd(tree, top)
      return end + 1
    }
  }
  const name = text.charCodeAt(at + 2)
  if (!isLetter(name)) return -1
  const tag = readEndTag(text, at + 2)
  if (tag === null) return -1
  tree.skipsNewline = false
  takeEnd(tree, tagOf(tag.name))
  return tag.end
}

function readComment(text: string, at: number, tree: Tree): number {
  tree.skipsNewline = false
  const isComment = text.startsWith('<!--', at)
  if (!isComment && (isInForeign(tree) || /^<!doctype/i.test(text.slice(at, at + 9))))
    return skipDoctype(text, at, tree)
  const start = at + (isComment ? 4 : text.charCodeAt(at + 1) === 0x3f ? 1 : 2)
  const end = text.indexOf(isComment ? '-->' : '>', start)
  if (end < 0) return -1
  const data = text.slice(start, end)
  // `<!-->`, `<!--->`, `--!>` and a comment within one end in other places.
  if (
    isComment &&
    (data.startsWith('>') ||
      data.startsWith('->') ||
      data.includes('--!>') ||
      text.startsWith('>', start) ||
      text.startsWith('->', start))
  )
    return -1
  const { mode } = tree
  const parent =
    mode === 'after body' ? tree.open[0]?.element : mode === 'after after body' ? tree.document : place(tree)
  addComment(parent ?? tree.document, data)
  return end + (isComment ? 3 : 1)
}

/** A document type that comes late says nothing; one that comes first was not understood, and CDATA is no comment. */
function skipDoctype(text: string, at: number, tree: Tree): number {
  const end = text.indexOf('>', at)
  const isUnclear = tree.mode === 'before html' || isInForeign(tree) || /["']/.test(text.slice(at, end))
  return isUnclear || end < 0 ? -1 : end + 1
}

function readStart(text: string, at: number, tree: Tree): number {
  const read = readTag(text, at + 1)
  if (read === null) return -1
  tree.attributes += read.attributes.length / 2
  tree.skipsNewline = false
  const depth = tree.open.length
  const { attributes, isSelfClosing } = read
  const start: StartTag = { tag: tagOf(read.name), attributes, isSelfClosing }
  const content = takeStart(tree, start)
  if (content === 'markup' || tree.isLost) return read.end
  return readContent(text, read.end, { tree, name: read.name, content, depth })
}

/** Reads up to the end tag of an element whose content is text whatever it looks like (§13.2.5.2, 3 and 4). */
function readContent(
  text: string,
  start: number,
  element: { readonly tree: Tree; readonly name: string; readonly content: Content; readonly depth: number },
): number {
  const { tree, name, content } = element
  const end = findEnd(text, start, name)
  if (end < 0) return -1
  const written = text.slice(start, end)
  let data = content === 'escapable' && written.includes('&') ? decodeHTML(written) : written
  if (tree.skipsNewline && data.startsWith('\n')) data = data.slice(1)
  tree.skipsNewline = false
  if (data !== '') addText(tree, data)
  tree.open.pop()
  return readEndTag(text, end + 2)?.end ?? -1
}
