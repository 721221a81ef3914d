import { fieldOf, fieldsOf, instantOf, readStatements, type Statement } from './statement.ts'

/** Checks an Ed25519 signature; the key is raw, base64url without padding. False too for a key that is none. */
export type VerifySignature = (key: string, message: Uint8Array, signature: Uint8Array) => Promise<boolean>

/** Whether a key speaks for the newsroom whose key the reader knows. */
export type Trust =
  | { readonly status: 'trusted'; readonly untilMs: number | null }
  /** Its term has ended: what it signed is unchanged, but may have been replaced since. */
  | { readonly status: 'expired'; readonly untilMs: number }
  | { readonly status: 'revoked' }
  | { readonly status: 'unknown-key' }

/** An online key's term, as an offline root key gave it. */
export interface Delegation {
  readonly root: string
  readonly online: string
  /** Grows with each delegation of a root. */
  readonly number: number
  readonly fromMs: number
  readonly untilMs: number
  /** Online keys that are not to be believed any more, whatever they were delegated. */
  readonly revoked: readonly string[]
  readonly statement: Statement
}

/** A root key handing over to the next one. */
interface Succession {
  readonly old: string
  readonly next: string
  readonly statement: Statement
}

/** Allows for clocks that are set by hand. */
const clockSkewMs = 24 * 3_600_000

/**
 * Decides whether a key may sign for the newsroom.
 * @param key the one that signed.
 * @param pinned the key that the reader knows: an online key itself, a root, or a root that has handed over since.
 * @param chain delegations and successions from anywhere; each counts only if it is signed as it must be.
 */
export async function judgeKey(
  key: string,
  {
    pinned,
    chain,
    nowMs,
  }: { readonly pinned: string; readonly chain: readonly string[]; readonly nowMs: number },
  verify: VerifySignature,
): Promise<Trust> {
  const statements = chain.flatMap(readStatements).map(each => each.statement)
  const roots = await knownRoots(pinned, statements.flatMap(readSuccession), verify)
  const delegations = await signedDelegations(roots, statements.flatMap(readDelegation), verify)
  if (delegations.some(({ revoked }) => revoked.includes(key))) return { status: 'revoked' }
  if (key === pinned) return { status: 'trusted', untilMs: null }
  const terms = delegations.filter(({ online }) => online === key)
  const untilMs = Math.max(...terms.map(term => term.untilMs))
  if (terms.length === 0) return { status: 'unknown-key' }
  const isCurrent = terms.some(term => term.fromMs - clockSkewMs <= nowMs && nowMs <= term.untilMs)
  return isCurrent ? { status: 'trusted', untilMs } : { status: 'expired', untilMs }
}

/** Reads a delegation without judging its signature. */
export function readDelegation(statement: Statement): readonly Delegation[] {
  const root = fieldOf(statement, 'root')
  const online = fieldOf(statement, 'online')
  const fromMs = instantOf(statement, 'from')
  const untilMs = instantOf(statement, 'until')
  if (statement.kind !== 'delegation') return []
  if (root === null || online === null || fromMs === null || untilMs === null) return []
  const number = Number(fieldOf(statement, 'number') ?? 0)
  return [{ root, online, number, fromMs, untilMs, revoked: fieldsOf(statement, 'revoked'), statement }]
}

function readSuccession(statement: Statement): readonly Succession[] {
  const old = fieldOf(statement, 'old')
  const next = fieldOf(statement, 'new')
  if (statement.kind !== 'succession' || old === null || next === null) return []
  return [{ old, next, statement }]
}

async function signedDelegations(
  roots: ReadonlySet<string>,
  delegations: readonly Delegation[],
  verify: VerifySignature,
): Promise<readonly Delegation[]> {
  const isSigned = await Promise.all(
    delegations.map(({ root, statement: { signed, signature } }) =>
      roots.has(root) ? verify(root, signed, signature) : false,
    ),
  )
  return delegations.filter((_, index) => isSigned[index])
}

/** The root that the reader knows, and all that it handed over to, step by step. */
async function knownRoots(
  pinned: string,
  successions: readonly Succession[],
  verify: VerifySignature,
): Promise<ReadonlySet<string>> {
  const roots = new Set([pinned])
  for (let grown = true; grown; ) {
    grown = false
    for (const { old, next, statement } of successions) {
      if (!roots.has(old) || roots.has(next)) continue
      if (!(await verify(old, statement.signed, statement.signature))) continue
      roots.add(next)
      grown = true
    }
  }
  return roots
}
