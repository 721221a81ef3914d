import { type Part, partKinds } from './fingerprint.ts'
import { fieldOf, instantOf, type Statement } from './statement.ts'

/** What a signature says of an article. */
export interface SignedArticle {
  readonly id: string
  readonly revision: number
  readonly publishedMs: number | null
  readonly withdrawnMs: number | null
  /** SHA-256 of the article's plain text form (`a/ID.txt`), in hexadecimal: its canonical form. */
  readonly textHash: string
  /** In reading order. */
  readonly parts: readonly Part[]
}

/** Reads what a statement says of an article; null where it is no such statement or lacks what each has. */
export function readSignedArticle(statement: Statement): SignedArticle | null {
  const id = fieldOf(statement, 'id')
  const textHash = fieldOf(statement, 'text')
  const revision = Number(fieldOf(statement, 'revision'))
  if (statement.kind !== 'article' || id === null || textHash === null || !(revision > 0)) return null
  return {
    id,
    revision,
    textHash,
    publishedMs: instantOf(statement, 'published'),
    withdrawnMs: instantOf(statement, 'withdrawn'),
    parts: statement.fields.flatMap(([name, value]) => readPart(name, value)),
  }
}

function readPart(name: string, value: string): readonly Part[] {
  const kind = partKinds.find(each => each === name)
  const match = /^([1-9][0-9]{0,6}) ([0-9a-z]{16})$/.exec(value)
  if (kind === undefined || match === null) return []
  return [{ kind, length: Number(match[1]), fingerprint: match[2] ?? '' }]
}
