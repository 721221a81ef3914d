import { type Element, isTag, isText } from 'domhandler'

/** How much text an element holds, in characters without the white space around words. */
export interface Measure {
  readonly text: number
  /** The part of `text` within links. */
  readonly linked: number
  /** The part of `text` in paragraphs that read like prose: long enough, and not made of links. */
  readonly prose: number
}

export type Measures = ReadonlyMap<Element, Measure>

export const emptyMeasure: Measure = { text: 0, linked: 0, prose: 0 }
const proseElements = new Set(['p', 'pre', 'blockquote', 'td', 'dd', 'li'])
const minProseLength = 60

/** Measures every element below a node, and the node. */
export function measure(root: Element): Measures {
  const measures = new Map<Element, Measure>()
  measureElement(root, measures, false)
  return measures
}

function measureElement(element: Element, measures: Map<Element, Measure>, inLink: boolean): Measure {
  const linking = inLink || element.name === 'a'
  let text = 0
  let linked = 0
  let prose = 0
  for (const child of element.children) {
    if (isText(child)) {
      const length = weightOf(child.data)
      text += length
      if (linking) linked += length
    } else if (isTag(child)) {
      const inner = measureElement(child, measures, linking)
      text += inner.text
      linked += inner.linked
      prose += inner.prose
    }
  }
  if (prose === 0 && proseElements.has(element.name) && text >= minProseLength && linked * 3 < text)
    prose = text - linked
  const result = { text, linked, prose }
  measures.set(element, result)
  return result
}

/** Characters, runs of white space as one; a Han, Kana or Hangul letter says as much as two others. */
function weightOf(text: string): number {
  const folded = text.replace(/\s+/g, ' ').trim()
  return folded.length + (folded.match(/[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/g)?.length ?? 0)
}

/** The share of an element's text that is links. */
export function linkShare({ text, linked }: Measure): number {
  return text === 0 ? 0 : linked / text
}
