import { describe, expect, test } from 'vitest'
import type { SourceState } from '../../src/core/source/source.ts'
import type { SourceLog } from '../../src/ports/source-log.ts'

/** What every source log keeps to. `open` gives an empty one. */
export function sourceLogContract(name: string, open: () => Promise<SourceLog>): void {
  const fresh: SourceState = {
    sourceId: 'example',
    feeds: [{ url: 'https://news.example/rss', etag: 'W/"ä"', lastModified: null }],
    intervalMinutes: 22.5,
    nextDueAtMs: 1_780_000_000_000,
    lastAttemptAtMs: null,
    lastSuccessAtMs: null,
    lastNewAtMs: null,
    failures: 0,
    lastError: null,
  }
  const failing: SourceState = {
    ...fresh,
    feeds: [],
    lastAttemptAtMs: 1_780_000_000_001,
    lastSuccessAtMs: 1_779_000_000_000,
    lastNewAtMs: 1_778_000_000_000,
    failures: 3,
    lastError: 'fetch-timeout – пусто',
  }

  describe(`${name} keeps the contract of a source log:`, () => {
    test('a state comes back as it was put', async () => {
      const log = await open()

      await log.put(fresh)

      expect(await log.find('example')).toEqual(fresh)
      expect(await log.find('other')).toBeNull()
    })

    test('a later state takes the place of the earlier', async () => {
      const log = await open()

      await log.put(fresh)
      await log.put(failing)

      expect(await log.list()).toEqual([failing])
    })

    test('the list is in the order of ids', async () => {
      const log = await open()
      expect(await log.list()).toEqual([])

      for (const sourceId of ['b', 'c', 'a']) await log.put({ ...fresh, sourceId })

      expect((await log.list()).map(({ sourceId }) => sourceId)).toEqual(['a', 'b', 'c'])
    })
  })
}
