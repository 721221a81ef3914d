/** One word of an expression (XPath 1.0 §3.7). */
export interface Token {
  readonly kind: 'name' | 'number' | 'literal' | 'sign'
  readonly text: string
}

const token =
  /\s*(?:(\d+(?:\.\d*)?|\.\d+)|"([^"]*)"|'([^']*)'|(\/\/|::|\.\.|!=|<=|>=|[/@[\]().,|+=<>*-])|([\p{L}_][\p{L}\p{N}_.-]*(?::(?!:)[\p{L}_*][\p{L}\p{N}_.-]*)?))/uy

/** @returns null for what is no expression. */
export function readTokens(expression: string): readonly Token[] | null {
  const tokens: Token[] = []
  token.lastIndex = 0
  while (token.lastIndex < expression.trimEnd().length) {
    const match = token.exec(expression)
    if (match === null) return null
    const [, number, double, single, sign, name] = match
    if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (double !== undefined || single !== undefined)
      tokens.push({ kind: 'literal', text: double ?? single ?? '' })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
    else tokens.push({ kind: 'name', text: name ?? '' })
  }
  return tokens
}
