import { describe, expect, test } from 'vitest'
import type { Mirror, MirrorChange } from '../../../src/core/mirror/mirror.ts'
import { findNamePatterns } from '../../../src/core/mirror/name-patterns.ts'
import { effectiveNumber, findTies, type PoolMember } from '../../../src/core/mirror/pool-ties.ts'
import { forecastReserve } from '../../../src/core/mirror/reserve.ts'

function member(host: string, rest: Partial<PoolMember> = {}): PoolMember {
  return { host, provider: null, facts: null, ...rest }
}

const certificate = { fingerprint: 'ab'.repeat(32), expiresAtMs: 0, names: [] }
const at = (address: string) => ({ addresses: [address], certificate: null, nameServers: [] })

const servedBy = (...nameServers: string[]) => ({ addresses: [], certificate: null, nameServers })

describe('the effective number of hosts', () => {
  test.each([
    {
      name: 'without anything in common is their number',
      given: [member('a.example'), member('b.test')],
      want: 2,
    },
    { name: 'under one name is one', given: [member('a.news.example'), member('b.news.example')], want: 1 },
    {
      name: 'under a suffix that strangers share is their number',
      given: [member('a.github.io'), member('b.github.io')],
      want: 2,
    },
    {
      name: 'at one provider is one',
      given: [member('a.example', { provider: 'x' }), member('b.test', { provider: 'x' })],
      want: 1,
    },
    {
      name: 'in one /24 is one',
      given: [
        member('a.example', { facts: at('192.0.2.1') }),
        member('b.test', { facts: at('192.0.2.200') }),
      ],
      want: 1,
    },
    {
      name: 'in one /48 is one',
      given: [
        member('a.example', { facts: at('2001:db8:1::1') }),
        member('b.test', { facts: at('2001:db8:1:2::9') }),
      ],
      want: 1,
    },
    {
      name: 'in one /48 is one, however its addresses are shortened',
      given: [
        member('a.example', { facts: at('2001:db8::1') }),
        member('b.test', { facts: at('2001:db8:0:5::9') }),
      ],
      want: 1,
    },
    {
      name: 'in two /48 is two',
      given: [
        member('a.example', { facts: at('2001:db8::1') }),
        member('b.test', { facts: at('2001:db8:1::1') }),
      ],
      want: 2,
    },
    {
      name: 'behind a front that answers for millions is their number',
      given: [
        member('a.example', { facts: at('104.21.3.4') }),
        member('b.test', { facts: at('104.21.3.9') }),
        member('c.org', { facts: at('2606:4700:3030::6815:1') }),
      ],
      want: 3,
    },
    {
      name: 'in two blocks is two',
      given: [
        member('a.example', { facts: at('192.0.2.1') }),
        member('b.test', { facts: at('198.51.100.1') }),
      ],
      want: 2,
    },
    {
      name: 'with one certificate is one',
      given: ['a.example', 'b.test'].map(host =>
        member(host, { facts: { addresses: [], certificate, nameServers: [] } }),
      ),
      want: 1,
    },
    {
      name: 'with one pair of name servers is one, however it is written',
      given: [
        member('a.example', { facts: servedBy('amy.ns.example', 'ben.ns.example') }),
        member('b.test', { facts: servedBy('BEN.ns.example.', 'amy.ns.example') }),
      ],
      want: 1,
    },
    {
      name: 'with one name server of a pair in common is two',
      given: [
        member('a.example', { facts: servedBy('amy.ns.example', 'ben.ns.example') }),
        member('b.test', { facts: servedBy('amy.ns.example', 'cat.ns.example') }),
      ],
      want: 2,
    },
    {
      name: 'tied in a chain is one',
      given: [
        member('a.example', { provider: 'x' }),
        member('b.test', { provider: 'x', facts: at('192.0.2.1') }),
        member('c.org', { facts: at('192.0.2.2') }),
      ],
      want: 1,
    },
    { name: 'of none is none', given: [], want: 0 },
  ])('$name', ({ given, want }) => {
    expect(effectiveNumber(given)).toBe(want)
  })

  test('what ties them is told, the largest first', () => {
    const pool = [
      member('a.github.io', { provider: 'x' }),
      member('b.github.io', { provider: 'x' }),
      member('c.example', { provider: 'x' }),
    ]

    expect(findTies(pool)).toEqual([
      { kind: 'provider', name: 'x', hosts: ['a.github.io', 'b.github.io', 'c.example'] },
      { kind: 'shared suffix', name: 'github.io', hosts: ['a.github.io', 'b.github.io'] },
    ])
  })
})

test('names under one parent are not told to have one set of name servers, and a front is told by itself', () => {
  const facts = { ...servedBy('amy.ns.example'), addresses: ['172.67.1.1'] }

  expect(findTies(['a.news.example', 'b.news.example'].map(host => member(host, { facts })))).toEqual([
    { kind: 'parent', name: 'news.example', hosts: ['a.news.example', 'b.news.example'] },
    { kind: 'shared front', name: 'Cloudflare', hosts: ['a.news.example', 'b.news.example'] },
  ])
})

describe('patterns in names', () => {
  test.each([
    {
      name: 'none where names are unlike',
      given: ['blue.example', 'harbor.test', 'quince.org', 'tin-roof.net'],
      want: [],
    },
    { name: 'none in two, which may be chance', given: ['news-a.example', 'news-b.test'], want: [] },
    { name: 'a word', given: ['svaboda-a.example', 'my-svaboda.test', 'svaboda.org'], want: ['…svaboda…'] },
    { name: 'a numbered stem', given: ['m1.example', 'm2.test', 'm-17.org'], want: ['m and a number'] },
    {
      name: 'made-up labels of one length',
      given: ['kq3v9x0m2qdaaf.example', 'p0x8c7v6b5n4mz.test', 'zz91kfu38vnq0w.org'],
      want: ['14 letters or digits in one piece'],
    },
  ])('$name', ({ given, want }) => {
    expect(findNamePatterns(given).map(each => each.pattern)).toEqual(want)
  })
})

describe('how long a reserve lasts', () => {
  const dayMs = 86_400_000
  const nowMs = Date.UTC(2026, 10, 24)
  const mirror = (host: string, state: Mirror['state'], ageDays = 100): Mirror => {
    const addedAtMs = nowMs - ageDays * dayMs
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
  const blocked = (host: string, daysAgo: number): MirrorChange => {
    const atMs = nowMs - daysAgo * dayMs
    return { host, atMs, from: 'live', to: 'blocked', region: 'BY', reason: null }
  }
  const pool = ['a', 'b', 'c'].map(host => mirror(host, 'standby'))

  test.each([
    { name: 'for ever where nothing was lost', mirrors: pool, changes: [], want: null },
    {
      name: 'ten days each at three in thirty days',
      mirrors: pool,
      changes: [blocked('a', 1), blocked('b', 2), blocked('c', 29)],
      want: 30,
    },
    { name: 'without what was lost long ago', mirrors: pool, changes: [blocked('a', 31)], want: null },
    {
      name: 'by the days there were in a young pool',
      mirrors: pool.map(each => ({ ...each, addedAtMs: nowMs - 10 * dayMs })),
      changes: [blocked('a', 1)],
      want: 30,
    },
    {
      name: 'no day where nothing is left',
      mirrors: [mirror('a', 'blocked')],
      changes: [blocked('a', 1)],
      want: 0,
    },
  ])('$name', ({ mirrors, changes, want }) => {
    const { endsAtMs } = forecastReserve('public', { mirrors, changes, nowMs })

    expect(endsAtMs === null ? null : (endsAtMs - nowMs) / dayMs).toBe(want)
  })
})
