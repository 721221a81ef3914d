import type { Element } from 'domhandler'
import { attributeOf } from '../../html/page-element.ts'
import { dropForbidden } from '../../html/text.ts'
import { allowedElements } from './allowed.ts'

const integer = /^-?[0-9]{1,9}$/
const knownRelations = new Set([
  'author',
  'bookmark',
  'external',
  'license',
  'nofollow',
  'noopener',
  'noreferrer',
  'sponsored',
  'tag',
  'ugc',
])
const directions = new Set(['ltr', 'rtl', 'auto'])

/** Stands for the unknown page that a relative address belongs to; can never be registered (RFC 6761 §6.4). */
const nowhere = 'https://nowhere.invalid/'
const nowhereOrigin = new URL(nowhere).origin

/**
 * The attributes of an element that may stay, each checked or rewritten, in the order of their names.
 * @param options.name what the element is to be called.
 */
export function safeAttributes(
  element: Element,
  { name, baseUrl }: { readonly name: string; readonly baseUrl: string | null },
): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const attribute of allowedAttributes.get(name) ?? everywhere) {
    const value = attributeOf(element, attribute)
    if (value === undefined) continue
    const safe = safeValue(attribute, dropForbidden(value).trim(), baseUrl)
    if (safe !== null) kept[attribute] = safe
  }
  return kept
}

const everywhere: readonly string[] = ['dir', 'lang']
/** By element, each once, in the order of their names. */
const allowedAttributes: ReadonlyMap<string, readonly string[]> = new Map(
  [...allowedElements].map(([name, own]) => [name, [...new Set([...own, ...everywhere])].sort()]),
)

function safeValue(attribute: string, value: string, baseUrl: string | null): string | null {
  switch (attribute) {
    case 'href':
      return safeAddress(value, baseUrl)
    case 'rel':
      return (
        value
          .toLowerCase()
          .split(/\s+/)
          .filter(token => knownRelations.has(token))
          .join(' ') || null
      )
    case 'datetime':
      return /^[0-9TZPWYMDHS:+\-. ]{1,40}$/i.test(value) ? value : null
    case 'colspan':
    case 'rowspan':
      return /^[1-9][0-9]{0,2}$/.test(value) ? value : null
    case 'start':
    case 'value':
      return integer.test(value) ? value : null
    case 'reversed':
      return ''
    case 'scope':
      return /^(?:row|col|rowgroup|colgroup)$/i.test(value) ? value.toLowerCase() : null
    case 'title':
      return value.replace(/\s+/g, ' ') || null
    case 'lang':
      return /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(value) ? value : null
    case 'dir':
      return directions.has(value.toLowerCase()) ? value.toLowerCase() : null
    default:
      return null
  }
}

/**
 * An address that a reader may follow: http, https, mailto, or relative to the page.
 * @returns null for any other scheme, for what is no address, and for a place within the page (no id survives).
 */
export function safeAddress(value: string, baseUrl: string | null): string | null {
  if (value === '' || value.startsWith('#')) return null
  // The URL parser decides, as the browser's will: it skips the tabs and line breaks that hide a scheme.
  const url = parseAddress(value, baseUrl)
  if (url === null) return null
  if (url.protocol === 'mailto:') return url.href
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  if (url.origin !== nowhereOrigin) return url.href
  return isRootRelative(value) ? url.href.slice(nowhere.length - 1) : relativeTo(value)
}

function parseAddress(value: string, baseUrl: string | null): URL | null {
  // What is absolute needs no base, which would be parsed with it.
  if (/^https?:\/\//i.test(value)) return URL.parse(value)
  return URL.parse(value, baseUrl === null || !URL.canParse(baseUrl) ? nowhere : baseUrl)
}

function isRootRelative(value: string): boolean {
  return /^[/\\]/.test(value)
}

/** A relative address again, without what only a URL parser would skip. */
function relativeTo(value: string): string | null {
  const relative = value.replace(/[\u0000-\u0020]+/g, '').replaceAll('\\', '/')
  if (relative === '' || /^[a-z][a-z0-9+.-]*:/i.test(relative) || relative.startsWith('/')) return null
  return relative
}
