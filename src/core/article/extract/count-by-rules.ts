import { parseDocument } from '../../html/parse.ts'
import type { SiteRules } from '../../source/source.ts'
import { matchesOf } from './site-rules.ts'

/** How many elements of a page a rule selects. */
export interface RuleCount {
  readonly name: keyof SiteRules
  readonly matches: number
}

const names = ['body', 'title', 'byline', 'published', 'remove', 'notices'] as const

/**
 * Shows whether a publisher's pages are still what the rules were written for.
 * @throws AppError `article-unreadable` for a rule that is no selector.
 */
export function countByRules(html: string, rules: SiteRules): readonly RuleCount[] {
  const document = parseDocument(html)
  return names
    .filter(name => rules[name] !== undefined)
    .map(name => ({ name, matches: matchesOf(document, rules[name]) }))
}
