import { type ChildNode, type Element, isTag, isText } from 'domhandler'
import { escapeAttribute, escapeText } from '../../html/escape.ts'
import { voidElements } from './allowed.ts'

/** Writes what `cleanNodes` kept. */
export function writeNodes(nodes: readonly ChildNode[]): string {
  let written = ''
  for (const node of nodes) {
    if (isText(node)) written += escapeText(node.data)
    else if (isTag(node)) written += writeElement(node)
  }
  return written
}

function writeElement({ name, attribs, children }: Element): string {
  let tag = `<${name}`
  for (const key in attribs) tag += ` ${key}="${escapeAttribute(attribs[key] ?? '')}"`
  if (voidElements.has(name)) return `${tag}>`
  const inner = writeNodes(children)
  // HTML §13.1.2.5: a line feed that follows <pre> is not part of it.
  const first = name === 'pre' && inner.startsWith('\n') ? '\n' : ''
  return `${tag}>${first}${inner}</${name}>`
}
