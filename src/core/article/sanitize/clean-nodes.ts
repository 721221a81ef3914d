import { type ChildNode, Element, isTag, isText, Text } from 'domhandler'
import { decodeHTML } from 'entities/decode'
import { dropForbidden } from '../../html/text.ts'
import {
  allowedElements,
  blockElements,
  droppedElements,
  meaningfulWhenEmpty,
  renamedElements,
  tellingWhenEmpty,
  voidElements,
} from './allowed.ts'
import { safeAttributes } from './attributes.ts'

/** Deeper elements lose their tags and keep their text, so that no reader's parser has to. */
const maxDepth = 60
const htmlNamespace = 'http://www.w3.org/1999/xhtml'

interface Place {
  readonly baseUrl: string | null
  readonly depth: number
  readonly preformatted: boolean
  /** Within a link, where another link cannot stand. */
  readonly linked: boolean
}

/**
 * What a reader may be sent of some nodes, as a new tree of its own: other elements are unwrapped, dangerous ones dropped
 * with their content, wrappers of nothing taken away. Each node knows its children alone.
 */
export function cleanNodes(nodes: readonly ChildNode[], baseUrl: string | null): readonly ChildNode[] {
  const taken: ChildNode[] = []
  takeAll(nodes, taken, { baseUrl, depth: 0, preformatted: false, linked: false })
  const kept = joinTexts(taken)
  trimEnds(kept)
  return kept
}

/** @returns whether any of it says something. */
function takeAll(nodes: readonly ChildNode[], into: ChildNode[], place: Place): boolean {
  let isTelling = false
  for (const node of nodes) {
    if (isText(node)) {
      const text = cleanText(node.data, place.preformatted)
      addText(into, text, place.preformatted)
      isTelling ||= /\S/.test(text)
    } else if (isTag(node) && takeElement(node, into, place)) isTelling = true
  }
  return isTelling
}

function takeElement(element: Element, into: ChildNode[], place: Place): boolean {
  if (element.namespace !== htmlNamespace || droppedElements.has(element.name)) return false
  const name = renamedElements.get(element.name) ?? element.name
  const attributes = safeAttributes(element, { name, baseUrl: place.baseUrl })
  if (!mayStand(name, attributes, place)) return takeAll(element.children, into, deeper(place))
  if (voidElements.has(name)) {
    into.push(newElement(name, attributes, []))
    return tellingWhenEmpty.has(name)
  }
  const taken: ChildNode[] = []
  const isTelling = takeAll(element.children, taken, {
    ...deeper(place),
    preformatted: place.preformatted || name === 'pre',
    linked: place.linked || name === 'a',
  })
  const isBlock = blockElements.has(name)
  if (isTelling || meaningfulWhenEmpty.has(name)) {
    const children = joinTexts(taken)
    if (isBlock && name !== 'pre') trimEnds(children)
    into.push(newElement(name, attributes, children))
    return isTelling || tellingWhenEmpty.has(name)
  }
  // An element without any text is a wrapper of something that was dropped.
  if (!isBlock) for (const child of taken) addNode(into, child, place.preformatted)
  return false
}

function deeper(place: Place): Place {
  return { ...place, depth: place.depth + 1 }
}

function newElement(name: string, attributes: Record<string, string>, children: ChildNode[]): Element {
  const element = new Element(name, attributes, children)
  element.namespace = htmlNamespace
  return element
}

function mayStand(name: string, attributes: Readonly<Record<string, string>>, place: Place): boolean {
  if (!allowedElements.has(name) || place.depth > maxDepth) return false
  if (name === 'a') return !place.linked && attributes['href'] !== undefined
  // A span or bdo that says nothing is noise.
  if (name === 'span' || name === 'bdo') return Object.keys(attributes).length > 0
  return true
}

function addNode(into: ChildNode[], node: ChildNode, preformatted: boolean): void {
  if (isText(node)) addText(into, node.data, preformatted)
  else into.push(node)
}

/** Text that follows text, where something between them was dropped or unwrapped, goes on with it. */
function addText(into: ChildNode[], text: string, preformatted: boolean): void {
  if (text === '') return
  const last = into[into.length - 1]
  const isSpaced = !preformatted && last !== undefined && isText(last) && last.data.endsWith(' ')
  const rest = isSpaced && text.startsWith(' ') ? text.slice(1) : text
  if (rest !== '') into.push(new Text(rest))
}

/** Makes one text of those that stand side by side; last, since a text that grows is copied each time it is looked at. */
function joinTexts(nodes: readonly ChildNode[]): ChildNode[] {
  const joined: ChildNode[] = []
  for (const node of nodes) {
    const last = joined[joined.length - 1]
    if (last !== undefined && isText(last) && isText(node)) last.data += node.data
    else joined.push(node)
  }
  return joined
}

/** White space at the ends of a block is none of its text. */
function trimEnds(children: ChildNode[]): void {
  const [first] = children
  if (first !== undefined && isText(first)) {
    first.data = first.data.trimStart()
    if (first.data === '') children.shift()
  }
  const last = children[children.length - 1]
  if (last !== undefined && isText(last)) {
    last.data = last.data.trimEnd()
    if (last.data === '') children.pop()
  }
}

// What windows-1252 has in place of control characters; HTML §13.2.5.80 reads references to them so.
const misread = /[\u0080-\u009F]/g
/** Whether a text has anything that `cleanText` changes. */
const unclean = /[\u0000-\u001F\u007F-\u009F\uD800-\uDFFF\uFDD0-\uFDEF\uFFFE\uFFFF]| {2}/

function cleanText(text: string, preformatted: boolean): string {
  if (!unclean.test(text)) return text
  const read = text.replace(misread, control => decodeHTML(`&#${control.charCodeAt(0)};`))
  const allowed = dropForbidden(read.replace(/\r\n?/g, '\n'))
  return preformatted ? allowed : allowed.replace(/[\t\n ]+/g, ' ')
}
