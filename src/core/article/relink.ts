import { unescapeAttribute } from '../html/escape.ts'
import { addressKey } from './address-key.ts'
import type { SafeHtml } from './article.ts'

/** An article that links may lead to. */
export interface Place {
  readonly id: string
  readonly archivedAtMs: number
}

/** Where articles of ours are, by the keys of their addresses. */
export type Places = ReadonlyMap<string, Place>

// A page that links more is a list, and its first links are its newest.
const mostLinks = 100

// In sanitized HTML a text has no `<` and a value no `"`, so nothing but a link is found.
const linkStart = /(<a(?: [\w-]+="[^"]*")*? href=")([^"]*)(?=")/g

/** The keys of the addresses that a body links to, each once, at most a hundred. */
export function linkedKeys(html: SafeHtml): readonly string[] {
  const keys = new Set<string>()
  for (const [, , address = ''] of html.matchAll(linkStart)) {
    const key = addressKey(unescapeAttribute(address))
    if (key !== null) keys.add(key)
    if (keys.size === mostLinks) break
  }
  return [...keys]
}

/** Those of the places that a body links to, in the order of its links. */
export function placesIn(html: SafeHtml, places: Places): readonly Place[] {
  return linkedKeys(html).flatMap(key => places.get(key) ?? [])
}

/**
 * Leads links among our own articles to the mirror that is read.
 * @param addressOf where an article stands, seen from the document; null leaves the link as it is.
 */
export function relink(html: SafeHtml, places: Places, addressOf: (place: Place) => string | null): SafeHtml {
  if (places.size === 0) return html
  const known = new Set(linkedKeys(html).filter(key => places.has(key)))
  if (known.size === 0) return html
  // Ids and paths of ours need no escaping, and nothing but a value is changed: safe markup stays safe.
  return html.replace(linkStart, (whole, start: string, address: string) => {
    const key = addressKey(unescapeAttribute(address)) ?? ''
    const place = known.has(key) ? places.get(key) : undefined
    const here = place === undefined ? null : addressOf(place)
    return here === null ? whole : `${start}${here}`
  }) as SafeHtml
}
