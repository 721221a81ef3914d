import { type AnyNode, type Element, isTag, isText } from 'domhandler'
import { lettersOf } from '../../html/letters.ts'
import { foldSpace, lineOf, startOfLine } from '../../html/text.ts'
import { isWithin } from '../../html/tree.ts'

const elementsBefore = 25
const elementsAfter = 140
const maxLineLength = 120
/** From a paragraph of this length on, what stands there is the text; one may be the standfirst. */
const paragraphLength = 220
const maxParagraphs = 2
const headingNames = new Set(['h1', 'h2', 'h3', 'h4'])
const minLetters = 8
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
 */
export function aroundHeadline(elements: readonly Element[], title: string | null): readonly ShownLine[] {
  return elementsAround(elements, title).map(element => ({ element, line: spacedLine(element) }))
}

function elementsAround(elements: readonly Element[], title: string | null): readonly Element[] {
  const headline = findHeading(elements, title)
  if (headline === null) return []
  const at = elements.indexOf(headline)
  const behind: Element[] = []
  let paragraphs = 0
  for (const element of elements.slice(at + 1, at + 1 + elementsAfter)) {
    // What is in the headline stands right after it.
    if (behind.length === 0 && isWithin(element, headline)) continue
    const isParagraph = element.name === 'p'
    const start = startWithin(element, isParagraph ? paragraphLength : maxLineLength)
    if (isParagraph && start.length >= paragraphLength && ++paragraphs >= maxParagraphs) break
    if (isShort(start)) behind.push(element)
  }
  const holders = new Set<AnyNode>()
  for (let holder = headline.parent; holder !== null; holder = holder.parent) holders.add(holder)
  const before = elements
    .slice(Math.max(0, at - elementsBefore), at)
    .filter(element => !holders.has(element) && isShort(startWithin(element, maxLineLength)))
  return [...behind, ...before.reverse()]
}

/** The heading that says the title, else the page's only `h1`. */
function findHeading(elements: readonly Element[], title: string | null): Element | null {
  const wanted = lettersOf(title ?? '')
  const headings = elements.filter(({ name }) => headingNames.has(name))
  const same = headings.find(heading => {
    const own = lettersOf(lineOf(heading))
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
