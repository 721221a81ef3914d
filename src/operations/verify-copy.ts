import { hashHex } from '../core/digest.ts'
import { toIso } from '../core/instant.ts'
import { copyList, readList, readSignedCopy, type SignedCopy } from '../core/signature/copy-statement.ts'
import { judgeStatement, type Verifier } from '../core/signature/judge-statement.ts'
import { readStatement } from '../core/signature/statement.ts'
import { type Verdict, verdict } from '../core/signature/verdict.ts'
import type { CopyReader, Finding } from './verify-article.ts'

export interface CopyCheck {
  /** The signature of another copy's list that the reader had before. */
  readonly known: string | null
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Checks a whole copy by its list of hashes: the list is signed, and every file is as the list has it.
 * @returns null where there is no list, as on a live mirror.
 */
export async function verifyCopy(
  copy: CopyReader,
  verifier: Verifier,
  { known, onProgress }: CopyCheck,
): Promise<readonly Finding[] | null> {
  const [list, signature] = await Promise.all([copy.read(copyList.path), copy.read(copyList.signaturePath)])
  if (list === null) return null
  if (signature === null)
    return [{ path: copyList.path, ...verdict('unsigned', 'The list of hashes is not signed.') }]
  const judged = await judgeStatement(new TextDecoder().decode(signature), verifier)
  const signed = judged.statement === null ? null : readSignedCopy(judged.statement)
  const head = { path: copyList.signaturePath, ...judgeList(judged.verdict, signed, hashHex(list)) }
  if (signed === null || (head.status !== 'good' && head.status !== 'expired')) return [head]
  const hashes = readList(new TextDecoder().decode(list))
  const findings: Finding[] = [head, ...judgeByKnown(signed, known, hashes)]
  let done = 0
  for (const [path, hash] of hashes) {
    const body = await copy.read(path)
    if (body === null) findings.push({ path, ...verdict('incomplete', 'Incomplete: it is not there.') })
    else if (hashHex(body) !== hash)
      findings.push({ path, ...verdict('changed', 'Changed: it is not what was signed.') })
    onProgress?.(++done, hashes.size)
  }
  return findings
}

function judgeList(trust: Verdict, signed: SignedCopy | null, listHash: string): Verdict {
  if (trust.status !== 'good' && trust.status !== 'expired') return trust
  if (signed === null) return verdict('unsigned', 'The signature is about something else than a copy.')
  if (signed.listHash !== listHash)
    return verdict('changed', 'Changed: the list of hashes is not what was signed.')
  if (trust.status === 'expired') return trust
  return verdict(
    'good',
    `Signed by the newsroom: a copy of ${signed.files} files, made ${toIso(signed.issuedMs)}.`,
  )
}

/** What a newer list tells of an older copy: that it is older, and what was withdrawn since. */
function judgeByKnown(
  { issuedMs, withdrawn }: SignedCopy,
  known: string | null,
  hashes: ReadonlyMap<string, string>,
): readonly Finding[] {
  const statement = known === null ? null : readStatement(known)
  const newer = statement === null ? null : readSignedCopy(statement)
  if (newer === null || newer.issuedMs <= issuedMs) return []
  const gone = newer.withdrawn.filter(
    ({ id }) => hashes.has(`a/${id}.html`) && !withdrawn.some(each => each.id === id),
  )
  const replayed = verdict(
    'replayed',
    `Replayed: this copy was made ${toIso(issuedMs)}, the one you had before ${toIso(newer.issuedMs)}.`,
  )
  return [
    { path: copyList.signaturePath, ...replayed },
    ...gone.map(({ id, atMs }) => ({
      path: `a/${id}.html`,
      ...verdict('withdrawn', `The newsroom withdrew this article on ${toIso(atMs)}.`),
    })),
  ]
}
