import type { Channel, Mirror } from './mirror/mirror.ts'

/** One thing that the operator is to know. */
export interface Trouble {
  /** Stays the same while the trouble lasts, whatever its numbers do. */
  readonly key: string
  readonly text: string
}

/** What changed between two looks, each in the order in which it was found. */
export interface NoticeChange {
  readonly begun: readonly Trouble[]
  readonly lasting: readonly Trouble[]
  readonly ended: readonly Trouble[]
}

export function compareTroubles(before: readonly Trouble[], now: readonly Trouble[]): NoticeChange {
  const has = (list: readonly Trouble[], { key }: Trouble) => list.some(each => each.key === key)
  return {
    begun: now.filter(each => !has(before, each)),
    lasting: now.filter(each => has(before, each)),
    ended: before.filter(each => !has(now, each)),
  }
}

/**
 * Takes out of a text what must not travel by mail or messenger: hosts of closed channels, and what looks like an
 * invite's prefix or secret.
 */
export function redactClosed(text: string, mirrors: readonly Mirror[], channels: readonly Channel[]): string {
  const open = new Set(channels.filter(({ kind }) => kind === 'public').map(({ id }) => id))
  const closed = mirrors.filter(({ channelId }) => !open.has(channelId))
  const withoutHosts = closed.reduce(
    (shown, { host, channelId }) => shown.replaceAll(host, `(a host of ${channelId})`),
    text,
  )
  return withoutHosts
    .replaceAll(/(?:[0-9a-hjkmnp-tv-z]{4}-){5}[0-9a-hjkmnp-tv-z]{4}/g, '(a secret)')
    .replaceAll(/(?<![0-9a-z])(?=[a-z]*\d)[0-9a-hjkmnp-tv-z]{20}(?![0-9a-z])/g, '(a prefix)')
}
