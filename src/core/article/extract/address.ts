import type { Element } from 'domhandler'
import { attributeOf } from '../../html/page-element.ts'
import { type LinkedNode, linkedTexts } from './json-ld.ts'
import { firstMeta, type MetaTags } from './meta-tags.ts'

/**
 * The page's address for itself: absolute, without fragment.
 * A front page named as the canonical address of an article is a mistake, and would make all articles one.
 */
export function readCanonicalUrl(
  elements: readonly Element[],
  nodes: readonly LinkedNode[],
  tags: MetaTags,
  url: string | null,
): string | null {
  const link = elements.find(
    element =>
      element.name === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attributeOf(element, 'rel') ?? ''),
  )
  const declared = [
    link && attributeOf(link, 'href'),
    firstMeta(tags, ['og:url']),
    linkedTexts(nodes[0]?.['url'])[0],
  ]
  for (const value of declared) {
    const address = parseWebAddress(value ?? '', url)
    if (address !== null && !isFrontPage(address)) return address.href
  }
  return url === null ? null : webAddress(url, null)
}

/** An absolute http(s) address without its fragment; null for anything else. */
export function webAddress(value: string, base: string | null): string | null {
  return parseWebAddress(value, base)?.href ?? null
}

function parseWebAddress(value: string, base: string | null): URL | null {
  // What is absolute needs no base, which would be parsed with it.
  const around = /^https?:\/\//i.test(value) ? undefined : (base ?? undefined)
  const address = value.trim() === '' ? null : URL.parse(value, around)
  if (address === null) return null
  if (address.protocol !== 'http:' && address.protocol !== 'https:') return null
  address.hash = ''
  return address
}

function isFrontPage({ pathname, search }: URL): boolean {
  return pathname === '/' && search === ''
}
