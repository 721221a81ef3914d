import type { Announcement, Mirror, MirrorChange } from '../../core/mirror/mirror.ts'
import type { MirrorLog } from '../../ports/mirror-log.ts'

/** A mirror log that lasts as long as the process. */
export function createMemoryMirrorLog(): MirrorLog {
  const mirrors = new Map<string, Mirror>()
  const changes: MirrorChange[] = []
  const announcements: Announcement[] = []
  let version = 0
  return {
    version: async () => version,
    list: async () =>
      [...mirrors.values()].sort((a, b) => a.addedAtMs - b.addedAtMs || (a.host < b.host ? -1 : 1)),
    find: async host => mirrors.get(host) ?? null,
    async record(update) {
      for (const mirror of update.mirrors) mirrors.set(mirror.host, mirror)
      changes.push(...update.changes)
      if (update.announcement !== undefined) announcements.push(update.announcement)
      version++
    },
    changes: async host => changes.filter(change => host === undefined || change.host === host),
    announcements: async () => [...announcements],
  }
}
