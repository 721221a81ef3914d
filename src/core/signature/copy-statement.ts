import { toIso } from '../instant.ts'
import { type Field, fieldOf, fieldsOf, instantOf, type Statement } from './statement.ts'

/** What is signed of a whole copy: the hash of the list of its files' hashes, and what was withdrawn until then. */
export interface SignedCopy {
  readonly issuedMs: number
  /** SHA-256 of the list, in hexadecimal. */
  readonly listHash: string
  readonly files: number
  readonly withdrawn: readonly Withdrawal[]
}

export interface Withdrawal {
  readonly id: string
  readonly atMs: number
}

/** The list, and its signature. The list is as `sha256sum` reads it: `sha256sum -c SHA256SUMS`. */
export const copyList = { path: 'SHA256SUMS', signaturePath: 'SHA256SUMS.sig' } as const

export function copyFields({ issuedMs, listHash, files, withdrawn }: SignedCopy): readonly Field[] {
  return [
    ['issued', toIso(issuedMs)],
    ['files', String(files)],
    ['list', listHash],
    ...withdrawn.map(({ id, atMs }): Field => ['withdrawn', `${id} ${toIso(atMs)}`]),
  ]
}

/** Null where a statement is about something else. */
export function readSignedCopy(statement: Statement): SignedCopy | null {
  const issuedMs = instantOf(statement, 'issued')
  const listHash = fieldOf(statement, 'list')
  if (statement.kind !== 'copy' || issuedMs === null || listHash === null) return null
  const withdrawn = fieldsOf(statement, 'withdrawn').flatMap(value => {
    const [id = '', at = ''] = value.split(' ')
    const atMs = Date.parse(at)
    return Number.isNaN(atMs) ? [] : [{ id, atMs }]
  })
  return { issuedMs, listHash, files: Number(fieldOf(statement, 'files')), withdrawn }
}

/** Writes the list: a line `HASH  PATH` for each file, in the order of their paths. */
export function writeList(hashes: ReadonlyMap<string, string>): string {
  return [...hashes.keys()]
    .sort()
    .map(path => `${hashes.get(path)}  ${path}\n`)
    .join('')
}

/** Reads a list; a line that is none of one is passed over. */
export function readList(text: string): Map<string, string> {
  const lines = text.matchAll(/^([0-9a-f]{64}) {2}(\S.*)$/gm)
  return new Map([...lines].map(([, hash = '', path = '']) => [path, hash]))
}
