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

type Writable = { -readonly [Key in keyof Marks]: Marks[Key] }

/** An object of a class for the reason that `emptyList` tells. */
class NoMarks implements Writable {
  classes = ''
  id = ''
  role = ''
  itemprop = ''
  style = ''
  ariaHidden = ''
  hidden: string | null = null
}

const none: Marks = new NoMarks()

/**
 * Reads the marks of an element in one look at its attributes. Pages have thousands of combinations of attributes, in
 * which one name is found no sooner than all of the few are gone through.
 */
export function marksOf(element: Element): Marks {
  let marks: Writable | null = null
  if (element instanceof PageElement) {
    const { written } = element
    for (let at = 0; at < written.length; at += 2) {
      const name = written[at] ?? ''
      if (!isMark(name)) continue
      marks ??= new NoMarks()
      mark(marks, name, readValue(written[at + 1] ?? ''))
    }
    return marks ?? none
  }
  for (const name in element.attribs) {
    if (!isMark(name)) continue
    marks ??= new NoMarks()
    mark(marks, name, element.attribs[name] ?? '')
  }
  return marks ?? none
}

function isMark(name: string): boolean {
  switch (name) {
    case 'class':
    case 'id':
    case 'role':
    case 'itemprop':
    case 'style':
    case 'hidden':
    case 'aria-hidden':
      return true
    default:
      return false
  }
}

/** Of attributes with one name the first counts. */
function mark(marks: Writable, name: string, value: string): void {
  switch (name) {
    case 'class':
      marks.classes ||= value
      break
    case 'id':
      marks.id ||= value
      break
    case 'role':
      marks.role ||= value
      break
    case 'itemprop':
      marks.itemprop ||= value
      break
    case 'style':
      marks.style ||= value
      break
    case 'hidden':
      marks.hidden ??= value
      break
    default:
      marks.ariaHidden ||= value
  }
}
