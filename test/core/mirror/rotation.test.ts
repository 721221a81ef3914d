import { describe, expect, test } from 'vitest'
import { announcementEntry, announcementFor } from '../../../src/core/mirror/announcement.ts'
import type { Mirror } from '../../../src/core/mirror/mirror.ts'
import { planRotation } from '../../../src/core/mirror/rotation.ts'
import { moveMirror } from '../../../src/core/mirror/transition.ts'

const nowMs = Date.UTC(2026, 10, 24)

function mirror(host: string, state: Mirror['state'], changedAtMs: number, channelId = 'public'): Mirror {
  return { host, channelId, state, blockedIn: [], provider: null, addedAtMs: 0, changedAtMs }
}

const pool = [
  mirror('young.example', 'live', 20),
  mirror('old.example', 'live', 10),
  mirror('late.example', 'standby', 9),
  mirror('next.example', 'standby', 5),
  mirror('other.example', 'standby', 1, 'mail'),
]

describe('planRotation', () => {
  test('moves the readers of the oldest live host to the standby that has waited longest', () => {
    const { announcement, mirrors } = planRotation(pool, { channelId: 'public', nowMs })

    expect(announcement).toEqual({
      channelId: 'public',
      fromHost: 'old.example',
      toHost: 'next.example',
      announcedAtMs: nowMs,
    })
    expect(mirrors.map(each => [each.host, each.state])).toEqual([
      ['next.example', 'live'],
      ['old.example', 'draining'],
    ])
  })

  test('leaves the host that is named', () => {
    const { announcement } = planRotation(pool, { channelId: 'public', fromHost: 'young.example', nowMs })

    expect(announcement.fromHost).toBe('young.example')
  })

  test('never takes a standby of another channel', () => {
    const noReserve = pool.filter(each => each.state !== 'standby' || each.channelId === 'mail')

    expect(() => planRotation(noReserve, { channelId: 'public', nowMs })).toThrow(/no standby to rotate to/)
  })

  test('finds nothing to leave in a channel without a live host', () => {
    expect(() => planRotation(pool, { channelId: 'mail', nowMs })).toThrow(/no live host/)
  })
})

describe('announcementFor', () => {
  const rotation = planRotation(pool, { channelId: 'public', nowMs })
  const after = pool.map(each => rotation.mirrors.find(moved => moved.host === each.host) ?? each)

  test('tells the readers of the host that goes away, and nobody else', () => {
    expect(announcementFor('old.example', [rotation.announcement], after)).toEqual(rotation.announcement)
    expect(announcementFor('next.example', [rotation.announcement], after)).toBeNull()
    expect(announcementFor('young.example', [rotation.announcement], after)).toBeNull()
  })

  test('names no host that does not serve', () => {
    const next = after.find(each => each.host === 'next.example') as Mirror
    const gone = after.map(each =>
      each === next ? moveMirror(next, 'retired', { atMs: nowMs }).mirror : each,
    )

    expect(announcementFor('old.example', [rotation.announcement], gone)).toBeNull()
  })

  test('as an entry has an id without a host name, and the next address as text', () => {
    const entry = announcementEntry(rotation.announcement, {
      title: 'News',
      language: 'en',
      reviewedLanguages: [],
    })

    expect(entry.id).toMatch(/^urn:uuid:/)
    expect(entry.summary).toContain('next.example')
    expect(`${entry.summary}${entry.path}`).not.toMatch(/https?:|<a/)
  })
})
