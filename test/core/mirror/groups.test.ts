import { describe, expect, test } from 'vitest'
import { assignHosts } from '../../../src/core/mirror/assign-hosts.ts'
import { chargeBlock, moveGroup } from '../../../src/core/mirror/charge-block.ts'
import { dayMs, defaultGroupRules, type Group, type Invite } from '../../../src/core/mirror/group.ts'
import { judgeBlock } from '../../../src/core/mirror/judge-block.ts'
import { placeInvite, placeInvitee } from '../../../src/core/mirror/place-invite.ts'
import { splitGroup } from '../../../src/core/mirror/split-group.ts'
import { suspectGroup } from '../../../src/core/mirror/suspect.ts'

const rules = defaultGroupRules

function invite(id: string, over: Partial<Invite> = {}): Invite {
  return {
    id,
    groupId: 'g',
    invitedById: null,
    addedAtMs: 0,
    suspicion: 0.05,
    blockages: 0,
    charges: 0,
    waitsUntilMs: null,
    closedAtMs: null,
    ...over,
  }
}

function group(id: string, inviteIds: readonly string[], over: Partial<Group> = {}): Group {
  return { id, channelId: 'mail', inviteIds, host: null, hostSinceMs: null, sibling: null, ...over }
}

const ids = (text: string) => text.split('')

describe('splitting', () => {
  test('two halves in invite order, no half empty, each the sibling of the other', () => {
    const { groups, invites, removedGroupIds } = splitGroup(
      group('g', ids('abcde')),
      ids('abcde').map(id => invite(id)),
    )

    expect(groups.map(each => each.inviteIds.join(''))).toEqual(['ab', 'cde'])
    expect(groups.map(each => each.sibling?.groupId)).toEqual(['g.1', 'g.0'])
    expect(invites.map(each => each.groupId)).toEqual(['g.0', 'g.0', 'g.1', 'g.1', 'g.1'])
    expect(removedGroupIds).toEqual(['g'])
  })

  test.each([
    { name: 'sham readers go with who invited them', family: { c: 'a', d: 'a' }, want: ['acd', 'bef'] },
    {
      name: 'a family larger than half the group is cut',
      family: { b: 'a', c: 'a', d: 'a', e: 'a' },
      want: ['abc', 'def'],
    },
  ])('$name', ({ family, want }) => {
    const by = new Map(Object.entries(family))
    const members = ids('abcdef').map(id => invite(id, { invitedById: by.get(id) ?? null }))

    const { groups } = splitGroup(group('g', ids('abcdef')), members)

    expect(groups.map(each => each.inviteIds.join(''))).toEqual(want)
  })

  test('a specific block splits the group and frees the half of an earlier split from suspicion', () => {
    const other = group('g.1', ['x'], { sibling: { groupId: 'g.0', clean: 0.9 } })
    const change = chargeBlock(group('g.0', ['a', 'b']), [invite('a'), invite('b')], {
      sibling: other,
      rules,
      nowMs: 0,
    })

    expect(change.groups.map(each => [each.id, each.sibling?.groupId ?? null])).toEqual([
      ['g.0.0', 'g.0.1'],
      ['g.0.1', 'g.0.0'],
      ['g.1', null],
    ])
    expect(change.invites.map(each => each.blockages)).toEqual([1, 1])
  })

  test('a collateral block moves the group and charges nobody', () => {
    const moved = moveGroup(group('g', ['a', 'b'], { host: 'h.example', hostSinceMs: 5 }))

    expect(moved).toEqual({ groups: [group('g', ['a', 'b'])], invites: [], removedGroupIds: [] })
  })

  test('who is alone is slowed by 7 and 14 days and closed at the third charge', () => {
    let [alone] = [invite('a')]
    const waits: (number | null)[] = []
    for (let n = 0; n < 3; n++) {
      const { invites } = chargeBlock(group('g', ['a']), [alone], { sibling: null, rules, nowMs: 0 })
      alone = invites[0] ?? alone
      waits.push(alone.closedAtMs === null ? (alone.waitsUntilMs ?? 0) / dayMs : null)
    }

    expect(waits).toEqual([7, 14, null])
  })

  test('where closing is left to the operator, the third wait is 28 days and goes on', () => {
    const kept = { ...rules, closeAtCharge: null }
    const { invites } = chargeBlock(group('g', ['a']), [invite('a', { charges: 4 })], {
      sibling: null,
      rules: kept,
      nowMs: 0,
    })

    expect(invites).toMatchObject([{ charges: 5, waitsUntilMs: 28 * dayMs, closedAtMs: null }])
  })
})

describe('suspicion', () => {
  const halves = (hostSinceMs: number | null) => ({
    group: group('g.1', ['b'], { sibling: { groupId: 'g.0', clean: 0.9 } }),
    sibling: group('g.0', ['a'], { host: hostSinceMs === null ? null : 'h', hostSinceMs }),
  })
  const member = [invite('b', { suspicion: 0.1 })]
  const quick = Array.from({ length: 30 }, () => 0.5)

  test.each([
    { name: 'both waiting: one of them has told', since: null, lags: quick, want: 0.53 },
    { name: 'the other stands against a quick censor', since: 0, lags: quick, want: 0.97 },
    { name: 'the other stands, but so did hosts for a week', since: 0, lags: quick.map(() => 7), want: 0.53 },
    { name: 'the other stands, and nothing is known of the censor', since: 0, lags: [], want: 0.53 },
  ])('$name', ({ since, lags, want }) => {
    const { group: half, sibling } = halves(since)

    expect(suspectGroup(half, member, { sibling, lags, nowMs: dayMs })).toBeCloseTo(want, 2)
  })
})

describe('who is served first', () => {
  const book = (groups: readonly Group[], invites: readonly Invite[]) => ({
    groups: new Map(groups.map(each => [each.id, each])),
    invites: new Map(invites.map(each => [each.id, each])),
  })

  test('the group with the most innocent readers, a charged one from what is left over', () => {
    const all = book(
      [
        group('small', ['a']),
        group('large', ['b', 'c']),
        group('charged', ['d']),
        group('live', ['e'], { host: 'h', hostSinceMs: 0 }),
      ],
      [invite('a'), invite('b'), invite('c'), invite('d', { charges: 1 }), invite('e')],
    )
    const serve = (reserve: number) => assignHosts(all, { rules, lags: [], nowMs: 0, reserve }).served

    expect(serve(1)).toEqual(['large'])
    expect(serve(3)).toEqual(['large', 'small'])
    expect(serve(4)).toEqual(['large', 'small', 'charged'])
  })

  test('who waits is not served before, and who is closed never', () => {
    const all = book(
      [group('slowed', ['a']), group('closed', ['b'])],
      [invite('a', { charges: 1, waitsUntilMs: dayMs }), invite('b', { charges: 3, closedAtMs: 0 })],
    )
    const serve = (nowMs: number) => assignHosts(all, { rules, lags: [], nowMs, reserve: 9 }).served

    expect([serve(0), serve(dayMs)]).toEqual([[], ['slowed']])
  })

  test('a half whose sibling outlives a quick censor is split without spending a host on it', () => {
    const all = book(
      [
        group('g.0', ['a', 'b'], { host: 'h', hostSinceMs: 0 }),
        group('g.1', ['c', 'd'], { sibling: { groupId: 'g.0', clean: 0.8 } }),
      ],
      ids('abcd').map(id => invite(id, { suspicion: 0.1 })),
    )
    const lags = Array.from({ length: 30 }, () => 0.5)

    const { groups, removedGroupIds, served } = assignHosts(all, {
      rules,
      lags,
      nowMs: 2 * dayMs,
      reserve: 9,
    })

    expect(removedGroupIds).toEqual(['g.1'])
    expect(groups.map(each => each.inviteIds)).toEqual([['c'], ['d']])
    expect(served).toEqual(['g.1.0', 'g.1.1'])
  })
})

describe('placing', () => {
  test('the operator’s invites fill one group and then begin the next', () => {
    let groups: readonly Group[] = []
    for (let n = 0; n < 12; n++) {
      const placed = placeInvite({ id: `i${n}`, channelId: 'mail', nowMs: 0 }, groups, {
        rules,
        newGroupId: `g${n}`,
      })
      groups = [...groups.filter(each => each.id !== placed.group.id), placed.group]
    }

    expect(groups.map(each => [each.id, each.inviteIds.length])).toEqual([
      ['g0', 10],
      ['g10', 2],
    ])
  })

  test('a reader’s invitee comes into the reader’s group and inherits what it has been through', () => {
    const inviter = invite('a', { suspicion: 0.3, blockages: 2, charges: 1 })
    const placed = placeInvitee({ id: 'b', channelId: 'mail', nowMs: 1 }, inviter, {
      familyGroups: [group('g', ['a'])],
      rules,
      newGroupId: 'n',
    })

    expect(placed.group.inviteIds).toEqual(['a', 'b'])
    expect(placed.invite).toMatchObject({ invitedById: 'a', suspicion: 0.3, blockages: 2, charges: 1 })
  })

  test('where that is full, friends get a group that no stranger is put into', () => {
    const full = group('g', ids('abcdefghij'))
    const placed = placeInvitee({ id: 'k', channelId: 'mail', nowMs: 1 }, invite('a'), {
      familyGroups: [full],
      rules,
      newGroupId: 'n',
    })
    const stranger = placeInvite({ id: 'z', channelId: 'mail', nowMs: 1 }, [full, placed.group], {
      rules,
      newGroupId: 'm',
    })

    expect(placed.group.inviteIds).toEqual(['k'])
    expect(stranger.group.inviteIds).toEqual(['z'])
  })
})

describe('what a block was aimed at', () => {
  const blocked = { host: 'x.example', provider: 'one', parent: 'x.example', isReached: false }
  const others = (reached: number, gone: number, over = {}) =>
    Array.from({ length: reached + gone }, (_, n) => ({
      ...{ host: `h${n}`, provider: 'one', parent: `p${n}`, isReached: n < reached },
      ...over,
    }))

  test.each([
    { name: 'others at its provider are reached', given: others(5, 5), want: 'specific' },
    { name: 'nothing at its provider is', given: others(0, 5), want: 'collateral' },
    {
      name: 'nothing under its parent is',
      given: others(0, 3, { provider: 'two', parent: 'x.example' }),
      want: 'collateral',
    },
    { name: 'two neighbors gone may be chance', given: others(0, 2), want: 'specific' },
    { name: 'there are no neighbors', given: [], want: 'specific' },
  ])('$name: $want', ({ given, want }) => {
    expect(judgeBlock(blocked, given)).toBe(want)
  })
})
