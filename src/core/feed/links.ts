import { childrenOf, ownTextOf, textOf } from './element.ts'
import { resolveUrl } from './reference.ts'
import type { XmlElement } from './xml-tree.ts'

/** The address of the page that an entry is about: its link, else what it is known by. */
export function entryLink(entry: XmlElement): string | null {
  const known = [
    ...childrenOf(entry, 'guid').map(guid => resolveUrl(permaLink(guid), guid.base)),
    resolveUrl(entry.attributes.get('about'), entry.base),
    ...childrenOf(entry, 'id').map(id => resolveUrl(webAddress(textOf(id)), id.base)),
  ]
  return pageLink(entry) ?? known.find(url => url !== null) ?? null
}

/** The address of the page that an entry or a feed links to, absolute: RSS's link, else the likeliest of Atom's. */
export function pageLink(element: XmlElement): string | null {
  const links = childrenOf(element, 'link')
  const written = links.filter(link => !link.attributes.has('href'))
  const found = [
    ...written.map(link => resolveUrl(ownTextOf(link) ?? link.attributes.get('resource'), link.base)),
    ...alternates(links).map(link => resolveUrl(link.attributes.get('href'), link.base)),
  ]
  return found.find(url => url !== null) ?? null
}

/** Atom's links to the page itself: HTML first, a link without relation is one (RFC 4287 §4.2.7.2). */
function alternates(links: readonly XmlElement[]): readonly XmlElement[] {
  const found = links.filter(link => {
    const relation = link.attributes.get('rel') || 'alternate'
    return link.attributes.has('href') && /(?:^|\s|\/)alternate(?:\s|$)/i.test(relation)
  })
  const isPage = (link: XmlElement) => /^$|html/i.test(link.attributes.get('type') ?? '')
  return [...found.filter(isPage), ...found.filter(link => !isPage(link))]
}

// RSS 2.0: a guid is the address too, unless it says otherwise.
function permaLink(guid: XmlElement): string | undefined {
  const says = guid.attributes.get('ispermalink')?.toLowerCase()
  return says === 'true' ? textOf(guid) : says === undefined ? webAddress(textOf(guid)) : undefined
}

function webAddress(text: string | undefined): string | undefined {
  return /^https?:/i.test(text ?? '') ? text : undefined
}
