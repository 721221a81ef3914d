import { type Element, isTag, isText, type Text } from 'domhandler'
import { isSpace } from '../../html/text.ts'

/** How much text an element holds, in characters without the white space around words. */
export interface Measure {
  readonly text: number
  /** The part of `text` within links. */
  readonly linked: number
  /** The part of `text` in paragraphs that read like prose: long enough, and not made of links. */
  readonly prose: number
}

export interface Measures {
  get(element: Element): Measure | undefined
}

export const emptyMeasure: Measure = { text: 0, linked: 0, prose: 0 }
const proseElements = new Set(['p', 'pre', 'blockquote', 'td', 'dd', 'li'])
const minProseLength = 60

/** A measure as it is kept on the element itself: several times faster than a map of thousands of elements. */
interface Kept extends Measure {
  /** Of which measuring it is. */
  readonly run: object
  readonly earlier: Kept | undefined
}

const kept = Symbol('measure')
type Measured = Element & { [kept]?: Kept }

/** Measures every element below a node, and the node, as they stand now. */
export function measure(root: Element): Measures {
  const run = {}
  measureElement(root, run, false)
  return {
    get(element: Measured) {
      let own = element[kept]
      while (own !== undefined && own.run !== run) own = own.earlier
      return own
    },
  }
}

function measureElement(element: Measured, run: object, inLink: boolean): Measure {
  const linking = inLink || element.name === 'a'
  let text = 0
  let linked = 0
  let prose = 0
  for (const child of element.children) {
    if (isText(child)) {
      const length = weightOf(child)
      text += length
      if (linking) linked += length
    } else if (isTag(child)) {
      const inner = measureElement(child, run, linking)
      text += inner.text
      linked += inner.linked
      prose += inner.prose
    }
  }
  if (prose === 0 && proseElements.has(element.name) && text >= minProseLength && linked * 3 < text)
    prose = text - linked
  const result = { text, linked, prose, run, earlier: element[kept] }
  element[kept] = result
  return result
}

const weightKept = Symbol('weight')

/** Kept on the node, whose text never changes. */
function weightOf(node: Text & { [weightKept]?: number }): number {
  const before = node[weightKept]
  if (before !== undefined) return before
  const weight = weigh(node.data)
  node[weightKept] = weight
  return weight
}

/** Characters, runs of white space as one; a Han, Kana or Hangul letter says as much as two others. */
function weigh(text: string): number {
  let weight = 0
  // Of a run of white space the first counts, and none at the ends.
  let pending = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isSpace(code)) {
      if (weight > 0) pending = 1
    } else {
      weight += pending + (isSyllable(code) ? 2 : 1)
      pending = 0
    }
  }
  return weight
}

function isSyllable(code: number): boolean {
  return (
    code >= 0x3040 &&
    (code <= 0x30ff || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af))
  )
}

/** The share of an element's text that is links. */
export function linkShare({ text, linked }: Measure): number {
  return text === 0 ? 0 : linked / text
}
