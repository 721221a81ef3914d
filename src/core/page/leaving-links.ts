import { type AnyNode, Element, hasChildren, isText } from 'domhandler'
import { elementsOf, setChildren, textNode } from '../html/tree.ts'

/**
 * Makes links that lead away say so: each names its host, and tells it nothing of the page it came from. Whoever follows
 * one is seen at that host, and should know before.
 */
export function nameHosts(root: AnyNode): void {
  for (const link of elementsOf(root)) {
    const host = link.name === 'a' ? hostOf(link.attribs['href'] ?? '') : null
    if (host === null) continue
    link.attribs['rel'] = 'noreferrer'
    if (textOf(link).toLowerCase().includes(host)) continue
    // In isolation, for in text that runs from the right the parts of a host would change places.
    const name = new Element('bdi', {}, [textNode(`[${host}]`)])
    setChildren(link, [...link.children, textNode(' '), name])
  }
}

function hostOf(address: string): string | null {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return null
  return new URL(address).hostname.replace(/^www\./, '')
}

/** The text in a node, as it stands. */
export function textOf(node: AnyNode): string {
  if (isText(node)) return node.data
  return hasChildren(node) ? node.children.map(textOf).join('') : ''
}
