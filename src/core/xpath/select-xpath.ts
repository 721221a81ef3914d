import { type AnyNode, type Document, type Element, hasChildren, isTag, isText } from 'domhandler'
import { foldSpace, rawText } from '../html/text.ts'
import type { Axis, Expression, FunctionName, Step } from './expression.ts'

/** An attribute, which the tree has no node for. */
export interface AttributeNode {
  readonly owner: Element
  readonly name: string
  readonly value: string
}

export type XPathNode = AnyNode | AttributeNode

type Value = readonly XPathNode[] | string | number | boolean

interface Context {
  readonly node: XPathNode
  readonly position: number
  readonly size: number
  readonly document: Document
  /** Steps left before an expression is given up: it is written by hand, but not for every page. */
  readonly budget: { left: number }
}

const maxVisits = 5_000_000

/** What an expression selects in a page: nodes in document order, or the one text that it comes to. */
export function selectXPath(document: Document, expression: Expression): readonly XPathNode[] | string {
  const context = { node: document, position: 1, size: 1, document, budget: { left: maxVisits } }
  const value = evaluate(expression, context)
  return isNodes(value) ? value : textOf(value)
}

export function isAttribute(node: XPathNode): node is AttributeNode {
  return 'owner' in node
}

/** The text that a node says. */
export function sayOf(node: XPathNode): string {
  return isAttribute(node) ? node.value : rawText(node)
}

function evaluate(expression: Expression, context: Context): Value {
  switch (expression.kind) {
    case 'number':
    case 'text':
      return expression.value
    case 'path':
      return walk([expression.isAbsolute ? context.document : context.node], expression.steps, context)
    case 'filter': {
      const of = evaluate(expression.of, context)
      if (!isNodes(of)) return expression.steps.length === 0 ? of : []
      const kept = expression.predicates.reduce((nodes, each) => keep(nodes, each, context), of)
      return walk(kept, expression.steps, context)
    }
    case 'call':
      return call(expression.name, expression.parts, context)
    default:
      return operate(expression, context)
  }
}

function walk(from: readonly XPathNode[], steps: readonly Step[], context: Context): readonly XPathNode[] {
  let nodes = from
  for (const { axis, test, predicates } of steps) {
    const found = new Set<XPathNode>()
    for (const node of nodes) {
      let reached = along(node, axis, context).filter(each => passes(each, test, axis))
      for (const predicate of predicates) reached = keep(reached, predicate, context)
      for (const each of reached) found.add(each)
    }
    nodes = [...found]
  }
  return nodes
}

function keep(nodes: readonly XPathNode[], predicate: Expression, context: Context): XPathNode[] {
  return nodes.filter((node, index) => {
    const value = evaluate(predicate, { ...context, node, position: index + 1, size: nodes.length })
    return typeof value === 'number' ? value === index + 1 : isTrue(value)
  })
}

function passes(node: XPathNode, test: string, axis: Axis): boolean {
  if (test === 'node()') return true
  if (isAttribute(node)) return test === '*' || node.name === test
  if (test === 'text()') return isText(node)
  return axis !== 'attribute' && isTag(node) && (test === '*' || node.name.toLowerCase() === test)
}

function along(node: XPathNode, axis: Axis, context: Context): XPathNode[] {
  if (isAttribute(node))
    return axis === 'parent' || axis === 'ancestor' ? [node.owner] : axis === 'self' ? [node] : []
  switch (axis) {
    case 'self':
      return [node]
    case 'attribute':
      return isTag(node) ? attributesOf(node) : []
    case 'child':
      return hasChildren(node) ? spend([...node.children], context) : []
    case 'descendant':
      return below(node, context)
    case 'descendant-or-self':
      return [node, ...below(node, context)]
    case 'parent':
      return node.parent === null ? [] : [node.parent]
    case 'ancestor':
      return above(node)
    case 'ancestor-or-self':
      return [node, ...above(node)]
    case 'following-sibling':
      return spend(siblings(node, 'next'), context)
    case 'preceding-sibling':
      return spend(siblings(node, 'prev'), context)
    case 'following':
      return [node, ...above(node)]
        .flatMap(each => siblings(each, 'next'))
        .flatMap(each => [each, ...below(each, context)])
    case 'preceding':
      return [node, ...above(node)]
        .flatMap(each => siblings(each, 'prev'))
        .flatMap(each => [each, ...below(each, context)])
  }
}

const attributes = new WeakMap<Element, XPathNode[]>()

/** The same nodes each time, so that a set holds each once. */
function attributesOf(owner: Element): XPathNode[] {
  const known = attributes.get(owner)
  if (known !== undefined) return known
  const made = Object.entries(owner.attribs).map(([name, value]) => ({ owner, name, value }))
  attributes.set(owner, made)
  return made
}

function below(node: AnyNode, context: Context): AnyNode[] {
  const found: AnyNode[] = []
  const collect = (parent: AnyNode): void => {
    if (!hasChildren(parent)) return
    for (const child of parent.children) {
      found.push(child)
      collect(child)
    }
  }
  collect(node)
  return spend(found, context)
}

function spend<Nodes extends readonly unknown[]>(nodes: Nodes, { budget }: Context): Nodes {
  budget.left -= nodes.length + 1
  if (budget.left < 0) throw new RangeError('the expression looks at too many nodes')
  return nodes
}

function above(node: AnyNode): AnyNode[] {
  const found: AnyNode[] = []
  for (let at = node.parent; at !== null; at = at.parent) found.push(at)
  return found
}

function siblings(node: AnyNode, way: 'next' | 'prev'): AnyNode[] {
  const found: AnyNode[] = []
  for (let at = node[way]; at !== null; at = at[way]) found.push(at)
  return found
}

function operate(expression: Extract<Expression, { kind: 'operation' }>, context: Context): Value {
  const { operator } = expression
  const left = evaluate(expression.left, context)
  if (operator === 'or') return isTrue(left) || isTrue(evaluate(expression.right, context))
  if (operator === 'and') return isTrue(left) && isTrue(evaluate(expression.right, context))
  const right = evaluate(expression.right, context)
  if (operator === '|') {
    const both = isNodes(left) && isNodes(right) ? new Set([...left, ...right]) : new Set<XPathNode>()
    return [...both]
  }
  if (operator === '+') return numberOf(left) + numberOf(right)
  if (operator === '-') return numberOf(left) - numberOf(right)
  // §3.4: a set of nodes compares as true where any of its nodes does.
  return sides(left).some(one => sides(right).some(other => compares(one, operator, other)))
}

function sides(value: Value): readonly (string | number | boolean)[] {
  return isNodes(value) ? value.map(sayOf) : [value]
}

function compares(
  left: string | number | boolean,
  operator: string,
  right: string | number | boolean,
): boolean {
  if (operator === '=' || operator === '!=') {
    const isSame =
      typeof left === 'boolean' || typeof right === 'boolean'
        ? isTrue(left) === isTrue(right)
        : typeof left === 'number' || typeof right === 'number'
          ? Number(left) === Number(right)
          : left === right
    return isSame === (operator === '=')
  }
  const [one, other] = [Number(left), Number(right)]
  if (operator === '<') return one < other
  if (operator === '<=') return one <= other
  return operator === '>' ? one > other : one >= other
}

function call(name: FunctionName, parts: readonly Expression[], context: Context): Value {
  const value = (index: number): Value => {
    const part = parts[index]
    return part === undefined ? [context.node] : evaluate(part, context)
  }
  const text = (index: number): string => textOf(value(index))
  switch (name) {
    case 'contains':
      return text(0).includes(text(1))
    case 'starts-with':
      return text(0).startsWith(text(1))
    case 'normalize-space':
      return foldSpace(text(0))
    case 'concat':
      return parts.map((_, index) => text(index)).join('')
    case 'not':
      return !isTrue(value(0))
    case 'position':
      return context.position
    case 'last':
      return context.size
    case 'count': {
      const counted = value(0)
      return isNodes(counted) ? counted.length : 0
    }
    case 'string':
      return text(0)
    case 'string-length':
      return text(0).length
    case 'substring':
      return substring(
        text(0),
        numberOf(value(1)),
        parts.length > 2 ? numberOf(value(2)) : Number.POSITIVE_INFINITY,
      )
    case 'substring-before':
      return text(0).includes(text(1)) ? text(0).slice(0, text(0).indexOf(text(1))) : ''
    case 'substring-after':
      return text(0).includes(text(1)) ? text(0).slice(text(0).indexOf(text(1)) + text(1).length) : ''
    case 'translate': {
      const [from, to] = [[...text(1)], [...text(2)]]
      return [...text(0)]
        .map(letter => (from.includes(letter) ? (to[from.indexOf(letter)] ?? '') : letter))
        .join('')
    }
    case 'name':
    case 'local-name': {
      const [first] = [value(0)].flatMap(each => (isNodes(each) ? each : []))
      return first === undefined || !('name' in first) ? '' : String(first.name)
    }
    case 'number':
      return numberOf(value(0))
    case 'boolean':
      return isTrue(value(0))
    default:
      return name === 'true'
  }
}

function substring(text: string, start: number, length: number): string {
  // §4.2: characters are counted from 1.
  const from = Math.round(start) - 1
  return text.slice(Math.max(0, from), Math.max(0, from + Math.round(length)))
}

function isNodes(value: Value): value is readonly XPathNode[] {
  return typeof value === 'object'
}

function isTrue(value: Value): boolean {
  return isNodes(value) ? value.length > 0 : Boolean(value)
}

function textOf(value: Value): string {
  if (!isNodes(value)) return String(value)
  const [first] = value
  return first === undefined ? '' : sayOf(first)
}

function numberOf(value: Value): number {
  const text = isNodes(value) ? textOf(value) : value
  return typeof text === 'string' && text.trim() === '' ? Number.NaN : Number(text)
}
