import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { codeAt } from '../../html/code-at.ts'
import { PageElement } from '../../html/page-element.ts'
import { isSpace } from '../../html/text.ts'
import { findElement, setChildren } from '../../html/tree.ts'
import { kinds, kindsOf } from './kinds.ts'

/** Containers that may hold one run of text themselves. */
const singleRunNames = new Set(['li', 'td', 'th', 'dd', 'blockquote'])

const itemNames = new Set(['li', 'dt', 'dd'])

/**
 * Gives every run of text a paragraph of its own, so that the steps after this one look at paragraphs alone: loose text
 * in containers, and text parted by two line breaks, as old pages write it.
 */
export function formParagraphs(root: Element): void {
  formChildren(root)
}

/** @returns whether the element is a block or holds one. */
function formChildren(element: Element): boolean {
  let own = kindsOf(element.name)
  const rename = (name: string): void => {
    element.name = name
    own = kindsOf(name)
  }
  if (element.name === 'pre') return true
  // Some pages take a list for a frame: what is in it are no items.
  if ((own & kinds.list) !== 0 && findElement(element, ({ name }) => itemNames.has(name)) === null)
    rename('div')
  const blocks: ChildNode[] = []
  for (const child of element.children) if (isTag(child) && formChildren(child)) blocks.push(child)
  if ((own & kinds.frame) !== 0 && blocks.length === 0 && isParted(element)) rename('div')
  const isBlock = (own & kinds.block) !== 0
  if ((own & kinds.container) !== 0 || (blocks.length > 0 && !isBlock)) divideRuns(element, blocks)
  return blocks.length > 0 || isBlock
}

/** Whether two line breaks divide its own text. */
function isParted({ children }: Element): boolean {
  let parts = 0
  let breaks = 2
  for (const child of children) {
    if (isTag(child) && child.name === 'br') breaks++
    else if (isText(child) && child.data.trim() !== '') {
      if (breaks >= 2) parts++
      breaks = 0
    }
  }
  return parts > 1
}

function divideRuns(element: Element, ownBlocks: readonly ChildNode[]): void {
  // Most elements hold blocks alone, or one run of text.
  if (!holdsLoose(element, ownBlocks)) return
  if (ownBlocks.length === 0 && isOneRun(element)) return
  const blocks = new Set(ownBlocks)
  const runs = runsOf(element.children, blocks)
  const texts = runs.filter(run => !isBlockRun(run, blocks) && hasText(run))
  if (texts.length === 0) return
  const hasBlocks = blocks.size > 0
  if (!hasBlocks && texts.length === 1) {
    // One run and nothing else: the element itself is the paragraph.
    if (element.name === 'div') element.name = 'p'
    if (element.name === 'p' || singleRunNames.has(element.name)) return
  }
  // A paragraph that falls apart becomes the container of its parts.
  if (element.name === 'p') element.name = 'div'
  setChildren(
    element,
    runs.flatMap(run => (isBlockRun(run, blocks) || !hasText(run) ? run : [paragraphOf(run, element)])),
  )
}

/** Whether an element holds text that is in none of its blocks, given in their order. */
function holdsLoose({ children }: Element, blocks: readonly ChildNode[]): boolean {
  let next = 0
  for (const child of children)
    if (child === blocks[next]) next++
    else if (!isEmpty(child)) return true
  return false
}

/** Whether an element without blocks may hold its text itself. */
function isOneRun(element: Element): boolean {
  if (element.children.some(child => isTag(child) && child.name === 'br')) return false
  if (element.name === 'div') element.name = 'p'
  return element.name === 'p' || singleRunNames.has(element.name)
}

function runsOf(children: readonly ChildNode[], blocks: ReadonlySet<ChildNode>): ChildNode[][] {
  const runs: ChildNode[][] = []
  let run: ChildNode[] = []
  let breaks = 0
  const flush = (): void => {
    if (run.length > 0) runs.push(run)
    run = []
    breaks = 0
  }
  for (const child of children) {
    if (blocks.has(child)) {
      flush()
      runs.push([child])
    } else if (isTag(child) && child.name === 'br') {
      breaks++
      run.push(child)
    } else if (breaks >= 2 && !isBlank(child)) {
      run = withoutTrailingBreaks(run)
      flush()
      run.push(child)
    } else {
      if (!isBlank(child)) breaks = 0
      run.push(child)
    }
  }
  flush()
  return runs
}

function withoutTrailingBreaks(run: readonly ChildNode[]): ChildNode[] {
  const last = run.findLastIndex(node => !isBlank(node) && !(isTag(node) && node.name === 'br'))
  return run.slice(0, last + 1)
}

function isBlockRun(run: readonly ChildNode[], blocks: ReadonlySet<ChildNode>): boolean {
  return run.length === 1 && run[0] !== undefined && blocks.has(run[0])
}

function isBlank(node: ChildNode): boolean {
  return isText(node) ? isWhite(node.data) : !isTag(node)
}

function hasText(nodes: readonly ChildNode[]): boolean {
  return !nodes.every(isEmpty)
}

function isEmpty(node: ChildNode): boolean {
  if (isText(node)) return isWhite(node.data)
  return !isTag(node) || node.children.every(isEmpty)
}

function isWhite(text: string): boolean {
  const { length } = text
  for (let at = 0; at < length; at++) if (!isSpace(codeAt(text, at))) return false
  return true
}

function paragraphOf(run: readonly ChildNode[], parent: Element): Element {
  const paragraph = new PageElement('p')
  setChildren(paragraph, run)
  paragraph.parent = parent
  return paragraph
}
