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

const maxNameLength = 500

// RSS: `editor@example.org (Name)`. A mail address alone is no name.
function personName(text: string | undefined): string | null {
  const name = likelyPlainText(text?.slice(0, maxNameLength))
  const inBrackets = name?.match(/^[^\s@()]+@[^\s()]+\s*\(([^()]+)\)$/)?.[1]
  if (inBrackets !== undefined) return inBrackets.trim()
  return name === null || /^[^\s@]+@[^\s@]+$/.test(name) ? null : name
}
