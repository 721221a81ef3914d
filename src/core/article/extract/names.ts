import type { Element } from 'domhandler'

/** What an element is called, with what was found out about its names. */
export interface Naming {
  readonly classes: string
  /** Its classes and its id as they are written. */
  readonly written: string
  /** Its classes and id as words parted by spaces, hyphens and underscores. */
  readonly words: string
  /** One answer for each question of `askOfNames`. */
  readonly answers: (number | undefined)[]
}

/** Kept on the element: its names are asked for a dozen times, and never change. */
const kept = Symbol('naming')
type Named = Element & { [kept]?: Naming }

/** What an element is called; a newsroom's pages have the same few hundred names over and over. */
export function namingOf(element: Named): Naming {
  const before = element[kept]
  if (before !== undefined) return before
  const { class: classes = '', id = '' } = element.attribs
  const naming = classes === '' && id === '' ? nameless : knownNaming(classes, id)
  element[kept] = naming
  return naming
}

/** An element's classes and id as words parted by spaces, hyphens and underscores. */
export function namesOf(element: Element): string {
  return namingOf(element).words
}

let questions = 0

/** A question about names alone that is answered once for the same names. */
export function askOfNames(ask: (naming: Naming) => number): (element: Element) => number {
  const question = questions++
  return element => {
    const naming = namingOf(element)
    const before = naming.answers[question]
    if (before !== undefined) return before
    const answer = ask(naming)
    naming.answers[question] = answer
    return answer
  }
}

const maxKnown = 4_000
const maxLength = 200
const known = new Map<string, Naming>()

function knownNaming(classes: string, id: string): Naming {
  const key = id === '' ? classes : `${classes}\n#${id}`
  const before = known.get(key)
  if (before !== undefined) return before
  const written = `${classes} ${id}`
  const naming = { classes, written, words: wordsOf(written), answers: [] }
  if (known.size >= maxKnown) known.clear()
  if (key.length <= maxLength) known.set(key, naming)
  return naming
}

const nameless: Naming = { classes: '', written: ' ', words: '', answers: [] }

// How a thing looks or behaves, not what it is: `has-sidebar`, `no-comments`.
const modifier = /(?:^|\s)(?:has|no|not|with|without|hide|show|enable|include)[-_][^\s]*/gi

function wordsOf(names: string): string {
  return names
    .replace(modifier, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .trim()
}

const bodyName =
  /(?:^|[\s_-])(?:(?:article|story|post|entry|news|blog-?post|single-?post|detail|main|text)s?[-_]{0,2}(?:body|content|text|copy|fulltext)|body[-_]?(?:text|copy|content)|(?:content|text)[-_]{0,2}(?:article|body|detail|text)|full[-_]?text|prose|wysiwyg|rich[-_]?text)(?=$|[\s_-])/i

const asksForBody = askOfNames(({ words }) => Number(bodyName.test(words)))

/** Whether an element is called the body of an article. */
export function isBodyNamed(element: Element): boolean {
  return asksForBody(element) === 1
}
