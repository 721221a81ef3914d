import type { Element } from 'domhandler'
import { PageElement, readValue } from '../../html/page-element.ts'

/** What the attributes of an element say of it, of all that the steps ask; empty for what is not there. */
export interface Marks {
  readonly classes: string
  readonly id: string
  readonly role: string
  readonly itemprop: string
  readonly style: string
  readonly ariaHidden: string
  /** Null for an element that is not hidden. */
  readonly hidden: string | null
}

const none: Marks = { classes: '', id: '', role: '', itemprop: '', style: '', ariaHidden: '', hidden: null }

/**
 * Reads the marks of an element in one look at its attributes. Pages have thousands of combinations of attributes, in
 * which one name is found no sooner than all of the few are gone through.
 */
export function marksOf(element: Element): Marks {
  let marks = none
  if (element instanceof PageElement) {
    const { written } = element
    for (let at = 0; at < written.length; at += 2) {
      const key = keys.get(written[at] ?? '')
      if (key !== undefined) marks = mark(marks, key, readValue(written[at + 1] ?? ''))
    }
    return marks
  }
  for (const name in element.attribs) {
    const key = keys.get(name)
    if (key !== undefined) marks = mark(marks, key, element.attribs[name] ?? '')
  }
  return marks
}

const keys: ReadonlyMap<string, keyof Marks> = new Map([
  ['class', 'classes'],
  ['id', 'id'],
  ['role', 'role'],
  ['itemprop', 'itemprop'],
  ['style', 'style'],
  ['aria-hidden', 'ariaHidden'],
  ['hidden', 'hidden'],
])

/** Of attributes with one name the first counts. */
function mark(marks: Marks, key: keyof Marks, value: string): Marks {
  if (marks[key] !== none[key]) return marks
  const marked: { -readonly [Key in keyof Marks]: Marks[Key] } = marks === none ? { ...none } : marks
  marked[key] = value
  return marked
}
