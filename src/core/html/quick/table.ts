import { findAttribute } from '../page-element.ts'
import { endInBody, startInBody, startOfHead } from './body.ts'
import { clearToMarker } from './formatting.ts'
import { resetMode } from './reset-mode.ts'
import type { Tag } from './tags.ts'
import { openTemplate } from './template.ts'
import {
  addElement,
  type Content,
  closeTo,
  findInScope,
  isAt,
  isInScope,
  type Mode,
  openElement,
  openImplied,
  type StartTag,
  type Tree,
} from './tree.ts'

// Tables and selects (HTML §13.2.6.4.9 to 17). Whatever stands in a table and belongs before it is left to the full
// parser ("foster parenting").

const sections = new Set(['tbody', 'thead', 'tfoot'])
const parts = new Set('caption col colgroup tbody td tfoot th thead tr'.split(' '))

export function startInTableMode(tree: Tree, start: StartTag): Content {
  switch (tree.mode) {
    case 'in cell':
      if (!parts.has(start.tag.name)) return startInBody(tree, start)
      if (!isInScope(tree, 'td', 'table') && !isInScope(tree, 'th', 'table')) return 'markup'
      closeCell(tree)
      return startInTableMode(tree, start)
    case 'in caption':
      if (!parts.has(start.tag.name)) return startInBody(tree, start)
      return closeCaption(tree) ? startInTableMode(tree, start) : 'markup'
    case 'in row':
      return startInRow(tree, start)
    case 'in table body':
      return startInTableBody(tree, start)
    case 'in column group':
      return startInColumnGroup(tree, start)
    default:
      return startInTable(tree, start)
  }
}

function startInTable(tree: Tree, start: StartTag): Content {
  const { tag, attributes } = start
  const { name } = tag
  if (parts.has(name)) {
    closeUntil(tree, each => each === 'table')
    if (name === 'caption') {
      tree.formatting.push(null)
      openAs(tree, start, 'in caption')
    } else if (name === 'colgroup') openAs(tree, start, 'in column group')
    else if (sections.has(name)) openAs(tree, start, 'in table body')
    else {
      openImplied(tree, name === 'col' ? 'colgroup' : 'tbody')
      tree.mode = name === 'col' ? 'in column group' : 'in table body'
      return startInTableMode(tree, start)
    }
    return 'markup'
  }
  if (name === 'style' || name === 'script') return startOfHead(tree, start)
  if (name === 'template') {
    openTemplate(tree, start)
    return 'markup'
  }
  if (name === 'table') {
    if (!closeTable(tree)) return 'markup'
    return tree.mode === 'in body' ? startInBody(tree, start) : startInTableMode(tree, start)
  }
  if (name === 'input' && findAttribute(attributes, 'type')?.toLowerCase() === 'hidden')
    addElement(tree, tag, attributes)
  else if (name === 'form') {
    if (tree.form === null) tree.form = addElement(tree, tag, attributes).element
  } else tree.isLost = true
  return 'markup'
}

function startInTableBody(tree: Tree, start: StartTag): Content {
  const { name } = start.tag
  if (name === 'tr' || name === 'td' || name === 'th') {
    closeUntil(tree, each => sections.has(each))
    if (name === 'tr') {
      openAs(tree, start, 'in row')
      return 'markup'
    }
    openImplied(tree, 'tr')
    tree.mode = 'in row'
    return startInTableMode(tree, start)
  }
  if (!parts.has(name)) return startInTable(tree, start)
  return closeSection(tree) ? startInTableMode(tree, start) : 'markup'
}

function startInRow(tree: Tree, start: StartTag): Content {
  const { name } = start.tag
  if (name === 'td' || name === 'th') {
    closeUntil(tree, each => each === 'tr')
    openAs(tree, start, 'in cell')
    tree.formatting.push(null)
    return 'markup'
  }
  if (!parts.has(name)) return startInTable(tree, start)
  return closeRow(tree) ? startInTableMode(tree, start) : 'markup'
}

function startInColumnGroup(tree: Tree, start: StartTag): Content {
  if (start.tag.name === 'col') {
    addElement(tree, start.tag, start.attributes)
    return 'markup'
  }
  if (isAt(tree, 'colgroup')) {
    tree.open.pop()
    tree.mode = 'in table'
    return startInTableMode(tree, start)
  }
  return 'markup'
}

export function endInTableMode(tree: Tree, tag: Tag): void {
  const { name } = tag
  const { mode } = tree
  if (mode === 'in cell') {
    endInCell(tree, tag)
    return
  }
  if (mode === 'in caption') {
    if (name === 'caption') closeCaption(tree)
    else if (name === 'table') {
      if (closeCaption(tree)) endInTableMode(tree, tag)
    } else if (!parts.has(name) && name !== 'body' && name !== 'html') endInBody(tree, tag)
    return
  }
  if (mode === 'in column group') {
    if (name === 'col' || !isAt(tree, 'colgroup')) return
    tree.open.pop()
    tree.mode = 'in table'
    if (name !== 'colgroup') endInTableMode(tree, tag)
    return
  }
  if (name === 'table') {
    if (mode === 'in row' && closeRow(tree)) closeSection(tree)
    else if (mode === 'in table body') closeSection(tree)
    if (tree.mode === 'in table') closeTable(tree)
  } else if (mode === 'in row' && name === 'tr') closeRow(tree)
  else if (sections.has(name) && mode !== 'in table') {
    if (!isInScope(tree, name, 'table')) {
      // Parsers differ in whether the row ends here.
      tree.isLost = mode === 'in row'
      return
    }
    if (mode === 'in row' && !closeRow(tree)) return
    closeUntil(tree, each => sections.has(each))
    tree.open.pop()
    tree.mode = 'in table'
  } else if (name === 'p' || name === 'br') tree.isLost = true
  // An end tag adds nothing, so that it does not matter where it would.
  else if (!parts.has(name) && name !== 'body' && name !== 'html') endInBody(tree, tag)
}

function endInCell(tree: Tree, tag: Tag): void {
  const { name } = tag
  if (name === 'td' || name === 'th') {
    const index = findInScope(tree, each => each.name === name, 'table')
    if (index < 0) return
    closeTo(tree, index)
    clearToMarker(tree)
    tree.mode = 'in row'
  } else if (name === 'table' || name === 'tr' || sections.has(name)) {
    if (!isInScope(tree, name, 'table')) return
    closeCell(tree)
    endInTableMode(tree, tag)
  } else if (!parts.has(name) && name !== 'body' && name !== 'html') endInBody(tree, tag)
}

function openAs(tree: Tree, { tag, attributes }: StartTag, mode: Mode): void {
  openElement(tree, tag, attributes)
  tree.mode = mode
}

function closeUntil(tree: Tree, isWanted: (name: string) => boolean): void {
  for (let top = tree.open.at(-1); top !== undefined; top = tree.open.at(-1)) {
    if (!top.isForeign && (isWanted(top.tag.name) || top.tag.name === 'html')) return
    tree.open.pop()
  }
}

function closeCell(tree: Tree): void {
  const index = findInScope(tree, tag => tag.name === 'td' || tag.name === 'th', 'table')
  if (index >= 0) closeTo(tree, index)
  clearToMarker(tree)
  tree.mode = 'in row'
}

function closeRow(tree: Tree): boolean {
  if (!isInScope(tree, 'tr', 'table')) return false
  closeUntil(tree, name => name === 'tr')
  tree.open.pop()
  tree.mode = 'in table body'
  return true
}

function closeSection(tree: Tree): boolean {
  if (findInScope(tree, tag => sections.has(tag.name), 'table') < 0) return false
  closeUntil(tree, name => sections.has(name))
  tree.open.pop()
  tree.mode = 'in table'
  return true
}

function closeCaption(tree: Tree): boolean {
  const index = findInScope(tree, tag => tag.name === 'caption', 'table')
  if (index < 0) return false
  closeTo(tree, index)
  clearToMarker(tree)
  tree.mode = 'in table'
  return true
}

function closeTable(tree: Tree): boolean {
  const index = findInScope(tree, tag => tag.name === 'table', 'table')
  if (index < 0) return false
  closeTo(tree, index)
  resetMode(tree)
  return true
}

export function startInSelect(tree: Tree, start: StartTag): Content {
  const { name } = start.tag
  if (name === 'option' || name === 'optgroup') {
    if (isAt(tree, 'option')) tree.open.pop()
    if (name === 'optgroup' && isAt(tree, 'optgroup')) tree.open.pop()
    openElement(tree, start.tag, start.attributes)
  } else if (name === 'script') return startOfHead(tree, start)
  // What it does depends on what is around the select, or is about to change in the standard.
  else tree.isLost = true
  return 'markup'
}

export function endInSelect(tree: Tree, { name }: Tag): void {
  if (name === 'option') {
    if (isAt(tree, 'option')) tree.open.pop()
  } else if (name === 'optgroup') {
    if (isAt(tree, 'option') && tree.open.at(-2)?.tag.name === 'optgroup') tree.open.pop()
    if (isAt(tree, 'optgroup')) tree.open.pop()
  } else if (name === 'select') {
    closeUntil(tree, each => each === 'select')
    tree.open.pop()
    resetMode(tree)
  } else tree.isLost = true
}
