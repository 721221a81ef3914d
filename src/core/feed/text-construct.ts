import { elementsOf, hasElements, innerHtml, textOf } from './element.ts'
import { likelyPlainText, plainText } from './plain-text.ts'
import { resolveLinks } from './resolve-links.ts'
import { escapeXml } from './xml-text.ts'
import type { XmlElement } from './xml-tree.ts'

// A hundred times the longest headline.
const maxTitleLength = 20_000

/** A title (RFC 4287 §3.1, RSS `title`) as plain text on one line; null if it says nothing. */
export function titleOf(element: XmlElement): string | null {
  if (hasElements(element)) return likelyPlainText(textOf(element)?.slice(0, maxTitleLength))
  const text = decoded(element)?.slice(0, maxTitleLength)
  return /html/i.test(typeOf(element)) ? plainText(text) : likelyPlainText(text)
}

/** A text (RFC 4287 §3.1 and §4.1.3, RSS `description`) as HTML; null if there is none here. */
export function markupOf(element: XmlElement): string | null {
  const html = hasElements(element) ? innerHtml(withoutWrapper(element)).trim() : ownMarkup(element)
  if (html === undefined || html === '') return null
  return element.hasOwnBase && element.base !== null ? resolveLinks(html, element.base) : html
}

// RFC 4287 §3.1.1.3: the `div` of XHTML is not part of the text.
function withoutWrapper(element: XmlElement): XmlElement {
  const elements = elementsOf(element)
  const [only] = elements
  const hasText = element.children.some(child => typeof child === 'string' && child.trim() !== '')
  return only !== undefined && elements.length === 1 && !hasText && /^(?:div|body)$/.test(only.name)
    ? only
    : element
}

function ownMarkup(element: XmlElement): string | undefined {
  const text = decoded(element)
  // Plain text becomes markup that shows it (RFC 4287 §3.1.1). Many leave the type out and mean HTML.
  return text !== undefined && /^text(?:\/plain)?$/i.test(typeOf(element)) ? escapeXml(text) : text
}

function typeOf(element: XmlElement): string {
  return element.attributes.get('type') ?? ''
}

/** The text of an element, out of Base64 where it is in that: Atom 0.3's `mode`, and RFC 4287 §4.1.3.3 for other media. */
function decoded(element: XmlElement): string | undefined {
  const text = textOf(element)
  const isOtherMedia =
    element.key === 'content' && /^(?!text\/)[\w.-]+\/(?![\w.-]*(?:xml|html))/i.test(typeOf(element))
  if (text === undefined || !(isOtherMedia || element.attributes.get('mode') === 'base64')) return text
  const bytes = fromBase64(text)
  const isText = bytes !== null && !bytes.includes(0)
  return isText ? new TextDecoder().decode(bytes).trim() : isOtherMedia ? undefined : text
}

function fromBase64(text: string): Uint8Array | null {
  const compact = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact) || compact.length % 4 === 1) return null
  return Uint8Array.from(atob(compact), character => character.charCodeAt(0))
}
