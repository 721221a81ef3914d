import type { Group, Invite } from '../../core/mirror/group.ts'
import type { Announcement, Mirror, MirrorChange } from '../../core/mirror/mirror.ts'
import type { GroupUpdate, IssuedManifest, MirrorLog } from '../../ports/mirror-log.ts'

/** A mirror log that lasts as long as the process. */
export function createMemoryMirrorLog(): MirrorLog {
  const mirrors = new Map<string, Mirror>()
  const changes: MirrorChange[] = []
  const announcements: Announcement[] = []
  const groups = new Map<string, Group>()
  const invites = new Map<string, Invite>()
  const openings = new Map<string, readonly string[]>()
  const lags = new Map<string, readonly number[]>()
  const asked = new Map<string, number>()
  const manifests = new Map<string, readonly IssuedManifest[]>()
  let version = 0

  function apply(update: GroupUpdate): void {
    for (const id of update.removedGroupIds) groups.delete(id)
    for (const group of update.groups) groups.set(group.id, group)
    for (const invite of update.invites) invites.set(invite.id, invite)
    for (const { host, inviteIds } of update.openings) {
      openings.set(host, [...new Set([...(openings.get(host) ?? []), ...inviteIds])].sort())
    }
    for (const host of update.shutHosts) openings.delete(host)
    for (const { channelId, days } of update.lags) lags.set(channelId, [...(lags.get(channelId) ?? []), days])
  }

  return {
    version: async () => version,
    list: async () =>
      [...mirrors.values()].sort((a, b) => a.addedAtMs - b.addedAtMs || (a.host < b.host ? -1 : 1)),
    find: async host => mirrors.get(host) ?? null,
    async record(update) {
      if (update.ifVersion !== undefined && update.ifVersion !== version) return false
      for (const mirror of update.mirrors) mirrors.set(mirror.host, mirror)
      changes.push(...update.changes)
      if (update.announcement !== undefined) announcements.push(update.announcement)
      if (update.groups !== undefined) apply(update.groups)
      version++
      return true
    },
    changes: async host => changes.filter(change => host === undefined || change.host === host),
    announcements: async () => [...announcements],
    readGroups: async () => ({
      groups: [...groups.values()],
      invites: [...invites.values()],
      openings: new Map(openings),
      lags: new Map(lags),
    }),
    async wipeGroups() {
      for (const kept of [groups, invites, openings, lags]) kept.clear()
      version++
    },
    async manifestBefore(origin, issuedAtMs) {
      const before = (manifests.get(origin) ?? []).filter(each => each.issuedAtMs < issuedAtMs)
      return before.toSorted((a, b) => b.issuedAtMs - a.issuedAtMs)[0]?.hash ?? null
    },
    async noteManifest(origin, manifest) {
      const known = manifests.get(origin) ?? []
      if (known.some(each => each.issuedAtMs === manifest.issuedAtMs)) return
      manifests.set(origin, [...known, manifest])
    },
    async noteAsked(hosts, day) {
      for (const host of hosts) asked.set(host, Math.max(day, asked.get(host) ?? 0))
    },
    lastAsked: async () => new Map(asked),
  }
}
