import type { WrittenAttributes } from '../page-element.ts'
import type { Tag } from './tags.ts'
import { closeTo, findInScope, type Open, openElement, type Tree } from './tree.ts'

// The list of active formatting elements (HTML §13.2.4.3): what `<b>` that was never closed does to the next paragraph.

/** Opens a formatting element, and remembers it. */
export function openFormatting(tree: Tree, tag: Tag, attributes: WrittenAttributes): void {
  reopenFormatting(tree)
  const opened = openElement(tree, tag, attributes)
  // "Noah's Ark": of equal ones no more than three are kept. Telling which is left to the full parser.
  if (countAlike(tree, tag) >= 3) tree.isLost = true
  tree.formatting.push(opened)
}

/** Opens again what was closed by the end of a block and not by its own end tag. */
export function reopenFormatting(tree: Tree): void {
  const { formatting, open } = tree
  const last = formatting[formatting.length - 1]
  // They stand near the end of the stack.
  if (last === undefined || last === null || open.lastIndexOf(last) >= 0) return
  let first = formatting.length - 1
  while (first > 0) {
    const before = formatting[first - 1]
    if (before === undefined || before === null || open.lastIndexOf(before) >= 0) break
    first--
  }
  for (let i = first; i < formatting.length; i++) {
    const entry = formatting[i]
    if (entry) formatting[i] = openElement(tree, entry.tag, entry.element.written)
  }
}

/** How many formatting elements of a name were opened since the innermost cell, caption or object. */
function countAlike({ formatting }: Tree, tag: Tag): number {
  let count = 0
  for (let i = formatting.length - 1; i >= 0; i--) {
    const entry = formatting[i]
    if (!entry) break
    if (entry.tag === tag) count++
  }
  return count
}

/** The last of these. */
function findFormatting({ formatting }: Tree, name: string): Open | undefined {
  for (let i = formatting.length - 1; i >= 0; i--) {
    const entry = formatting[i]
    if (!entry) return undefined
    if (entry.tag.name === name) return entry
  }
  return undefined
}

export function clearToMarker({ formatting }: Tree): void {
  while (formatting.length > 0 && formatting.pop() !== null);
}

/** Closes a link that is still open: links do not nest. */
export function closeOpenLink(tree: Tree): void {
  const link = findFormatting(tree, 'a')
  if (link === undefined) return
  closeFormatting(tree, 'a')
  forget(tree, link)
  const index = tree.open.indexOf(link)
  if (index >= 0) tree.open.splice(index, 1)
}

/**
 * The adoption agency (§13.2.6.4.7), where no block stands in between; else the tree is lost.
 * @returns false where the end tag is to be taken as that of any other element.
 */
export function closeFormatting(tree: Tree, name: string): boolean {
  const top = tree.open[tree.open.length - 1]
  if (top !== undefined && !top.isForeign && top.tag.name === name && tree.formatting.lastIndexOf(top) < 0) {
    tree.open.pop()
    return true
  }
  const entry = findFormatting(tree, name)
  if (entry === undefined) return false
  if (entry === top) {
    tree.open.pop()
    forget(tree, entry)
    return true
  }
  const index = tree.open.lastIndexOf(entry)
  if (index < 0) {
    forget(tree, entry)
    return true
  }
  if (findInScope(tree, tag => tag.name === name) < 0) return true
  if (tree.open.some((each, at) => at > index && each.tag.isSpecial)) {
    tree.isLost = true
    return true
  }
  closeTo(tree, index)
  forget(tree, entry)
  return true
}

function forget({ formatting }: Tree, entry: Open): void {
  const index = formatting.lastIndexOf(entry)
  if (index >= 0) formatting.splice(index, 1)
}
