import { parseDate } from './date.ts'
import { likelyPlainText } from './plain-text.ts'

/** The names that are not empty, each once, as plain text. */
export function namesOf(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.map(personName).filter(name => name !== null))]
}

/** The first of several dates that is one. */
export function firstDate(...dates: readonly (string | undefined)[]): number | null {
  return dates.map(parseDate).find(ms => ms !== null) ?? null
}

/** The address of the page itself among Atom's links: HTML first, a link without relation is one (RFC 4287 §4.2.7.2). */
export function alternateLink(
  links: readonly { readonly href?: string; readonly rel?: string; readonly type?: string }[] | undefined,
): string | undefined {
  const alternates = (links ?? []).filter(link => (link.rel ?? 'alternate').toLowerCase() === 'alternate')
  const page = alternates.find(link => link.type === undefined || /html/i.test(link.type))
  return (page ?? alternates[0])?.href
}

// RSS: `editor@example.org (Name)`. A mail address alone is no name.
function personName(text: string | undefined): string | null {
  // Some write Atom's `<author><name>` in RSS.
  const name = likelyPlainText(text?.match(/<name>([^<]*)<\/name>/i)?.[1] ?? text)
  const inBrackets = name?.match(/^[^\s@()]+@[^\s()]+\s*\(([^()]+)\)$/)?.[1]
  if (inBrackets !== undefined) return inBrackets.trim()
  return name === null || /^[^\s@]+@[^\s@]+$/.test(name) ? null : name
}
