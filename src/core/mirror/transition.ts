import { AppError } from '../errors.ts'
import type { Mirror, MirrorChange, MirrorState } from './mirror.ts'

/**
 * Which state may follow which. A retired host never comes back: a censor may have been told of it, and readers may
 * have been told that it is gone. A blocked one may turn out not to be blocked.
 */
const followers = {
  standby: ['live', 'blocked', 'retired'],
  live: ['draining', 'blocked', 'retired'],
  draining: ['live', 'blocked', 'retired'],
  blocked: ['live', 'draining', 'blocked', 'retired'],
  retired: [],
} as const satisfies Record<MirrorState, readonly MirrorState[]>

export interface TransitionOptions {
  readonly atMs: number
  /** Where it is blocked (ISO 3166-1 alpha-2); only with `blocked`. */
  readonly region?: string | undefined
  readonly reason?: string | undefined
}

/**
 * Moves a mirror into a state.
 * @returns the mirror as it is then, and the line for the log.
 * @throws AppError `mirror-refused` where that state may not follow.
 */
export function moveMirror(
  mirror: Mirror,
  to: MirrorState,
  options: TransitionOptions,
): { mirror: Mirror; change: MirrorChange } {
  const allowed: readonly MirrorState[] = followers[mirror.state]
  if (!allowed.includes(to)) {
    const choice = allowed.length > 0 ? `it may become ${allowed.join(', ')}` : 'a retired host stays retired'
    throw new AppError('mirror-refused', `${mirror.host} is ${mirror.state} and can't become ${to}`, {
      next: `${choice}; see: tamizdat mirrors list`,
    })
  }
  const region = to === 'blocked' ? (options.region ?? null) : null
  const blockedIn =
    to === 'blocked'
      ? [...new Set([...mirror.blockedIn, ...(region === null ? [] : [region])])].sort()
      : to === 'live'
        ? []
        : mirror.blockedIn
  const change = {
    atMs: options.atMs,
    host: mirror.host,
    from: mirror.state,
    to,
    region,
    reason: options.reason ?? null,
  }
  return { mirror: { ...mirror, state: to, blockedIn, changedAtMs: options.atMs }, change }
}

/** A mirror as it enters the pool, and the line for the log. */
export function addMirror(
  input: Pick<Mirror, 'host' | 'channelId' | 'state' | 'provider' | 'expiresAtMs'>,
  atMs: number,
): { mirror: Mirror; change: MirrorChange } {
  const mirror = { ...input, blockedIn: [], addedAtMs: atMs, changedAtMs: atMs }
  const change = { atMs, host: input.host, from: null, to: input.state, region: null, reason: null }
  return { mirror, change }
}

/** Whether a host in this state answers readers; to a stranger the others look like any unknown host. */
export function isServing(state: MirrorState): boolean {
  // A blocked host goes on serving: it is blocked in some region, and reached from all others.
  return state === 'live' || state === 'draining' || state === 'blocked'
}
