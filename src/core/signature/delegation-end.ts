import { readStatements } from './statement.ts'
import { readDelegation } from './trust.ts'

/** Until when a signing key is to be believed by what its chain says; null where readers know the key itself. */
export function delegationEndMs(publicKey: string, chain: readonly string[]): number | null {
  const terms = chain
    .flatMap(readStatements)
    .flatMap(({ statement }) => readDelegation(statement))
    .filter(({ online }) => online === publicKey)
  return terms.length === 0 ? null : Math.max(...terms.map(({ untilMs }) => untilMs))
}
