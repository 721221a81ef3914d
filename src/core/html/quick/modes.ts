import { endInBody, startInBody, textInBody } from './body.ts'
import { endInForeign, isInForeign, startInForeign, textInForeign } from './foreign.ts'
import { endBeforeBody, isBeforeBody, startBeforeBody, textBeforeBody } from './head.ts'
import { startInTemplate } from './in-template.ts'
import { endInSelect, endInTableMode, startInSelect, startInTableMode } from './table.ts'
import type { Tag } from './tags.ts'
import { closeTemplate } from './template.ts'
import { addText, type Content, type StartTag, type Tree } from './tree.ts'

// What is read goes to the rules of the insertion mode that the tree is in (HTML §13.2.6).

export function takeText(tree: Tree, whole: string): void {
  let data = whole
  if (tree.skipsNewline) {
    tree.skipsNewline = false
    if (data.startsWith('\n')) data = data.slice(1)
  }
  if (data === '') return
  if (isBeforeBody(tree)) {
    let left: string | null = data
    while (left !== null && isBeforeBody(tree)) left = textBeforeBody(tree, left)
    if (left === null) return
    data = left
  }
  switch (tree.mode) {
    case 'in select':
      addText(tree, data)
      return
    case 'in table':
    case 'in table body':
    case 'in row':
    case 'in column group':
      if (/[^\t\n\f\r ]/.test(data)) tree.isLost = true
      else addText(tree, data)
      return
    case 'after body':
    case 'after after body':
      if (/[^\t\n\f\r ]/.test(data)) tree.mode = 'in body'
      textInBody(tree, data)
      return
    default:
      if (isInForeign(tree)) textInForeign(tree, data)
      else textInBody(tree, data)
  }
}

export function takeStart(tree: Tree, start: StartTag): Content {
  while (isBeforeBody(tree)) {
    const done = startBeforeBody(tree, start)
    if (done !== 'again' || tree.isLost) return done === 'again' ? 'markup' : done
  }
  if (isInForeign(tree)) {
    startInForeign(tree, start)
    return 'markup'
  }
  switch (tree.mode) {
    case 'in body':
      return startInBody(tree, start)
    case 'in select':
      return startInSelect(tree, start)
    case 'in template':
      return startInTemplate(tree, start)
    case 'after body':
    case 'after after body':
      if (start.tag.name !== 'html') tree.mode = 'in body'
      return startInBody(tree, start)
    default:
      return startInTableMode(tree, start)
  }
}

export function takeEnd(tree: Tree, tag: Tag): void {
  while (isBeforeBody(tree)) if (endBeforeBody(tree, tag) === null) return
  if (isInForeign(tree)) {
    endInForeign(tree, tag)
    return
  }
  switch (tree.mode) {
    case 'in body':
      endInBody(tree, tag)
      return
    case 'in select':
      endInSelect(tree, tag)
      return
    case 'in template':
      if (tag.name === 'template') closeTemplate(tree)
      return
    case 'after body':
    case 'after after body':
      if (tag.name === 'html') {
        if (tree.mode === 'after body') tree.mode = 'after after body'
        else {
          tree.mode = 'in body'
          takeEnd(tree, tag)
        }
        return
      }
      tree.mode = 'in body'
      endInBody(tree, tag)
      return
    default:
      endInTableMode(tree, tag)
  }
}
