import { describe, expect, test } from 'vitest'
import type { NoticeLog } from '../../src/ports/notice-log.ts'

const trouble = { key: 'sources example', text: 'example: нет новостей' }

/** What every notice log keeps to. `open` gives an empty one. */
export function noticeLogContract(name: string, open: () => Promise<NoticeLog>): void {
  describe(`${name} keeps the contract of a notice log:`, () => {
    test('nothing was told by a new one', async () => {
      expect(await (await open()).told('mail')).toBe(null)
    })

    test('what was told last by a way is known, and by that way alone', async () => {
      const log = await open()
      await log.noteTold('mail', { atMs: 1, troubles: [trouble] })
      await log.noteTold('webhook', { atMs: 2, troubles: [] })
      await log.noteTold('mail', { atMs: 3, troubles: [trouble, { key: 'b', text: 'c' }] })

      expect(await log.told('mail')).toEqual({ atMs: 3, troubles: [trouble, { key: 'b', text: 'c' }] })
      expect(await log.told('webhook')).toEqual({ atMs: 2, troubles: [] })
    })
  })
}
