import { escapeXml } from './xml-text.ts'
import type { XmlElement } from './xml-tree.ts'

/** The elements that stand directly in another. */
export function elementsOf(element: XmlElement): readonly XmlElement[] {
  return element.children.filter(child => typeof child !== 'string')
}

/** Those of a key. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return elementsOf(element).filter(child => child.key === name)
}

/** All the text in an element, trimmed; undefined for none. */
export function textOf(element: XmlElement | undefined): string | undefined {
  const text = element === undefined ? '' : allText(element).trim()
  return text === '' ? undefined : text
}

/** The text that stands directly in an element, trimmed; undefined for none. */
export function ownTextOf(element: XmlElement | undefined): string | undefined {
  const text = (element?.children ?? [])
    .filter(child => typeof child === 'string')
    .join('')
    .trim()
  return text === '' ? undefined : text
}

/** The texts of the elements of some names, in the order of the names. */
export function textsOf(element: XmlElement, ...names: readonly string[]): readonly string[] {
  return names
    .flatMap(name => childrenOf(element, name))
    .map(child => textOf(child))
    .filter(text => text !== undefined)
}

/** Whether markup stands in an element itself, and not as text. */
export function hasElements(element: XmlElement): boolean {
  return element.children.some(child => typeof child !== 'string')
}

// HTML §13.1.2.
const voidElements = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/

/** What stands in an element as HTML: its elements without their prefixes. */
export function innerHtml(element: XmlElement): string {
  return element.children
    .map(child => (typeof child === 'string' ? escapeXml(child) : outerHtml(child)))
    .join('')
}

function outerHtml(element: XmlElement): string {
  const attributes = [...element.attributes].filter(([name]) => !name.startsWith('xml:'))
  const written = attributes.map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('')
  const start = `<${element.name}${written}>`
  // Unescaped HTML leaves these open, and what follows then stands in them.
  const end = voidElements.test(element.name) ? '' : `</${element.name}>`
  return start + innerHtml(element) + end
}

function allText(element: XmlElement): string {
  return element.children.map(child => (typeof child === 'string' ? child : allText(child))).join('')
}
