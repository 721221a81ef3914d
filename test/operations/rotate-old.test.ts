import { expect, test } from 'vitest'
import { createMemoryAuditLog } from '../../src/adapters/memory/audit-log.ts'
import { createMemoryMirrorLog } from '../../src/adapters/memory/mirror-log.ts'
import { rotateOld } from '../../src/operations/change-mirror.ts'
import { openReadingRoom, publicChannel, sampleMirror } from '../support/reading-room.ts'

const dayMs = 86_400_000
const channel = { ...publicChannel, rotation: { leadHours: 48, everyDays: 30 } }

/** A channel with one live host and so many in reserve, a number of days after all of them were added. */
async function after(days: number, standbys: readonly string[]) {
  const mirrorLog = createMemoryMirrorLog()
  const pool = [sampleMirror('live.example'), ...standbys.map(host => sampleMirror(host, 'standby'))]
  await mirrorLog.record({ mirrors: pool, changes: [] })
  const room = await openReadingRoom({ mirrorLog, channels: [channel] })
  room.clock.advance(days * dayMs)
  await rotateOld([channel], { ...room, auditLog: createMemoryAuditLog(), actor: 'schedule' })
  return new Map((await mirrorLog.list()).map(({ host, state }) => [host, state]))
}

test('a host is rotated out once it is as old as its channel lets it be, and one standby is kept', async () => {
  const states = await after(31, ['next.example', 'reserve.example'])

  expect(states.get('live.example')).toBe('draining')
  expect([...states.values()].toSorted()).toEqual(['draining', 'live', 'standby'])
})

test('a host that is younger stays', async () => {
  expect((await after(29, ['next.example', 'reserve.example'])).get('live.example')).toBe('live')
})

test('the last standby is not spent on a schedule', async () => {
  expect((await after(31, ['next.example'])).get('live.example')).toBe('live')
})
