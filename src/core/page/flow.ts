import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { serializeOuter } from 'parse5'
import { adapter } from 'parse5-htmlparser2-tree-adapter'
import type { SafeHtml, TextDirection } from '../article/article.ts'
import { parseFragment } from '../html/parse.ts'
import { elementsOf, textNode } from '../html/tree.ts'
import { nameHosts } from './leaving-links.ts'
import type { Markup } from './markup.ts'
import { markTurnedBlocks } from './turned-blocks.ts'

// No address that leads anywhere is longer; one that is could not be divided and would fill a page by itself.
const longestAttribute = 1_000

/**
 * The blocks at the top of an article's body, in order: the places where a page may end. Links that lead away name their
 * host, and blocks that run the other way say so.
 */
export function splitBlocks(body: SafeHtml, direction: TextDirection): readonly Markup[] {
  const root = parseFragment(body)
  for (const element of elementsOf(root)) dropLongAttributes(element)
  nameHosts(root)
  markTurnedBlocks(root, direction)
  return root.children.filter(node => !isText(node) || node.data.trim() !== '').map(write)
}

function dropLongAttributes(element: Element): void {
  for (const [name, value] of Object.entries(element.attribs)) {
    if (value.length > longestAttribute) delete element.attribs[name]
  }
}

/**
 * Divides one block that is too heavy for a page in two, near its middle: between list items, rows or paragraphs where
 * there are any, else between words. Elements that are cut through stand around both halves.
 * @returns null for what cannot be divided.
 */
export function divideBlock(block: Markup): readonly [Markup, Markup] | null {
  const root = parseFragment(block.markup).children[0]
  if (root === undefined) return null
  const halves = divideNode(root)
  return halves === null ? null : [write(halves[0]), write(halves[1])]
}

type Halves = readonly [ChildNode, ChildNode]

function divideNode(node: ChildNode): Halves | null {
  if (isText(node)) return divideText(node.data)
  return isTag(node) ? divideElement(node) : null
}

function divideElement(element: Element): Halves | null {
  const { children } = element
  const middle = middleChild(children)
  const child = children[middle]
  if (child === undefined) return null
  // A child that makes up most of its parent is divided itself; else the cut goes before or after it.
  const halves = lengthOf(child) * 2 > lengthOf(element) ? divideNode(child) : null
  if (halves !== null) {
    return cloneHalves(
      element,
      [...children.slice(0, middle), halves[0]],
      [halves[1], ...children.slice(middle + 1)],
    )
  }
  const cut = Math.max(middle, 1)
  if (cut >= children.length) return null
  return cloneHalves(element, children.slice(0, cut), children.slice(cut))
}

/** The child in which the middle of the text lies. */
function middleChild(children: readonly ChildNode[]): number {
  const half = children.reduce((sum, child) => sum + lengthOf(child), 0) / 2
  let before = 0
  return children.findIndex(child => {
    before += lengthOf(child)
    return before >= half
  })
}

function cloneHalves(element: Element, first: readonly ChildNode[], second: readonly ChildNode[]): Halves {
  const rest = cloneAround(element, second)
  // The second half of a numbered list goes on counting.
  if (element.name === 'ol') {
    const items = first.filter(child => isTag(child) && child.name === 'li').length
    rest.attribs['start'] = String(Number(element.attribs['start'] ?? 1) + items)
  }
  return [cloneAround(element, first), rest]
}

function cloneAround(element: Element, children: readonly ChildNode[]): Element {
  const clone = element.cloneNode(false)
  for (const child of children) adapter.appendChild(clone, child.cloneNode(true))
  return clone
}

function divideText(text: string): Halves | null {
  const characters = [...text]
  if (characters.length < 2) return null
  const half = characters.length >> 1
  const space = characters.findIndex((character, index) => index >= half && /\s/.test(character))
  const cut = space > 0 && space < characters.length - 1 ? space + 1 : half
  return [textNode(characters.slice(0, cut).join('')), textNode(characters.slice(cut).join(''))]
}

function lengthOf(node: ChildNode): number {
  if (isText(node)) return node.data.length
  return isTag(node) ? node.children.reduce((sum, child) => sum + lengthOf(child), 1) : 0
}

// What is written here was safe before and is only divided: new are `start`, `dir`, and the hosts of links.
function write(node: ChildNode): Markup {
  return { markup: serializeOuter(node, { treeAdapter: adapter }) }
}
