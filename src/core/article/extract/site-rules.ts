import { is, selectAll } from 'css-select'
import type { Document, Element } from 'domhandler'
import { AppError } from '../../errors.ts'
import { lineOf } from '../../html/text.ts'
import { isWithin } from '../../html/tree.ts'
import type { SiteRules } from '../../source/source.ts'
import { parseInstant } from './dates.ts'
import type { Drop } from './drop.ts'

/**
 * The elements that a rule selects, in document order, none within another.
 * @throws AppError `article-unreadable` for a rule that is no selector.
 */
export function selectByRule(document: Document, rule: string | undefined): readonly Element[] {
  if (rule === undefined || rule === '') return []
  try {
    const found = selectAll<Document | Element, Element>(rule, document)
    return found.filter(element => !found.some(other => other !== element && isWithin(element, other)))
  } catch (cause) {
    throw new AppError('article-unreadable', `the rule ${JSON.stringify(rule)} is no CSS selector`, {
      cause,
      next: 'mend the rules of the source',
    })
  }
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
  const title = selectByRule(document, rules.title).map(lineOf)[0] || null
  const byline = selectByRule(document, rules.byline)
    .map(lineOf)
    .filter(line => line !== '')
  const published = selectByRule(document, rules.published)
    .map(({ attribs }) => parseInstant(attribs['datetime'] ?? attribs['content'] ?? ''))
    .find(ms => ms !== null)
  return { title, byline: byline.length > 0 ? byline : null, publishedMs: published ?? null }
}

/** Takes out what the operator's rule names. */
export function dropByRule(document: Document, rule: string | undefined, drop: Drop): void {
  for (const element of selectByRule(document, rule))
    if (is(element, rule ?? '')) drop(element, 'rules', 'named by the site rule')
}
