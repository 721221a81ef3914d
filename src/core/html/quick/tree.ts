import { type ChildNode, Comment, Document, type Element, type ParentNode, Text } from 'domhandler'
import { emptyList } from '../empty-list.ts'
import { htmlNamespace, noAttributes, PageElement, type WrittenAttributes } from '../page-element.ts'
import { type Tag, tagOf } from './tags.ts'

/** The insertion modes that are followed (HTML §13.2.4.1). */
export type Mode =
  | 'before html'
  | 'before head'
  | 'in head'
  | 'in head noscript'
  | 'after head'
  | 'in body'
  | 'in table'
  | 'in table body'
  | 'in row'
  | 'in cell'
  | 'in caption'
  | 'in column group'
  | 'in select'
  | 'in template'
  | 'after body'
  | 'after after body'

/** An element that was opened and not closed yet. */
export interface Open {
  readonly tag: Tag
  readonly element: PageElement
  /** Where its content goes: itself, but for a template. */
  readonly content: ParentNode
  readonly isForeign: boolean
  /** It is a paragraph, or was opened in one that is open. */
  readonly isInParagraph: boolean
}

/** A tree while it is built, with the stacks of HTML §13.2.4. */
export interface Tree {
  readonly document: Document
  readonly open: Open[]
  /** Active formatting elements; null is a marker. */
  readonly formatting: (Open | null)[]
  mode: Mode
  /** There is no body around it. */
  isFragment: boolean
  head: Open | null
  form: Element | null
  /** What later start tags add to the attributes of the first `html` and `body`. */
  readonly adopted: Map<PageElement, string[]>
  /** Whether a table closes a paragraph; null where the document type does not tell us. */
  closesBeforeTable: boolean | null
  /** A line feed that follows `<pre>` is not part of it. */
  skipsNewline: boolean
  /** The page needs a rule that is not followed here. */
  isLost: boolean
  elements: number
  attributes: number
}

export function createTree(): Tree {
  return {
    document: new Document(emptyList()),
    open: [],
    formatting: [],
    mode: 'before html',
    isFragment: false,
    head: null,
    form: null,
    adopted: new Map(),
    closesBeforeTable: false,
    skipsNewline: false,
    isLost: false,
    elements: 0,
    attributes: 0,
  }
}

/** The innermost open element; the document where there is none. */
export function place(tree: Tree): ParentNode {
  return tree.open[tree.open.length - 1]?.content ?? tree.document
}

/** Whether the innermost open element has this name. */
export function isAt(tree: Tree, name: string): boolean {
  const top = tree.open[tree.open.length - 1]
  return top !== undefined && !top.isForeign && top.tag.name === name
}

export function append(parent: ParentNode, node: ChildNode): void {
  const { children } = parent
  const last = children[children.length - 1]
  if (last !== undefined) {
    last.next = node
    node.prev = last
  }
  children.push(node)
  node.parent = parent
}

export function addText(tree: Tree, data: string): void {
  const parent = place(tree)
  const last = parent.children[parent.children.length - 1]
  if (last instanceof Text) last.data += data
  else append(parent, new Text(data))
}

export function addComment(parent: ParentNode, data: string): void {
  append(parent, new Comment(data))
}

/** Puts a new element at the end of the innermost one, and leaves it closed. */
export function addElement(
  tree: Tree,
  tag: Tag,
  attributes: WrittenAttributes,
  namespace = htmlNamespace,
): Open {
  const element = new PageElement(tag.name, attributes, namespace)
  append(place(tree), element)
  tree.elements++
  const isInParagraph = tag.name === 'p' || tree.open[tree.open.length - 1]?.isInParagraph === true
  return { tag, element, content: element, isForeign: namespace !== htmlNamespace, isInParagraph }
}

export function openElement(
  tree: Tree,
  tag: Tag,
  attributes: WrittenAttributes,
  namespace = htmlNamespace,
): Open {
  const opened = addElement(tree, tag, attributes, namespace)
  tree.open.push(opened)
  return opened
}

/** Opens an element that the page left out. */
export function openImplied(tree: Tree, name: string): Open {
  return openElement(tree, tagOf(name), noAttributes)
}

export type Scope = 'plain' | 'list' | 'button' | 'table'

/** Where the innermost element of a name stands in the stack, if nothing that ends the scope is in between; else -1. */
export function findInScope(tree: Tree, isWanted: (tag: Tag) => boolean, scope: Scope = 'plain'): number {
  for (let i = tree.open.length - 1; i >= 0; i--) {
    const at = tree.open[i]
    if (at === undefined) break
    if (at.isForeign) {
      if (scope === 'table') continue
      // A few of these end a scope; whoever looks through them has left out an end tag.
      tree.isLost = true
      return -1
    }
    const { tag } = at
    if (isWanted(tag)) return i
    if (scope === 'table' ? tag.name === 'table' || tag.name === 'html' : tag.endsScope) return -1
    if (scope === 'list' && (tag.name === 'ol' || tag.name === 'ul')) return -1
    if (scope === 'button' && tag.name === 'button') return -1
  }
  return -1
}

export function isInScope(tree: Tree, name: string, scope: Scope = 'plain'): boolean {
  return findInScope(tree, tag => tag.name === name, scope) >= 0
}

/** Closes elements until the one that stands at `index` is closed. */
export function closeTo(tree: Tree, index: number): void {
  tree.open.length = index
}

/** Closes what may be left unclosed before the end of something else (§13.2.6.3). */
export function closeImplied(tree: Tree, except: string | null = null): void {
  for (;;) {
    const top = tree.open[tree.open.length - 1]
    if (top === undefined || top.isForeign || !top.tag.isImplied || top.tag.name === except) return
    tree.open.pop()
  }
}

/** Closes a paragraph that is open here. */
export function closeParagraph(tree: Tree): void {
  // Of most blocks none of the many elements around them is a paragraph.
  if (tree.open[tree.open.length - 1]?.isInParagraph !== true) return
  const index = findInScope(tree, tag => tag.name === 'p', 'button')
  if (index >= 0) closeTo(tree, index)
}

export interface StartTag {
  readonly tag: Tag
  readonly attributes: WrittenAttributes
  readonly isSelfClosing: boolean
}

/** How the characters after a start tag are read: as markup, as they stand, or with references and nothing else. */
export type Content = 'markup' | 'raw' | 'escapable'
