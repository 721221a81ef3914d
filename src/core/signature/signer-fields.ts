import { decodeBase64Url, encodeBase64Url } from '../base64url.ts'
import { type Field, fieldOf, fieldsOf, type Statement } from './statement.ts'

/** Who signed, and why that key is to be believed: the last fields of every statement but the chain's own. */
export function signerFields({
  publicKey,
  chain,
}: {
  readonly publicKey: string
  readonly chain: readonly string[]
}): readonly Field[] {
  return [
    ['key', publicKey],
    // A statement within a statement: as one line, in base64url.
    ...chain.map((text): Field => ['chain', encodeBase64Url(new TextEncoder().encode(text))]),
  ]
}

/** Reads back what `signerFields` wrote; a chain that can't be read is none. */
export function readSignerFields(statement: Statement): {
  readonly key: string | null
  readonly chain: readonly string[]
} {
  const chain = fieldsOf(statement, 'chain').filter(value => /^[\w-]*$/.test(value) && value.length % 4 !== 1)
  return {
    key: fieldOf(statement, 'key'),
    chain: chain.map(value => new TextDecoder().decode(decodeBase64Url(value))),
  }
}
