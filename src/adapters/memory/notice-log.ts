import type { NoticeLog, Told } from '../../ports/notice-log.ts'

/** A notice log that lasts as long as the process. */
export function createMemoryNoticeLog(): NoticeLog {
  const kept = new Map<string, Told>()
  return {
    told: async way => kept.get(way) ?? null,
    async noteTold(way, told) {
      kept.set(way, told)
    },
  }
}
