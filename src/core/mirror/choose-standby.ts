import type { Mirror } from './mirror.ts'
import { parentOf } from './parent.ts'

/**
 * Chooses the standby that ties a group least to others: under a parent that nobody uses, then at a provider and under
 * a shared suffix that few use, then the one that waited longest.
 * @param inUse hosts that serve other groups and channels.
 * @returns null where there is none.
 */
export function chooseStandby(standbys: readonly Mirror[], inUse: readonly Mirror[]): Mirror | null {
  const providers = countBy(inUse, mirror => mirror.provider ?? '')
  const parents = countBy(inUse, mirror => parentOf(mirror.host).name)
  const ties = (mirror: Mirror) => {
    const parent = parentOf(mirror.host)
    const under = parents.get(parent.name) ?? 0
    // Two groups under one owned name fall together for certain; under a shared suffix only with all its tenants.
    const owned = parent.kind === 'owned' ? under * inUse.length : under
    return owned + (mirror.provider === null ? 0 : (providers.get(mirror.provider) ?? 0))
  }
  const [best] = standbys
    .map(mirror => ({ mirror, ties: ties(mirror) }))
    .toSorted(
      (a, b) =>
        a.ties - b.ties ||
        a.mirror.addedAtMs - b.mirror.addedAtMs ||
        (a.mirror.host < b.mirror.host ? -1 : 1),
    )
  return best?.mirror ?? null
}

function countBy(mirrors: readonly Mirror[], of: (mirror: Mirror) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const mirror of mirrors) counts.set(of(mirror), (counts.get(of(mirror)) ?? 0) + 1)
  return counts
}
