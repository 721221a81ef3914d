/** What a statement is about. */
export const statementKinds = ['article', 'delegation', 'succession', 'copy', 'bundle'] as const

export type StatementKind = (typeof statementKinds)[number]

/** A name and what is said under it; a name may come several times. */
export type Field = readonly [name: string, value: string]

/**
 * A signed statement as it was read. Its form is made for people with `sed` and `openssl`: UTF-8 text, a first line
 * `tamizdat KIND 1`, lines `name: value`, a last line `signature: BASE64`, each ended by one line feed.
 */
export interface Statement {
  readonly kind: StatementKind
  readonly fields: readonly Field[]
  /** The bytes that were signed: everything before the last line. */
  readonly signed: Uint8Array
  /** 64 bytes where it is an Ed25519 signature (RFC 8032). */
  readonly signature: Uint8Array
}

/** Signs with Ed25519; the signature comes as base64url without padding. */
export interface StatementSigner {
  sign(message: Uint8Array): Promise<string>
}

const version = 1
const longestStatement = 4 * 1024 * 1024

/** Writes a statement and signs it. A value's line breaks become spaces, so that a value can't forge a field. */
export async function writeStatement(
  kind: StatementKind,
  fields: readonly Field[],
  signer: StatementSigner,
): Promise<string> {
  const lines = fields.map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n\u2028\u2029]+/g, ' ')}\n`)
  const signed = `tamizdat ${kind} ${version}\n${lines.join('')}`
  const signature = await signer.sign(new TextEncoder().encode(signed))
  return `${signed}signature: ${toBase64(signature)}\n`
}

/** Reads a statement without judging its signature; null where the text is none. */
export function readStatement(text: string): Statement | null {
  if (text.length > longestStatement) return null
  const unix = text.replaceAll('\r\n', '\n').trimEnd()
  const end = unix.lastIndexOf('\n') + 1
  const signature = /^signature: ([A-Za-z0-9+/]{86}==)$/.exec(unix.slice(end))?.[1]
  const signed = unix.slice(0, end)
  const [first = '', ...lines] = signed.split('\n').slice(0, -1)
  const kind = statementKinds.find(each => first === `tamizdat ${each} ${version}`)
  if (signature === undefined || kind === undefined) return null
  const fields = lines.map(line => /^([a-z][a-z0-9-]*): (.*)$/.exec(line))
  if (fields.includes(null)) return null
  return {
    kind,
    fields: fields.map((match): Field => [match?.[1] ?? '', match?.[2] ?? '']),
    signed: new TextEncoder().encode(signed),
    signature: Uint8Array.from(atob(signature), character => character.charCodeAt(0)),
  }
}

/** Reads a file of several statements, one after the other; what is none is passed over. */
export function readStatements(text: string): readonly { text: string; statement: Statement }[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/(?<=^signature: .*\n)/m)
    .flatMap(part => {
      const trimmed = `${part.trim()}\n`
      const statement = readStatement(trimmed)
      return statement === null ? [] : [{ text: trimmed, statement }]
    })
}

/** The first value under a name; null where there is none. */
export function fieldOf({ fields }: Pick<Statement, 'fields'>, name: string): string | null {
  return fields.find(([each]) => each === name)?.[1] ?? null
}

/** Every value under a name, in order. */
export function fieldsOf({ fields }: Pick<Statement, 'fields'>, name: string): readonly string[] {
  return fields.filter(([each]) => each === name).map(([, value]) => value)
}

/** Instants stand in statements as RFC 3339 text; null where there is none, or no instant. */
export function instantOf(statement: Pick<Statement, 'fields'>, name: string): number | null {
  const value = fieldOf(statement, name)
  const ms = value === null ? Number.NaN : Date.parse(value)
  return Number.isNaN(ms) ? null : ms
}

function toBase64(base64Url: string): string {
  const text = base64Url.replaceAll('-', '+').replaceAll('_', '/')
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}
