import { is, selectAll } from 'css-select'
import { type AnyNode, type Document, Element, isTag } from 'domhandler'
import { AppError } from '../../errors.ts'
import { foldSpace, lineOf } from '../../html/text.ts'
import { findElement, isWithinAny } from '../../html/tree.ts'
import type { Selector, SiteRules } from '../../source/source.ts'
import { readXPath } from '../../xpath/read-xpath.ts'
import { isAttribute, sayOf, selectXPath, type XPathNode } from '../../xpath/select-xpath.ts'
import { parseInstant } from './dates.ts'
import type { Drop } from './drop.ts'

/** Begins a rule that is XPath and not CSS. */
export const xpathMark = 'xpath:'

/**
 * The elements that a rule selects, in document order, none within another: of several selectors those of the first
 * that finds any.
 * @throws AppError `article-unreadable` for a rule that is no selector.
 */
export function selectByRule(document: Document, rule: Selector | undefined): readonly Element[] {
  for (const selector of selectorsOf(rule)) {
    const found = outermost(elementsBy(document, selector))
    if (found.length > 0) return found
  }
  return []
}

/** The elements that any of a rule's selectors selects, none within another. */
export function selectAllByRule(document: Document, rule: Selector | undefined): readonly Element[] {
  return outermost([...new Set(selectorsOf(rule).flatMap(selector => elementsBy(document, selector)))])
}

/** The lines that a rule selects: those of elements, and the values of attributes. */
function linesByRule(
  document: Document,
  rule: Selector | undefined,
  attributes: readonly string[],
): readonly string[] {
  for (const selector of selectorsOf(rule)) {
    const lines = linesBy(document, selector, attributes).filter(line => line !== '')
    if (lines.length > 0) return lines
  }
  return []
}

/** How much of a page a rule selects: elements, attributes or texts. */
export function matchesOf(document: Document, rule: Selector | undefined): number {
  return Math.max(selectByRule(document, rule).length, linesByRule(document, rule, []).length)
}

/** What the rules say of title, byline and date; null where they are silent or find nothing. */
export function readByRules(
  document: Document,
  rules: SiteRules,
): {
  readonly title: string | null
  readonly byline: readonly string[] | null
  readonly publishedMs: number | null
} {
  const byline = linesByRule(document, rules.byline, [])
  const published = linesByRule(document, rules.published, ['datetime', 'content'])
  return {
    title: linesByRule(document, rules.title, [])[0] ?? null,
    byline: byline.length > 0 ? byline : null,
    publishedMs: published.map(parseInstant).find(ms => ms !== null) ?? null,
  }
}

/** Takes out what the operator's rule names. */
export function dropByRule(document: Document, rule: Selector | undefined, drop: Drop): void {
  for (const element of selectAllByRule(document, rule)) drop.take(element, 'rules', 'named by the site rule')
  drop.sweep()
}

/** A `Drop` that leaves what the operator's rule keeps, what is in it, and what it is in. */
export function dropAllBut(kept: readonly Element[], drop: Drop): Drop {
  if (kept.length === 0) return drop
  const all = new Set<AnyNode>(kept)
  return {
    take(element, step, reason) {
      const isKept = isWithinAny(element, all) || findElement(element, each => all.has(each)) !== null
      return !isKept && drop.take(element, step, reason)
    },
    sweep: drop.sweep,
  }
}

/** Why a selector is none; null for one that is. */
export function faultOfSelector(selector: string): string | null {
  if (selector.startsWith(xpathMark))
    return readXPath(selector.slice(xpathMark.length)) === null ? 'no XPath that is understood' : null
  try {
    is(new Element('p', {}), selector)
    return null
  } catch {
    return 'no CSS selector'
  }
}

function selectorsOf(rule: Selector | undefined): readonly string[] {
  return (typeof rule === 'string' ? [rule] : (rule ?? [])).filter(selector => selector !== '')
}

function elementsBy(document: Document, selector: string): readonly Element[] {
  if (!selector.startsWith(xpathMark)) return selectCss(document, selector)
  const found = selectPath(document, selector)
  return typeof found === 'string' ? [] : found.filter(isElement)
}

function isElement(node: XPathNode): node is Element {
  return !isAttribute(node) && isTag(node)
}

function linesBy(document: Document, selector: string, attributes: readonly string[]): readonly string[] {
  if (!selector.startsWith(xpathMark))
    return selectCss(document, selector).map(element => lineBy(element, attributes))
  const found = selectPath(document, selector)
  if (typeof found === 'string') return [foldSpace(found)]
  return found.map(node => (isElement(node) ? lineBy(node, attributes) : foldSpace(sayOf(node))))
}

/** Dates stand in attributes: shown ones are in many calendars. */
function lineBy(element: Element, attributes: readonly string[]): string {
  if (attributes.length === 0) return lineOf(element)
  return attributes.map(name => element.attribs[name]).find(value => value !== undefined) ?? ''
}

function selectCss(document: Document, selector: string): readonly Element[] {
  try {
    return selectAll<Document | Element, Element>(selector, document)
  } catch (cause) {
    throw noSelector(selector, 'is no CSS selector', cause)
  }
}

function selectPath(document: Document, selector: string) {
  const expression = readXPath(selector.slice(xpathMark.length))
  if (expression === null) throw noSelector(selector, 'is no XPath that is understood')
  try {
    return selectXPath(document, expression)
  } catch (cause) {
    throw noSelector(selector, 'asks too much of this page', cause)
  }
}

function outermost(found: readonly Element[]): readonly Element[] {
  const all = new Set(found)
  return found.filter(element => {
    for (let at = element.parent; at !== null; at = at.parent) if (isTag(at) && all.has(at)) return false
    return true
  })
}

function noSelector(rule: string, what: string, cause?: unknown): AppError {
  return new AppError('article-unreadable', `the rule ${JSON.stringify(rule)} ${what}`, {
    cause,
    next: 'mend the rules of the source',
  })
}
