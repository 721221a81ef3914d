import { type ChildNode, type Element, isTag } from 'domhandler'
import { setChildren } from '../../html/tree.ts'

const containers = new Set(
  'div section article main center header footer aside form fieldset body address'.split(' '),
)

/**
 * The blocks of a body without the boxes around them. All its text stands in paragraphs by now, so that a box says
 * nothing more, unless it tells the language or the direction of what is in it.
 */
export function unwrapContainers(bodies: readonly Element[]): readonly ChildNode[] {
  return bodies.flatMap(body => flatten(body))
}

function flatten(node: ChildNode): ChildNode[] {
  if (!isTag(node)) return [node]
  const children = node.children.flatMap(flatten)
  if (containers.has(node.name) && node.attribs['lang'] === undefined && node.attribs['dir'] === undefined)
    return children
  setChildren(node, children)
  return [node]
}
