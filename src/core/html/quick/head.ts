import { adopt, startOfHead } from './body.ts'
import type { Tag } from './tags.ts'
import { openTemplate } from './template.ts'
import { addText, type Content, openElement, openImplied, type StartTag, type Tree } from './tree.ts'

// The insertion modes before a body (HTML §13.2.6.4.2 to 6).

/** Where the token is to be looked at again in the mode that was changed to. */
export type Again = 'again'

export function startBeforeBody(tree: Tree, start: StartTag): Content | Again {
  const { tag, attributes } = start
  const { name, role } = tag
  if (name === 'html' && tree.mode !== 'before html') {
    adopt(tree, tree.open[0]?.element, attributes)
    return 'markup'
  }
  switch (tree.mode) {
    case 'before html':
      tree.mode = 'before head'
      if (name === 'html') openElement(tree, tag, attributes)
      else {
        openImplied(tree, 'html')
        return 'again'
      }
      return 'markup'
    case 'before head':
      tree.mode = 'in head'
      if (name === 'head') tree.head = openElement(tree, tag, attributes)
      else {
        tree.head = openImplied(tree, 'head')
        return 'again'
      }
      return 'markup'
    case 'in head':
      if (role === 'head') return startOfHead(tree, start)
      if (name === 'head') return 'markup'
      if (name === 'noscript') {
        openElement(tree, tag, attributes)
        tree.mode = 'in head noscript'
        return 'markup'
      }
      if (name === 'template') {
        openTemplate(tree, start)
        return 'markup'
      }
      return leave(tree)
    case 'in head noscript':
      if (role === 'head' && name !== 'title' && name !== 'script' && name !== 'base')
        return startOfHead(tree, start)
      if (name === 'head' || name === 'noscript') return 'markup'
      return leave(tree)
    default:
      return startAfterHead(tree, start)
  }
}

function startAfterHead(tree: Tree, start: StartTag): Content | Again {
  const { tag, attributes } = start
  if (tag.name === 'body') {
    openElement(tree, tag, attributes)
    tree.mode = 'in body'
    return 'markup'
  }
  if (tag.name === 'head') return 'markup'
  if (tag.role === 'head' && tree.head !== null) {
    // What comes late still belongs to the head.
    const index = tree.open.push(tree.head) - 1
    const content = startOfHead(tree, start)
    tree.open.splice(index, 1)
    return content
  }
  if (tag.name === 'frameset' || tag.name === 'template') tree.isLost = true
  return leave(tree)
}

export function endBeforeBody(tree: Tree, { name }: Tag): Again | null {
  // One that is open has a mode of its own.
  if (name === 'template') return null
  if (tree.mode === 'in head' && name === 'head') {
    leave(tree)
    return null
  }
  if (tree.mode === 'in head noscript') {
    if (name === 'noscript') {
      leave(tree)
      return null
    }
    return name === 'br' ? leave(tree) : null
  }
  const isLeft =
    name === 'body' ||
    name === 'html' ||
    name === 'br' ||
    (name === 'head' && (tree.mode === 'before html' || tree.mode === 'before head'))
  return isLeft ? leave(tree) : null
}

/** @returns the text that is left, for the mode that was changed to; null for none. */
export function textBeforeBody(tree: Tree, data: string): string | null {
  const start = data.search(/[^\t\n\f\r ]/)
  const space = start < 0 ? data : data.slice(0, start)
  if (space !== '' && tree.mode !== 'before html' && tree.mode !== 'before head') addText(tree, space)
  if (start < 0) return null
  leave(tree)
  return data.slice(start)
}

/** Goes on to the next mode, opening what was left out. */
function leave(tree: Tree): Again {
  switch (tree.mode) {
    case 'before html':
      openImplied(tree, 'html')
      tree.mode = 'before head'
      break
    case 'before head':
      tree.head = openImplied(tree, 'head')
      tree.mode = 'in head'
      break
    case 'in head':
      tree.open.pop()
      tree.mode = 'after head'
      break
    case 'in head noscript':
      tree.open.pop()
      tree.mode = 'in head'
      break
    default:
      openImplied(tree, 'body')
      tree.mode = 'in body'
  }
  return 'again'
}

export function finishHead(tree: Tree): void {
  while (tree.mode !== 'in body' && isBeforeBody(tree)) leave(tree)
}

export function isBeforeBody({ mode }: Tree): boolean {
  return (
    mode !== 'in body' &&
    (mode === 'before html' ||
      mode === 'before head' ||
      mode === 'in head' ||
      mode === 'in head noscript' ||
      mode === 'after head')
  )
}
