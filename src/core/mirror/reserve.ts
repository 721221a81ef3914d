import type { Mirror, MirrorChange } from './mirror.ts'

/** How long a channel's standbys last at the present rate of loss. */
export interface Reserve {
  readonly channelId: string
  readonly standbys: number
  /** Hosts that were found blocked in the days that count. */
  readonly lost: number
  readonly countedDays: number
  /** When the last standby will be gone; null where nothing was lost. */
  readonly endsAtMs: number | null
}

const dayMs = 86_400_000
const mostDays = 30
const fewestDays = 7

/** @param changes of all hosts. */
export function forecastReserve(
  channelId: string,
  {
    mirrors,
    changes,
    nowMs,
  }: {
    readonly mirrors: readonly Mirror[]
    readonly changes: readonly MirrorChange[]
    readonly nowMs: number
  },
): Reserve {
  const own = mirrors.filter(mirror => mirror.channelId === channelId)
  const hosts = new Set(own.map(mirror => mirror.host))
  const firstMs = Math.min(nowMs, ...own.map(mirror => mirror.addedAtMs))
  const countedDays = Math.min(mostDays, Math.max(fewestDays, (nowMs - firstMs) / dayMs))
  const lost = new Set(
    changes
      .filter(({ host, from, to }) => hosts.has(host) && to === 'blocked' && from !== 'blocked')
      .filter(({ atMs }) => nowMs - atMs <= countedDays * dayMs)
      .map(change => change.host),
  ).size
  const standbys = own.filter(mirror => mirror.state === 'standby').length
  const endsAtMs = lost === 0 ? null : nowMs + (standbys / (lost / countedDays)) * dayMs
  return { channelId, standbys, lost, countedDays: Math.round(countedDays), endsAtMs }
}
