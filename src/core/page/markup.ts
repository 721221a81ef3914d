import type { SafeHtml } from '../article/article.ts'
import { escapeAttribute } from '../html/escape.ts'

/** HTML that is ready to be sent: every text in it is escaped. */
export interface Markup {
  readonly markup: string
}

/** What may stand in a hole of a template. Texts are escaped, lists are joined, null and false leave nothing. */
export type Hole = Markup | string | number | null | false | readonly Hole[]

/** Template tag for HTML: the literal parts go out as they are, the holes escaped for text and quoted attributes. */
export function html(parts: TemplateStringsArray, ...holes: readonly Hole[]): Markup {
  let markup = parts[0] ?? ''
  holes.forEach((hole, index) => {
    markup += fill(hole) + (parts[index + 1] ?? '')
  })
  return { markup }
}

/** Takes sanitized HTML into a page as it is. */
export function trust(safe: SafeHtml): Markup {
  return { markup: safe }
}

function fill(hole: Hole): string {
  if (hole === null || hole === false) return ''
  if (typeof hole === 'string') return escapeAttribute(hole)
  if (typeof hole === 'number') return String(hole)
  if ('markup' in hole) return hole.markup
  return hole.map(fill).join('')
}
