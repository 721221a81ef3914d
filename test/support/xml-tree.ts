import { SaxesParser } from 'saxes'

/** An element as tests look at it: names with the prefixes that we write, `xml:lang`, `atom:link`. */
export interface XmlElement {
  readonly name: string
  readonly namespace: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Of the element and all below it. */
  readonly text: string
}

interface OpenElement {
  readonly name: string
  readonly namespace: string
  readonly attributes: Record<string, string>
  readonly children: XmlElement[]
  text: string
}

/** Reads a document, or throws at the first thing that is not well-formed XML with namespaces. */
export function readXml(document: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true })
  const root: OpenElement = { name: '', namespace: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const addText = (text: string) => {
    for (const element of open) element.text += text
  }
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', tag => {
    const attributes = Object.fromEntries(Object.values(tag.attributes).map(each => [each.name, each.value]))
    const element = { name: tag.name, namespace: tag.uri, attributes, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(document).close()
  const [only] = root.children
  if (only === undefined) throw new Error('there is no element')
  return only
}

export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter(child => child.name === name)
}

export function textOf(element: XmlElement, name: string): string | null {
  return childrenOf(element, name)[0]?.text ?? null
}
