import { Element, NodeWithChildren } from 'domhandler'
import { decodeHTMLAttribute } from 'entities/decode'
import { emptyList } from './empty-list.ts'

/** Attributes by name; without a prototype, so that no name finds what was not written. */
export type Attributes = Record<string, string>

/**
 * Attributes as they are written: names in lower case and values by turns. Of those with one name the first counts, and
 * references are not decoded.
 */
export type WrittenAttributes = readonly string[]

export const htmlNamespace = 'http://www.w3.org/1999/xhtml'

export const noAttributes: WrittenAttributes = []

const typeOf = (name: string): Element['type'] => new Element(name, {}).type
const tagType = typeOf('div')

/**
 * An element of a page. Its attributes become an object only when somebody asks for it: of most elements one or two
 * attributes are asked for, and objects with thousands of combinations of names are slow to make and slow to read. It is
 * no instance of the `Element` that the full parser makes: elements are told by `isTag`.
 */
export class PageElement extends NodeWithChildren implements Element {
  name: string
  readonly type: Element['type']
  readonly namespace: string
  written: WrittenAttributes
  #attribs: Attributes | null = null

  constructor(name: string, written: WrittenAttributes = noAttributes, namespace: string = htmlNamespace) {
    super(emptyList())
    this.name = name
    this.written = written
    this.namespace = namespace
    this.type = name === 'script' || name === 'style' ? typeOf(name) : tagType
  }

  get nodeType(): 1 {
    return 1
  }

  get tagName(): string {
    return this.name
  }

  get attribs(): Attributes {
    this.#attribs ??= readAttributes(this.written)
    return this.#attribs
  }

  /** The value of one attribute; undefined where there is none. */
  attribute(name: string): string | undefined {
    return this.#attribs === null ? findAttribute(this.written, name) : this.#attribs[name]
  }

  get attributes(): Element['attributes'] {
    return Object.entries(this.attribs).map(([name, value]) => ({ name, value }))
  }
}

// An object that inherits nothing, and still one that engines keep fast: Object.create(null) gives a slow one.
function Bare(): void {}
Bare.prototype = Object.create(null)

function readAttributes(written: WrittenAttributes): Attributes {
  const attributes = new (Bare as unknown as new () => Attributes)()
  for (let at = 0; at < written.length; at += 2) {
    const name = written[at] ?? ''
    attributes[name] ??= readValue(written[at + 1] ?? '')
  }
  return attributes
}

/** The value of an attribute; undefined where there is none. */
export function attributeOf(element: Element, name: string): string | undefined {
  return element instanceof PageElement ? element.attribute(name) : element.attribs[name]
}

export function hasAttribute(element: Element, isWanted: (name: string) => boolean): boolean {
  if (!(element instanceof PageElement)) return Object.keys(element.attribs).some(isWanted)
  const { written } = element
  for (let at = 0; at < written.length; at += 2) if (isWanted(written[at] ?? '')) return true
  return false
}

export function findAttribute(written: WrittenAttributes, name: string): string | undefined {
  for (let at = 0; at < written.length; at += 2)
    if (written[at] === name) return readValue(written[at + 1] ?? '')
  return undefined
}

/** A value with its references decoded. */
export function readValue(written: string): string {
  return written.includes('&') ? decodeHTMLAttribute(written) : written
}
