import { describe, expect, test } from 'vitest'
import type { Mirror, MirrorState } from '../../../src/core/mirror/mirror.ts'
import { addMirror, isServing, moveMirror } from '../../../src/core/mirror/transition.ts'

const atMs = Date.UTC(2026, 0, 2)

function mirrorIn(state: MirrorState): Mirror {
  return addMirror({ host: 'a.example', channelId: 'public', state, provider: null }, 0).mirror
}

describe('a mirror', () => {
  test.each([
    { from: 'standby', to: 'live' },
    { from: 'live', to: 'draining' },
    { from: 'draining', to: 'live' },
    { from: 'draining', to: 'retired' },
    { from: 'live', to: 'blocked' },
    { from: 'blocked', to: 'blocked' },
    { from: 'blocked', to: 'live' },
  ] as const)('may go from $from to $to', ({ from, to }) => {
    const moved = moveMirror(mirrorIn(from), to, { atMs })

    expect(moved.mirror).toMatchObject({ state: to, changedAtMs: atMs })
    expect(moved.change).toMatchObject({ host: 'a.example', from, to, atMs })
  })

  test.each([
    { from: 'retired', to: 'live' },
    { from: 'standby', to: 'draining' },
    { from: 'live', to: 'standby' },
    { from: 'live', to: 'live' },
  ] as const)('may not go from $from to $to', ({ from, to }) => {
    expect(() => moveMirror(mirrorIn(from), to, { atMs })).toThrow(/is \w+ and can't become/)
  })

  test('gathers the regions where it is blocked, and loses them when it is live again', () => {
    const once = moveMirror(mirrorIn('live'), 'blocked', { atMs, region: 'RU' }).mirror
    const twice = moveMirror(once, 'blocked', { atMs, region: 'BY' }).mirror

    expect(twice.blockedIn).toEqual(['BY', 'RU'])
    expect(moveMirror(twice, 'live', { atMs }).mirror.blockedIn).toEqual([])
  })

  test('answers readers while live, draining or blocked, and nobody else', () => {
    const states = ['standby', 'live', 'draining', 'blocked', 'retired'] as const

    expect(states.filter(isServing)).toEqual(['live', 'draining', 'blocked'])
  })
})
