import { type ChildNode, Element, isTag } from 'domhandler'
import { setChildren } from '../../html/tree.ts'
import type { Outline } from './outline.ts'
import type { Passage } from './passages.ts'

const xhtml = 'http://www.w3.org/1999/xhtml'
/** What a reader sees around a passage. */
const kept = new Set(['ul', 'ol', 'li', 'dl', 'blockquote'])
/** Elements that can be a passage as they are; others become paragraphs. */
const passageNames = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'pre',
  'blockquote',
  'dt',
  'dd',
  'table',
])

/** Puts the chosen passages into one new element, with the lists, quotes and tables that they stand in. */
export function assembleBody(
  outline: Outline,
  passages: readonly Passage[],
  chosen: readonly boolean[],
): Element {
  const body = newElement('div')
  const copies = new Map<number, Element>()
  const tables = wholeTables(outline, passages, chosen)
  const children = new Map<Element, ChildNode[]>([[body, []]])
  const done = new Set<number>()
  const common = aroundAll(
    outline,
    passages.filter((_, index) => chosen[index]),
  )
  let open: readonly number[] = []
  let around = -1
  let into = body
  for (const [index, passage] of passages.entries()) {
    if (chosen[index] !== true) continue
    const table = tables.get(index)
    if (table !== undefined && done.has(table)) continue
    const from = table === undefined ? passage.around : (outline.parents[table] ?? -1)
    // Most passages stand where the one before them does, some of them hundreds of levels deep.
    if (from !== around) {
      around = from
      const chain = chainOf(outline, from, common)
      // A list goes on only where nothing stood between its items.
      for (const [level, place] of open.entries()) if (chain[level] !== place) copies.delete(place)
      open = chain
      into = body
      for (const place of chain) {
        let copy = copies.get(place)
        if (copy === undefined) {
          copy = copyOf(elementAt(outline, place))
          copies.set(place, copy)
          children.set(copy, [])
          children.get(into)?.push(copy)
        }
        into = copy
      }
    }
    if (table !== undefined) done.add(table)
    children
      .get(into)
      ?.push(table === undefined ? asPassage(passage.element, into) : elementAt(outline, table))
  }
  for (const [element, own] of children) setChildren(element, own)
  return body
}

function elementAt({ elements }: Outline, at: number): Element {
  return elements[at] ?? newElement('div')
}

/** The lists and quotes around a passage, and what has a language or a direction of its own, outermost first. */
function chainOf(outline: Outline, from: number, common: ReadonlySet<number>): readonly number[] {
  const chain: number[] = []
  for (let at = from; at >= 0; at = outline.parents[at] ?? -1) {
    const element = elementAt(outline, at)
    if (kept.has(element.name) || (isForeign(element) && !common.has(at))) chain.push(at)
  }
  return chain.reverse()
}

/** Whether an element says that its text has a language or a direction of its own. */
function isForeign({ attribs }: Element): boolean {
  return attribs['lang'] !== undefined || attribs['dir'] !== undefined
}

/** The places around all of the passages: their language and direction are the article's. */
function aroundAll({ parents, ends }: Outline, passages: readonly Passage[]): ReadonlySet<number> {
  const common = new Set<number>()
  const [first] = passages
  const last = passages.at(-1)?.at ?? 0
  for (let at = first?.around ?? -1; at >= 0; at = parents[at] ?? -1)
    if (last > at && last < (ends[at] ?? 0)) common.add(at)
  return common
}

function copyOf({ name, attribs }: Element): Element {
  const copy = newElement(kept.has(name) ? name : 'div')
  for (const key of ['lang', 'dir', 'start', 'reversed', 'value']) {
    const value = attribs[key]
    if (value !== undefined) copy.attribs[key] = value
  }
  return copy
}

function asPassage(element: Element, into: Element): Element {
  const isItem = element.name === 'li' && into.name !== 'ul' && into.name !== 'ol'
  const isTerm = (element.name === 'dt' || element.name === 'dd') && into.name !== 'dl'
  if (passageNames.has(element.name) && !isItem && !isTerm) return element
  const paragraph = newElement('p')
  for (const key of ['lang', 'dir']) {
    const value = element.attribs[key]
    if (value !== undefined) paragraph.attribs[key] = value
  }
  setChildren(paragraph, element.children)
  return paragraph
}

function newElement(name: string): Element {
  const element = new Element(name, {})
  element.namespace = xhtml
  return element
}

/** The tables of several columns that are chosen whole, by the passages in them: these keep their rows. */
function wholeTables(
  outline: Outline,
  passages: readonly Passage[],
  chosen: readonly boolean[],
): ReadonlyMap<number, number> {
  const outermost = new Map<number, number[]>()
  for (const [index, { around }] of passages.entries()) {
    let table = -1
    for (let at = around; at >= 0; at = outline.parents[at] ?? -1)
      if (outline.elements[at]?.name === 'table') table = at
    if (table < 0) continue
    const indexes = outermost.get(table)
    if (indexes === undefined) outermost.set(table, [index])
    else indexes.push(index)
  }
  const whole = new Map<number, number>()
  for (const [table, indexes] of outermost) {
    const length = indexes.reduce((sum, index) => sum + (passages[index]?.length ?? 0), 0)
    const taken = indexes.reduce(
      (sum, index) => sum + (chosen[index] ? (passages[index]?.length ?? 0) : 0),
      0,
    )
    if (taken < length * 0.9 || !hasColumns(elementAt(outline, table))) continue
    for (const index of indexes) whole.set(index, table)
  }
  return whole
}

function hasColumns(table: Element): boolean {
  let rows = 0
  const look = (element: Element): void => {
    for (const child of element.children.filter(isTag)) {
      if (child.name === 'tr' && child.children.filter(isTag).length > 1) rows++
      else if (/^t(?:body|head|foot)$/.test(child.name)) look(child)
    }
  }
  look(table)
  return rows >= 2
}
