import { noAttributes, type PageElement, type WrittenAttributes } from '../page-element.ts'
import { openForeign } from './foreign.ts'
import {
  clearToMarker,
  closeFormatting,
  closeOpenLink,
  openFormatting,
  reopenFormatting,
} from './formatting.ts'
import { type Tag, tagOf } from './tags.ts'
import { closeTemplate, openTemplate } from './template.ts'
import {
  addElement,
  addText,
  type Content,
  closeImplied,
  closeParagraph,
  closeTo,
  findInScope,
  isAt,
  isInScope,
  openElement,
  type StartTag,
  type Tree,
} from './tree.ts'

// The insertion mode "in body" (HTML §13.2.6.4.7).

export function textInBody(tree: Tree, data: string): void {
  reopenFormatting(tree)
  addText(tree, data)
}

export function startInBody(tree: Tree, start: StartTag): Content {
  const { tag, attributes } = start
  switch (tag.role) {
    case 'block':
      closeParagraph(tree)
      openElement(tree, tag, attributes)
      return 'markup'
    case 'formatting':
      openFormatting(tree, tag, attributes)
      return 'markup'
    case 'link':
      closeOpenLink(tree)
      openFormatting(tree, tag, attributes)
      return 'markup'
    case 'void':
      reopenFormatting(tree)
      addElement(tree, tag, attributes)
      return 'markup'
    case 'bare':
      addElement(tree, tag, attributes)
      return 'markup'
    case 'rule':
      closeParagraph(tree)
      addElement(tree, tag, attributes)
      return 'markup'
    case 'heading':
      closeParagraph(tree)
      if (tree.open.at(-1)?.tag.role === 'heading') tree.open.pop()
      openElement(tree, tag, attributes)
      return 'markup'
    case 'item':
      startItem(tree, start)
      return 'markup'
    case 'head':
      return startOfHead(tree, start)
    case 'raw':
      openElement(tree, tag, attributes)
      return 'raw'
    case 'escapable':
      openElement(tree, tag, attributes)
      tree.skipsNewline = true
      return 'escapable'
    case 'pre':
      closeParagraph(tree)
      openElement(tree, tag, attributes)
      tree.skipsNewline = true
      return 'markup'
    case 'paragraphRaw':
      closeParagraph(tree)
      reopenFormatting(tree)
      openElement(tree, tag, attributes)
      return 'raw'
    case 'foreign':
      reopenFormatting(tree)
      openForeign(tree, start)
      return 'markup'
    default:
      startRareInBody(tree, start)
      return 'markup'
  }
}

function startRareInBody(tree: Tree, { tag, attributes }: StartTag): void {
  switch (tag.role) {
    case 'button': {
      const index = findInScope(tree, each => each.name === 'button')
      if (index >= 0) closeTo(tree, index)
      reopenFormatting(tree)
      openElement(tree, tag, attributes)
      return
    }
    case 'form':
      if (tree.open.some(each => each.tag.role === 'template')) tree.isLost = true
      if (tree.form !== null) return
      closeParagraph(tree)
      tree.form = openElement(tree, tag, attributes).element
      return
    case 'scoped':
      reopenFormatting(tree)
      openElement(tree, tag, attributes)
      tree.formatting.push(null)
      return
    case 'table':
      if (tree.closesBeforeTable === null) {
        if (isInScope(tree, 'p', 'button')) tree.isLost = true
      } else if (tree.closesBeforeTable) closeParagraph(tree)
      openElement(tree, tag, attributes)
      tree.mode = 'in table'
      return
    case 'select':
      reopenFormatting(tree)
      openElement(tree, tag, attributes)
      tree.mode = 'in select'
      return
    case 'option':
      if (isAt(tree, 'option')) tree.open.pop()
      reopenFormatting(tree)
      openElement(tree, tag, attributes)
      return
    case 'ruby':
      if (isInScope(tree, 'ruby')) closeImplied(tree, tag.name === 'rt' || tag.name === 'rp' ? 'rtc' : null)
      openElement(tree, tag, attributes)
      return
    case 'html':
    case 'body':
      if (tree.isFragment || tree.open.some(each => each.tag.role === 'template')) tree.isLost = true
      adopt(tree, tree.open[tag.name === 'html' ? 0 : 1]?.element, attributes)
      return
    case 'tablePart':
      return
    case 'template':
      openTemplate(tree, { tag, attributes, isSelfClosing: false })
      return
    case 'refused':
      tree.isLost = true
      return
    default:
      reopenFormatting(tree)
      openElement(tree, tag, attributes)
  }
}

/** What a second `<html>` or `<body>` adds to the first: taken together until the end, for a page may have thousands. */
export function adopt(tree: Tree, element: PageElement | undefined, more: WrittenAttributes): void {
  if (element === undefined) return
  const adopted = tree.adopted.get(element) ?? []
  for (const each of more) adopted.push(each)
  tree.adopted.set(element, adopted)
}

export function finishAdopted({ adopted }: Tree): void {
  for (const [element, more] of adopted) element.written = element.written.concat(more)
}

/** What stands in a page's head, wherever it is met. */
export function startOfHead(tree: Tree, { tag, attributes }: StartTag): Content {
  if (tag.name === 'title' || tag.name === 'script' || tag.name === 'style' || tag.name === 'noframes') {
    openElement(tree, tag, attributes)
    return tag.name === 'title' ? 'escapable' : 'raw'
  }
  addElement(tree, tag, attributes)
  return 'markup'
}

function startItem(tree: Tree, { tag, attributes }: StartTag): void {
  for (let i = tree.open.length - 1; i >= 0; i--) {
    const at = tree.open[i]
    if (at === undefined) break
    if (at.isForeign) {
      tree.isLost = true
      return
    }
    const { name } = at.tag
    if (tag.name === 'li' ? name === 'li' : name === 'dd' || name === 'dt') {
      closeTo(tree, i)
      break
    }
    if (at.tag.isSpecial && name !== 'address' && name !== 'div' && name !== 'p') break
  }
  closeParagraph(tree)
  openElement(tree, tag, attributes)
}

export function endInBody(tree: Tree, tag: Tag): void {
  switch (tag.role) {
    case 'block':
      if (tag.name === 'p') endParagraph(tree)
      else closeInScope(tree, tag)
      return
    case 'button':
    case 'pre':
      closeInScope(tree, tag)
      return
    case 'formatting':
    case 'link':
      if (!closeFormatting(tree, tag.name)) endOther(tree, tag)
      return
    case 'heading': {
      const index = findInScope(tree, each => each.role === 'heading')
      if (index >= 0) closeTo(tree, index)
      return
    }
    case 'item': {
      const index = findInScope(tree, each => each === tag, tag.name === 'li' ? 'list' : 'plain')
      if (index >= 0) closeTo(tree, index)
      return
    }
    case 'scoped':
      if (closeInScope(tree, tag)) clearToMarker(tree)
      return
    case 'form':
      endForm(tree)
      return
    case 'html':
    case 'body':
      if (isInScope(tree, 'body')) tree.mode = tag.name === 'html' ? 'after after body' : 'after body'
      return
    case 'template':
      closeTemplate(tree)
      return
    case 'refused':
      tree.isLost = true
      return
    default:
      if (tag.name !== 'br') endOther(tree, tag)
      else {
        reopenFormatting(tree)
        addElement(tree, tag, noAttributes)
      }
  }
}

function endParagraph(tree: Tree): void {
  const index = findInScope(tree, tag => tag.name === 'p', 'button')
  if (index >= 0) closeTo(tree, index)
  else addElement(tree, tagOf('p'), noAttributes)
}

function closeInScope(tree: Tree, tag: Tag): boolean {
  const index = findInScope(tree, each => each === tag)
  if (index >= 0) closeTo(tree, index)
  return index >= 0
}

function endForm(tree: Tree): void {
  const { form } = tree
  tree.form = null
  const index = form === null ? -1 : findInScope(tree, tag => tag.name === 'form')
  if (index < 0 || tree.open[index]?.element !== form) return
  closeImplied(tree)
  tree.open.splice(index, 1)
}

function endOther(tree: Tree, tag: Tag): void {
  for (let i = tree.open.length - 1; i > 0; i--) {
    const at = tree.open[i]
    if (at === undefined) return
    if (at.isForeign) {
      tree.isLost = true
      return
    }
    if (at.tag.name === tag.name) {
      closeTo(tree, i)
      return
    }
    if (at.tag.isSpecial) return
  }
}
