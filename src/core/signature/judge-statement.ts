import { toIso } from '../instant.ts'
import { readSignerFields } from './signer-fields.ts'
import { readStatement, type Statement } from './statement.ts'
import { judgeKey, type Trust, type VerifySignature } from './trust.ts'
import { type Verdict, verdict } from './verdict.ts'

/** The reader's side of verifying: the key that is known, the time, and what checks a signature. */
export interface Verifier {
  /** The newsroom's public key as the reader knows it: raw, base64url without padding. */
  readonly pinned: string
  /** Statements that are known from elsewhere, as a newer manifest's: they may revoke a key. */
  readonly chain: readonly string[]
  readonly nowMs: number
  readonly verify: VerifySignature
}

export type JudgedStatement =
  | { readonly statement: Statement; readonly verdict: Verdict }
  | { readonly statement: null; readonly verdict: Verdict }

/** Says whether a signed statement is the newsroom's. An expired one is given back too: its words are unchanged. */
export async function judgeStatement(text: string, verifier: Verifier): Promise<JudgedStatement> {
  const statement = readStatement(text)
  if (statement === null)
    return { statement: null, verdict: verdict('unsigned', 'This is no signature of tamizdat.') }
  const { key, chain } = readSignerFields(statement)
  const isSigned = key !== null && (await verifier.verify(key, statement.signed, statement.signature))
  if (!isSigned)
    return {
      statement: null,
      verdict: verdict('changed', 'The signature does not hold: the signed lines were changed, or cut off.'),
    }
  const trust = await judgeKey(key, { ...verifier, chain: [...chain, ...verifier.chain] }, verifier.verify)
  return { statement, verdict: trustVerdict(trust, key) }
}

/** What a key's standing means for what it signed. */
export function trustVerdict(trust: Trust, key: string): Verdict {
  switch (trust.status) {
    case 'trusted':
      return verdict('good', 'Signed by the newsroom.')
    case 'expired':
      return verdict(
        'expired',
        `Signed by the newsroom, with a key that was valid until ${toIso(trust.untilMs)}: unchanged since then, but there may be a newer version.`,
      )
    case 'revoked':
      return verdict(
        'revoked',
        `Signed with ${key}, a key that the newsroom has withdrawn: do not believe it.`,
      )
    case 'unknown-key':
      return verdict('unknown-key', `Signed with ${key}, which the key you gave says nothing of.`)
  }
}
