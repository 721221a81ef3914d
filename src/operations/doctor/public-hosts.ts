import type { Mirror } from '../../core/mirror/mirror.ts'
import { parentOf } from '../../core/mirror/parent.ts'
import type { DoctorDeps } from './check.ts'

/**
 * Hosts of public channels that are in use or wait to be. A closed host is never touched: whoever watches the one
 * machine that touches all of them learns the pool.
 */
export async function publicHosts({ mirrorLog, channels }: DoctorDeps): Promise<readonly Mirror[]> {
  const open = new Set(channels.filter(({ kind }) => kind === 'public').map(({ id }) => id))
  return (await mirrorLog.list()).filter(
    ({ host, channelId, state }) => open.has(channelId) && state !== 'retired' && !isLocal(host),
  )
}

/** The registrable names that the operator has to keep. */
export function ownedParents(mirrors: readonly Mirror[]): readonly string[] {
  const parents = mirrors.map(({ host }) => parentOf(host)).filter(({ kind }) => kind === 'owned')
  return [...new Set(parents.map(({ name }) => name))]
}

/** Names that lead to the reader's own machine, or to nowhere (RFC 2606, RFC 6761). */
function isLocal(host: string): boolean {
  return /(?:^|\.)(?:localhost|test|invalid|onion)$/.test(host)
}
