import type { Element } from 'domhandler'
import { findElement, isWithin, parentElement } from '../../html/tree.ts'
import { chromeNames } from './chrome-names.ts'
import type { Drop } from './drop.ts'
import { emptyMeasure, linkShare, type Measures, measure } from './measure.ts'
import { askOfNames, isBodyNamed, namesOf } from './names.ts'

const chromeElements = new Set(['nav', 'menu', 'footer', 'form', 'aside', 'fieldset'])
const chromeRoles = new Set(
  'navigation banner contentinfo complementary search menu menubar dialog alertdialog alert toolbar tablist form'.split(
    ' ',
  ),
)
/** Named for how they look, or for the rows that they are, and never for what they are in. */
const neverChrome = new Set(
  'html body article main h1 h2 h3 h4 h5 h6 tr tbody thead tfoot th em strong b i'.split(' '),
)
/** Above this share of a page's prose something is no surrounding, whatever it is called. */
const mostShare = 0.4
const asides = new Set(['consent', 'comments', 'overlay'])

/**
 * Takes out what surrounds an article: navigation, sharing, comments, promotions, sign-ups, author boxes.
 * @param elements all of the root's.
 */
export function dropChrome(
  root: Element,
  elements: readonly Element[],
  { headline, drop }: { readonly headline: Element | null; readonly drop: Drop },
): void {
  const measures = measure(root)
  const most = (measures.get(root)?.prose ?? 0) * mostShare
  const proseByNames = sumByNames(elements, measures)
  const settled = new Set<Element>()
  for (const element of elements) {
    const parent = parentElement(element)
    if (parent !== null && (settled.has(parent) || parent.name === 'pre')) {
      settled.add(element)
      continue
    }
    const own = measures.get(element) ?? emptyMeasure
    const reason = whyByElement(element, own.prose, linkShare(own), most) ?? whyByName(element)
    if (reason === null || isMisnamed(element, reason, own.prose)) continue
    const named = Math.max(own.prose, proseByNames.get(namesOf(element)) ?? 0)
    // A consent text or the rules for comments may well be longer than a short article.
    const isAside = asides.has(reason) && headline !== null && !isWithin(headline, element)
    if (named > (isAside ? most * 2 : most)) continue
    settled.add(element)
    drop(element, 'chrome', reason)
  }
}

/** The prose of all elements that share their names: a class that most paragraphs have says nothing about one. */
function sumByNames(elements: readonly Element[], measures: Measures): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const element of elements) {
    const names = namesOf(element)
    if (names !== '') sums.set(names, (sums.get(names) ?? 0) + (measures.get(element)?.prose ?? 0))
  }
  return sums
}

function whyByElement({ name, attribs }: Element, prose: number, links: number, most: number): string | null {
  // Old pages wrap everything in one form.
  if (name === 'form' && prose > most / 2 && links < 0.3) return null
  if (chromeElements.has(name)) return name
  const role = attribs['role']?.toLowerCase()
  return role !== undefined && chromeRoles.has(role) ? `role ${role}` : null
}

function whyByName(element: Element): string | null {
  if (neverChrome.has(element.name)) return null
  const bits = chromeBits(element)
  // The lowest bit is the first of the names that is found.
  return bits === 0 ? null : (chromeNames[31 - Math.clz32(bits & -bits)]?.[0] ?? null)
}

/** What an element is named for, one bit for each of `chromeNames`. */
export const chromeBits = askOfNames(({ words }) =>
  words === ''
    ? 0
    : chromeNames.reduce((bits, [, names], bit) => (names.test(words) ? bits | (1 << bit) : bits), 0),
)

function isMisnamed(element: Element, reason: string, prose: number): boolean {
  // A teaser that leads nowhere is the article's own first paragraph.
  if (reason === 'promo') return prose > 0 && findElement(element, ({ name }) => name === 'a') === null
  return reason !== 'comments' && prose > 250 && isBodyNamed(element)
}
