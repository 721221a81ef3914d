import {
  type Axis,
  axes,
  type Expression,
  type FunctionName,
  functionNames,
  type Operator,
  type Step,
} from './expression.ts'
import { readTokens, type Token } from './tokens.ts'

/** Where a reader stands among the tokens. */
interface Reader {
  readonly tokens: readonly Token[]
  at: number
}

/** What ends the reading of an expression that is none. */
const broken = Symbol('broken')

/** Reads an expression of XPath 1.0; null for what is none, or uses a part that no rule has needed yet. */
export function readXPath(expression: string): Expression | null {
  const tokens = readTokens(expression)
  if (tokens === null || tokens.length === 0) return null
  const reader: Reader = { tokens, at: 0 }
  try {
    const read = readOperation(reader, 0)
    return reader.at === tokens.length ? read : null
  } catch (error) {
    if (error === broken) return null
    throw error
  }
}

const levels: readonly (readonly Operator[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['|'],
]

function readOperation(reader: Reader, level: number): Expression {
  const operators = levels[level]
  if (operators === undefined) return readPath(reader)
  let left = readOperation(reader, level + 1)
  for (;;) {
    const operator = operators.find(each => peek(reader)?.text === each && peek(reader)?.kind !== 'literal')
    if (operator === undefined) return left
    reader.at++
    left = { kind: 'operation', operator, left, right: readOperation(reader, level + 1) }
  }
}

function readPath(reader: Reader): Expression {
  const token = peek(reader)
  if (token?.kind === 'number' || token?.kind === 'literal') {
    reader.at++
    return token.kind === 'number'
      ? { kind: 'number', value: Number(token.text) }
      : { kind: 'text', value: token.text }
  }
  const isCall =
    token?.kind === 'name' && isSign(reader, '(', 1) && token.text !== 'text' && token.text !== 'node'
  if (isCall) return withSteps(reader, readCall(reader))
  if (isSign(reader, '(')) {
    take(reader, '(')
    const inner = readOperation(reader, 0)
    take(reader, ')')
    return withSteps(reader, inner)
  }
  const isAbsolute = isSign(reader, '/') || isSign(reader, '//')
  return { kind: 'path', isAbsolute, steps: readSteps(reader, isAbsolute) }
}

function withSteps(reader: Reader, of: Expression): Expression {
  const predicates = readPredicates(reader)
  const hasSteps = isSign(reader, '/') || isSign(reader, '//')
  const steps = hasSteps ? readSteps(reader, true) : []
  return predicates.length === 0 && steps.length === 0 ? of : { kind: 'filter', of, predicates, steps }
}

function readCall(reader: Reader): Expression {
  const name = functionNames.find(each => each === peek(reader)?.text)
  if (name === undefined) throw broken
  reader.at++
  take(reader, '(')
  const parts: Expression[] = []
  while (!isSign(reader, ')')) {
    if (parts.length > 0) take(reader, ',')
    parts.push(readOperation(reader, 0))
  }
  take(reader, ')')
  return { kind: 'call', name: name satisfies FunctionName, parts }
}

function readSteps(reader: Reader, beginsWithSlash: boolean): readonly Step[] {
  const steps: Step[] = []
  if (!beginsWithSlash) steps.push(readStep(reader))
  while (isSign(reader, '/') || isSign(reader, '//')) {
    if (isSign(reader, '//')) steps.push({ axis: 'descendant-or-self', test: 'node()', predicates: [] })
    reader.at++
    steps.push(readStep(reader))
  }
  return steps
}

function readStep(reader: Reader): Step {
  if (isSign(reader, '.') || isSign(reader, '..')) {
    const axis = isSign(reader, '.') ? 'self' : 'parent'
    reader.at++
    return { axis, test: 'node()', predicates: readPredicates(reader) }
  }
  let axis: Axis = 'child'
  if (isSign(reader, '@')) {
    reader.at++
    axis = 'attribute'
  } else if (isSign(reader, '::', 1)) {
    const named = axes.find(each => each === peek(reader)?.text)
    if (named === undefined) throw broken
    axis = named
    reader.at += 2
  }
  return { axis, test: readTest(reader), predicates: readPredicates(reader) }
}

function readTest(reader: Reader): string {
  const token = peek(reader)
  if (token === undefined || (token.kind !== 'name' && token.text !== '*')) throw broken
  reader.at++
  if (!isSign(reader, '(')) return token.text.toLowerCase()
  take(reader, '(')
  take(reader, ')')
  if (token.text !== 'text' && token.text !== 'node') throw broken
  return `${token.text}()`
}

function readPredicates(reader: Reader): readonly Expression[] {
  const predicates: Expression[] = []
  while (isSign(reader, '[')) {
    take(reader, '[')
    predicates.push(readOperation(reader, 0))
    take(reader, ']')
  }
  return predicates
}

function peek(reader: Reader, ahead = 0): Token | undefined {
  return reader.tokens[reader.at + ahead]
}

function isSign(reader: Reader, text: string, ahead = 0): boolean {
  const token = peek(reader, ahead)
  return token?.kind === 'sign' && token.text === text
}

function take(reader: Reader, text: string): void {
  if (!isSign(reader, text)) throw broken
  reader.at++
}
