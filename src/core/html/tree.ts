import {
  type AnyNode,
  type ChildNode,
  type Element,
  hasChildren,
  isTag,
  isText,
  type ParentNode,
  Text,
} from 'domhandler'

/** Every element below a node, in document order, as they stand now: the tree may be changed while they are gone through. */
export function elementsOf(root: AnyNode): Element[] {
  const found: Element[] = []
  if (hasChildren(root)) collect(root.children, found)
  return found
}

function collect(children: readonly ChildNode[], found: Element[]): void {
  for (const child of children) {
    // Most nodes are text: they are told first.
    if (isText(child)) continue
    if (isTag(child)) {
      found.push(child)
      collect(child.children, found)
    } else if (hasChildren(child)) collect(child.children, found)
  }
}

/** The first element below a node that passes, in document order. */
export function findElement(root: AnyNode, passes: (element: Element) => boolean): Element | null {
  if (!hasChildren(root)) return null
  for (const child of root.children) {
    if (isTag(child) && passes(child)) return child
    const found = findElement(child, passes)
    if (found !== null) return found
  }
  return null
}

/** Whether a node stands in the tree under `root`, or is it. */
export function isWithin(node: AnyNode, root: AnyNode): boolean {
  for (let at: AnyNode | null = node; at !== null; at = at.parent) if (at === root) return true
  return false
}

/** Whether a node is one of these elements, or stands in one. */
export function isWithinAny(node: AnyNode, elements: ReadonlySet<AnyNode>): boolean {
  for (let at: AnyNode | null = node; at !== null; at = at.parent) if (elements.has(at)) return true
  return false
}

/** The element around a node; null at the top. */
export function parentElement(node: AnyNode): Element | null {
  return node.parent !== null && isTag(node.parent) ? node.parent : null
}

/** Gives a parent these children and no others. */
export function setChildren(parent: ParentNode, children: readonly ChildNode[]): void {
  parent.children = [...children]
  relink(parent)
}

function relink(parent: ParentNode): void {
  parent.children.forEach((child, index) => {
    child.parent = parent
    child.prev = parent.children[index - 1] ?? null
    child.next = parent.children[index + 1] ?? null
  })
}

/** A new text node. */
export function textNode(data: string): Text {
  return new Text(data)
}
