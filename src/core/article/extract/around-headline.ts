import { type AnyNode, type Element, hasChildren, isTag, isText } from 'domhandler'
import { lettersOf } from '../../html/letters.ts'
import { foldSpace, startOfLine } from '../../html/text.ts'
import { isWithin } from '../../html/tree.ts'

const elementsBefore = 25
const elementsAfter = 140
const maxLineLength = 120
/** From a paragraph of this length on, what stands there is the text; one may be the standfirst. */
const paragraphLength = 220
const maxParagraphs = 2
const headingNames = new Set(['h1', 'h2', 'h3', 'h4'])
const minLetters = 8
/** Headings may stand in headings: what is this long says no title. */
const maxHeadingLength = 2_000
const noPlace = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'option',
  'button',
  'title',
  'head',
])

/** An element around the headline, with what it says: as much space between its parts as their layout gives them. */
export interface ShownLine {
  readonly element: Element
  readonly line: string
}

/**
 * The elements with a short line of text that stand around the headline, before the text itself, where byline and date
 * are shown: those behind it first, in order, then those before it, nearest first. None where no heading says the title.
 * @param elements all headings of the page, in order, and any others.
 */
export function aroundHeadline(elements: readonly Element[], title: string | null): readonly ShownLine[] {
  const headline = findHeading(elements, title)
  if (headline === null) return []
  return [...linesBehind(headline), ...linesBefore(headline)].map(element => ({
    element,
    line: spacedLine(element),
  }))
}

function linesBehind(headline: Element): readonly Element[] {
  const behind: Element[] = []
  let paragraphs = 0
  let left = elementsAfter
  for (let node = nodeAfter(headline); node !== null && left > 0; node = nodeAfter(node)) {
    if (!isTag(node)) continue
    left--
    // What is in the headline stands right after it.
    if (behind.length === 0 && isWithin(node, headline)) continue
    const isParagraph = node.name === 'p'
    const start = startWithin(node, isParagraph ? paragraphLength : maxLineLength)
    if (isParagraph && start.length >= paragraphLength && ++paragraphs >= maxParagraphs) break
    if (isShort(start)) behind.push(node)
  }
  return behind
}

function linesBefore(headline: Element): readonly Element[] {
  const before: Element[] = []
  let left = elementsBefore
  for (let node = nodeBefore(headline); node !== null && left > 0; node = nodeBefore(node)) {
    if (!isTag(node)) continue
    left--
    if (!isWithin(headline, node) && isShort(startWithin(node, maxLineLength))) before.push(node)
  }
  return before
}

/** The next node in document order. */
function nodeAfter(node: AnyNode): AnyNode | null {
  const inner = hasChildren(node) ? node.children[0] : undefined
  if (inner !== undefined) return inner
  let at: AnyNode | null = node
  while (at !== null && at.next === null) at = at.parent
  return at === null ? null : at.next
}

/** The one before it. */
function nodeBefore(node: AnyNode): AnyNode | null {
  let at: AnyNode | null = node.prev
  if (at === null) return node.parent
  for (;;) {
    const inner: AnyNode | undefined = hasChildren(at) ? at.children.at(-1) : undefined
    if (inner === undefined) return at
    at = inner
  }
}

/** The heading that says the title, else the page's only `h1`. */
function findHeading(elements: readonly Element[], title: string | null): Element | null {
  const wanted = lettersOf(title ?? '')
  const headings = elements.filter(({ name }) => headingNames.has(name))
  const same = headings.find(heading => {
    const own = lettersOf(startOfLine(heading, maxHeadingLength).slice(0, maxHeadingLength))
    return own.length >= minLetters && wanted !== '' && (own.includes(wanted) || wanted.includes(own))
  })
  const first = headings.filter(({ name }) => name === 'h1')
  return same ?? (first.length === 1 ? (first[0] ?? null) : null)
}

/** Style sheets part what markup does not: `<span>By</span><a>Jo Field</a>`. */
function spacedLine(element: Element): string {
  const texts: string[] = []
  const collect = (node: Element): void => {
    for (const child of node.children) {
      if (isText(child)) texts.push(child.data)
      else if (isTag(child) && !noPlace.has(child.name)) collect(child)
    }
  }
  collect(element)
  return foldSpace(texts.join(' '))
}

function isShort(line: string): boolean {
  return line !== '' && line.length <= maxLineLength
}

/** The beginning of an element's line; most of what is asked for is far longer than what is sought. */
function startWithin(element: Element, length: number): string {
  return noPlace.has(element.name) ? '' : startOfLine(element, length)
}
