/** An expression of XPath 1.0, of those parts that rules for pages use. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'path'; readonly isAbsolute: boolean; readonly steps: readonly Step[] }
  /** A parenthesized set of nodes with predicates and steps of its own: `(//p)[1]/a`. */
  | {
      readonly kind: 'filter'
      readonly of: Expression
      readonly predicates: readonly Expression[]
      readonly steps: readonly Step[]
    }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly parts: readonly Expression[] }
  | {
      readonly kind: 'operation'
      readonly operator: Operator
      readonly left: Expression
      readonly right: Expression
    }

export type Operator = 'or' | 'and' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '|'

export interface Step {
  readonly axis: Axis
  /** A name in lower case, `*`, `text()` or `node()`. */
  readonly test: string
  readonly predicates: readonly Expression[]
}

export const axes = [
  'child',
  'descendant',
  'descendant-or-self',
  'self',
  'parent',
  'ancestor',
  'ancestor-or-self',
  'following-sibling',
  'preceding-sibling',
  'following',
  'preceding',
  'attribute',
] as const

export type Axis = (typeof axes)[number]

export const functionNames = [
  'contains',
  'starts-with',
  'normalize-space',
  'concat',
  'not',
  'position',
  'last',
  'count',
  'string',
  'string-length',
  'substring',
  'substring-before',
  'substring-after',
  'translate',
  'name',
  'local-name',
  'number',
  'boolean',
  'true',
  'false',
] as const

export type FunctionName = (typeof functionNames)[number]
