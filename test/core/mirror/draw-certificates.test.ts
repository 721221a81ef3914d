import { describe, expect, test } from 'vitest'
import { drawCertificates } from '../../../src/core/mirror/draw-certificates.ts'
import type { Mirror, MirrorState } from '../../../src/core/mirror/mirror.ts'

const hourMs = 3_600_000

function mirror(host: string, state: MirrorState = 'standby', addedAtMs = 0): Mirror {
  return {
    host,
    channelId: 'public',
    state,
    blockedIn: [],
    provider: null,
    addedAtMs,
    changedAtMs: addedAtMs,
  }
}

function hostsDrawn(
  pool: readonly Mirror[],
  rest: Partial<Parameters<typeof drawCertificates>[1]> = {},
): readonly string[] {
  const options = { certified: new Set<string>(), days: 7, nowMs: 0, random: () => 0.99, ...rest }
  return drawCertificates(pool, options).map(({ host }) => host)
}

/** Numbers that look random and are the same each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe('who is due for a certificate', () => {
  test.each([
    { name: 'a live host at once', given: [mirror('a.example', 'live')], want: ['a.example'] },
    { name: 'a draining host at once', given: [mirror('a.example', 'draining')], want: ['a.example'] },
    { name: 'a host that was blocked at once', given: [mirror('a.example', 'blocked')], want: ['a.example'] },
    { name: 'nobody who is retired', given: [mirror('a.example', 'retired')], want: [] },
    { name: 'no onion address', given: [mirror('a.onion', 'live')], want: [] },
    { name: 'no standby whose number is not drawn', given: [mirror('a.example')], want: [] },
    {
      name: 'a host in use before a standby',
      given: [mirror('a.example', 'standby', -8 * 24 * hourMs), mirror('b.example', 'live')],
      want: ['b.example', 'a.example'],
    },
  ])('is $name', ({ given, want }) => {
    expect(hostsDrawn(given)).toEqual(want)
  })

  test('is nobody who has one', () => {
    expect(hostsDrawn([mirror('a.example', 'live')], { certified: new Set(['a.example']) })).toEqual([])
  })

  test('is every standby in the last of its hours, whatever is drawn', () => {
    expect(hostsDrawn([mirror('a.example')], { nowMs: (7 * 24 - 1) * hourMs })).toEqual(['a.example'])
  })

  test('hosts that were added together come evenly spread over the days', () => {
    const random = randomFrom(7)
    const pool = Array.from({ length: 700 }, (_, index) => mirror(`m${index}.example`))
    const certified = new Set<string>()
    const perDay = Array.from({ length: 7 }, () => 0)
    for (let hour = 0; hour < 7 * 24; hour++)
      for (const host of hostsDrawn(pool, { certified, random, nowMs: hour * hourMs })) {
        certified.add(host)
        perDay[Math.floor(hour / 24)] = (perDay[Math.floor(hour / 24)] ?? 0) + 1
      }

    expect(certified.size).toBe(700)
    expect(Math.min(...perDay)).toBeGreaterThan(70)
    expect(Math.max(...perDay)).toBeLessThan(130)
  })

  test('standbys of one hour come in no order of theirs', () => {
    const random = randomFrom(3)
    const pool = Array.from({ length: 20 }, (_, index) => mirror(`m${index}.example`))
    const once = hostsDrawn(pool, { random, nowMs: 8 * 24 * hourMs })

    expect(once.toSorted()).toEqual(pool.map(({ host }) => host).toSorted())
    expect(once).not.toEqual(pool.map(({ host }) => host))
  })
})
