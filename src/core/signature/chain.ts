import { toIso } from '../instant.ts'
import { readStatements, type StatementSigner, writeStatement } from './statement.ts'
import { readDelegation } from './trust.ts'

const dayMs = 86_400_000

/** Somebody who can sign, with the public half of the key: raw, base64url without padding. */
export interface KeyHolder extends StatementSigner {
  readonly publicKey: string
}

/**
 * The word of a root key for an online key, put after what the chain says already: its successions stay, its older
 * delegations go, and what they revoked stays revoked.
 * @param days how long the online key is to be believed; short, so that a seized server does not sign for ever.
 * @returns the new chain, as it is kept in a file beside the online key.
 */
export async function delegateKey(
  root: KeyHolder,
  {
    online,
    days,
    revoked,
    chain,
    nowMs,
  }: {
    readonly online: string
    readonly days: number
    readonly revoked: readonly string[]
    readonly chain: string
    readonly nowMs: number
  },
): Promise<string> {
  const known = readStatements(chain)
  const older = known.flatMap(({ statement }) => readDelegation(statement))
  const gone = new Set([...older.flatMap(each => each.revoked), ...revoked])
  const delegation = await writeStatement(
    'delegation',
    [
      ['root', root.publicKey],
      ['online', online],
      ['number', String(Math.max(0, ...older.map(each => each.number)) + 1)],
      ['from', toIso(nowMs)],
      ['until', toIso(nowMs + days * dayMs)],
      ...[...gone].map(key => ['revoked', key] as const),
    ],
    root,
  )
  return [...successions(chain), delegation].join('\n')
}

/**
 * A root key handing over to the next. Delegations of the old one stay in force, for they are signed by a root that
 * readers know either way.
 */
export async function succeedRoot(
  old: KeyHolder,
  { next, chain, nowMs }: { readonly next: string; readonly chain: string; readonly nowMs: number },
): Promise<string> {
  const succession = await writeStatement(
    'succession',
    [
      ['old', old.publicKey],
      ['new', next],
      ['from', toIso(nowMs)],
    ],
    old,
  )
  const rest = readStatements(chain).flatMap(({ text, statement }) =>
    statement.kind === 'delegation' ? [text] : [],
  )
  return [...successions(chain), succession, ...rest].join('\n')
}

function successions(chain: string): readonly string[] {
  return readStatements(chain).flatMap(({ text, statement }) =>
    statement.kind === 'succession' ? [text] : [],
  )
}
