import type { Element } from 'domhandler'

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
 * Reads the marks of an element in one look at its attributes. Pages have thousands of combinations of attributes, each
 * an object of another shape, in which an engine finds one name no sooner than it goes through all of the few.
 */
export function marksOf({ attribs }: Element): Marks {
  let marks: { -readonly [Key in keyof Marks]: Marks[Key] } | null = null
  for (const name in attribs) {
    const key = keys.get(name)
    if (key === undefined) continue
    marks ??= { ...none }
    marks[key] = attribs[name] ?? ''
  }
  return marks ?? none
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
