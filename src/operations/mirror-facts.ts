import { toIso } from '../core/instant.ts'
import type { Mirror } from '../core/mirror/mirror.ts'

/** What commands and programs are told of a mirror. */
export interface MirrorFacts {
  readonly host: string
  readonly channel: string
  readonly state: Mirror['state']
  readonly blockedIn: readonly string[]
  readonly provider: string | null
  /** To the second, in UTC. */
  readonly added: string
  readonly changed: string
  /** The day on which the registration of its name ends; null where nobody said. */
  readonly expires: string | null
}

export function mirrorFacts(mirror: Mirror): MirrorFacts {
  const { host, channelId, state, blockedIn, provider, expiresAtMs } = mirror
  const dates = {
    added: toSecond(mirror.addedAtMs),
    changed: toSecond(mirror.changedAtMs),
    expires: expiresAtMs === undefined ? null : toIso(expiresAtMs).slice(0, 10),
  }
  return { host, channel: channelId, state, blockedIn, provider, ...dates }
}

function toSecond(ms: number): string {
  return toIso(Math.floor(ms / 1000) * 1000)
}
