import { Document } from 'domhandler'
import { clearToMarker } from './formatting.ts'
import { resetMode } from './reset-mode.ts'
import { addElement, append, closeTo, type StartTag, type Tree } from './tree.ts'

// Templates (HTML §13.2.6.4.4 and 22): what stands in one is a document of its own. One in another, or in a place where
// it would change what is around it, is left to the full parser.

export function openTemplate(tree: Tree, { tag, attributes }: StartTag): void {
  if (findTemplate(tree) >= 0) tree.isLost = true
  const opened = addElement(tree, tag, attributes)
  const content = new Document([])
  append(opened.element, content)
  tree.open.push({ ...opened, content })
  tree.formatting.push(null)
  tree.mode = 'in template'
}

export function closeTemplate(tree: Tree): void {
  const index = findTemplate(tree)
  if (index < 0) return
  closeTo(tree, index)
  clearToMarker(tree)
  resetMode(tree)
}

function findTemplate({ open }: Tree): number {
  return open.findLastIndex(each => each.tag.name === 'template')
}
