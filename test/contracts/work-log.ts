import { beforeEach, describe, expect, test } from 'vitest'
import type { Work } from '../../src/core/source/work.ts'
import type { WorkLog } from '../../src/ports/work-log.ts'

const refresh = (sourceId: string): Work => ({ kind: 'refresh', sourceId, dueAtMs: 5 })

/** What every work log keeps to. `open` gives an empty one. */
export function workLogContract(name: string, open: () => Promise<WorkLog>): void {
  describe(`${name} keeps the contract of a work log:`, () => {
    let log: WorkLog
    beforeEach(async () => {
      log = await open()
    })

    test('what is claimed is not given to anybody else before its time', async () => {
      expect(await log.claim(['a', 'b'], { nowMs: 10, untilMs: 20 })).toEqual(['a', 'b'])

      expect(await log.claim(['b', 'c'], { nowMs: 19, untilMs: 30 })).toEqual(['c'])
      expect(await log.claim(['c', 'b', 'a'], { nowMs: 20, untilMs: 40 })).toEqual(['b', 'a'])
    })

    test('claiming nothing gives nothing', async () => {
      expect(await log.claim([], { nowMs: 10, untilMs: 20 })).toEqual([])
    })

    test('a thousand pieces are claimed at once', async () => {
      const ids = Array.from({ length: 1000 }, (_, n) => `work ${n}`)

      expect(await log.claim(ids, { nowMs: 10, untilMs: 20 })).toEqual(ids)
    })

    test('a mark only rises, and is 0 before', async () => {
      expect(await log.readMark('hub')).toBe(0)

      await log.raiseMark('hub', 7)
      await log.raiseMark('hub', 5)

      expect([await log.readMark('hub'), await log.readMark('other')]).toEqual([7, 0])
    })

    test('a hold lasts as long as the last word says, and none is 0', async () => {
      expect(await log.heldUntilMs()).toBe(0)

      await log.holdUntil(900)
      expect(await log.heldUntilMs()).toBe(900)
      await log.holdUntil(0)

      expect(await log.heldUntilMs()).toBe(0)
    })

    test('the last failure of each piece is told, the latest first', async () => {
      await log.fail({ work: refresh('a'), error: 'old', failedAtMs: 1, isGivenUp: false })
      await log.fail({ work: refresh('b'), error: 'other', failedAtMs: 2, isGivenUp: false })
      await log.fail({ work: refresh('a'), error: 'new', failedAtMs: 3, isGivenUp: false })

      expect(await log.failures()).toEqual([
        { work: refresh('a'), error: 'new', failedAtMs: 3, isGivenUp: false },
        { work: refresh('b'), error: 'other', failedAtMs: 2, isGivenUp: false },
      ])
    })

    test('what is given up keeps the reason of its last failure', async () => {
      await log.fail({
        work: refresh('a'),
        error: 'archive-failed: no answer',
        failedAtMs: 1,
        isGivenUp: false,
      })

      await log.giveUp(refresh('a'), 9)
      await log.giveUp(refresh('b'), 8)

      expect(await log.failures()).toEqual([
        { work: refresh('a'), error: 'archive-failed: no answer', failedAtMs: 9, isGivenUp: true },
        { work: refresh('b'), error: expect.stringContaining('no reason'), failedAtMs: 8, isGivenUp: true },
      ])
    })

    test('what was done after all has no failure any more', async () => {
      await log.fail({ work: refresh('a'), error: 'x', failedAtMs: 1, isGivenUp: false })

      await log.forget(refresh('a'))
      await log.forget(refresh('b'))

      expect(await log.failures()).toEqual([])
    })
  })
}
