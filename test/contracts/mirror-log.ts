import { describe, expect, test } from 'vitest'
import type { Group, Invite } from '../../src/core/mirror/group.ts'
import type { Announcement, Mirror, MirrorChange } from '../../src/core/mirror/mirror.ts'
import type { GroupUpdate, MirrorLog } from '../../src/ports/mirror-log.ts'

/** What every mirror log keeps to. `open` gives an empty one. */
export function mirrorLogContract(name: string, open: () => Promise<MirrorLog>): void {
  const atMs = 1_780_000_000_000
  const first: Mirror = {
    host: 'a.example',
    channelId: 'public',
    state: 'live',
    blockedIn: [],
    provider: null,
    addedAtMs: atMs,
    changedAtMs: atMs,
  }
  const second: Mirror = {
    ...first,
    host: 'b.example',
    state: 'standby',
    provider: 'Хостинг',
    addedAtMs: atMs + 1,
  }
  const added: MirrorChange = { atMs, host: 'a.example', from: null, to: 'live', region: null, reason: null }
  const announcement: Announcement = {
    channelId: 'public',
    fromHost: 'a.example',
    toHost: 'b.example',
    announcedAtMs: atMs,
  }

  describe(`${name} keeps the contract of a mirror log:`, () => {
    test('a new one is empty', async () => {
      const log = await open()

      expect(await log.version()).toBe(0)
      expect(await log.list()).toEqual([])
      expect(await log.changes()).toEqual([])
      expect(await log.announcements()).toEqual([])
      expect(await log.find('a.example')).toBeNull()
    })

    test('mirrors come back as recorded, in the order they were added', async () => {
      const log = await open()

      await log.record({ mirrors: [second, first], changes: [] })

      expect(await log.list()).toEqual([first, second])
      expect(await log.find('b.example')).toEqual(second)
    })

    test('a mirror stands as it was recorded last', async () => {
      const log = await open()
      const blocked: Mirror = { ...first, state: 'blocked', blockedIn: ['BY', 'RU'], changedAtMs: atMs + 5 }
      await log.record({ mirrors: [first], changes: [added] })

      await log.record({ mirrors: [blocked], changes: [] })

      expect(await log.list()).toEqual([blocked])
    })

    test('changes are kept oldest first, for all hosts or one', async () => {
      const log = await open()
      const blocked: MirrorChange = {
        ...added,
        from: 'live',
        to: 'blocked',
        region: 'BY',
        reason: 'SNI – сброс',
      }
      const other: MirrorChange = { ...added, host: 'b.example' }

      await log.record({ mirrors: [], changes: [added, other] })
      await log.record({ mirrors: [], changes: [blocked] })

      expect(await log.changes()).toEqual([added, other, blocked])
      expect(await log.changes('a.example')).toEqual([added, blocked])
      expect(await log.changes('c.example')).toEqual([])
    })

    test('announcements are kept oldest first', async () => {
      const log = await open()
      const next = { ...announcement, fromHost: 'b.example', toHost: 'c.example' }

      await log.record({ mirrors: [], changes: [], announcement })
      await log.record({ mirrors: [], changes: [], announcement: next })

      expect(await log.announcements()).toEqual([announcement, next])
    })

    test('every record raises the version', async () => {
      const log = await open()

      await log.record({ mirrors: [first], changes: [added] })
      const version = await log.version()
      await log.record({ mirrors: [], changes: [], announcement })

      expect(version).toBeGreaterThan(0)
      expect(await log.version()).toBeGreaterThan(version)
    })

    test('records made at once are all kept', async () => {
      const log = await open()
      const hosts = ['a', 'b', 'c', 'd'].map(letter => `${letter}.example`)

      await Promise.all(
        hosts.map(host => log.record({ mirrors: [{ ...first, host }], changes: [{ ...added, host }] })),
      )

      expect((await log.list()).map(({ host }) => host)).toEqual(hosts)
      expect(await log.changes()).toHaveLength(4)
    })

    const nothing = { groups: [], invites: [], removedGroupIds: [], openings: [], shutHosts: [], lags: [] }
    const group: Group = {
      id: 'g',
      channelId: 'friends',
      inviteIds: ['i', 'j'],
      host: 'a.example',
      hostSinceMs: atMs,
      sibling: { groupId: 'h', clean: 0.75 },
    }
    const invite: Invite = {
      id: 'i',
      groupId: 'g',
      invitedById: null,
      addedAtMs: atMs,
      suspicion: 0.05,
      blockages: 1,
      charges: 0,
      waitsUntilMs: null,
      closedAtMs: null,
    }
    const update: GroupUpdate = {
      ...nothing,
      groups: [group],
      invites: [invite, { ...invite, id: 'j', invitedById: 'i', waitsUntilMs: atMs, closedAtMs: atMs }],
      openings: [{ host: 'a.example', inviteIds: ['i', 'j'] }],
      lags: [{ channelId: 'friends', days: 1.5 }],
    }

    test('groups, invites, openings and lags come back as recorded', async () => {
      const log = await open()

      await log.record({ mirrors: [], changes: [], groups: update })

      expect(await log.readGroups()).toEqual({
        groups: [group],
        invites: update.invites,
        openings: new Map([['a.example', ['i', 'j']]]),
        lags: new Map([['friends', [1.5]]]),
      })
    })

    test('a host passes from one group to another, a removed group is gone and a shut host opens to nobody', async () => {
      const log = await open()
      await log.record({ mirrors: [], changes: [], groups: update })

      await log.record({
        mirrors: [],
        changes: [],
        groups: {
          ...nothing,
          groups: [{ ...group, id: 'next', sibling: null }],
          removedGroupIds: ['g'],
          shutHosts: ['a.example'],
          openings: [{ host: 'b.example', inviteIds: ['i'] }],
          lags: [{ channelId: 'friends', days: 0 }],
        },
      })

      const { groups, openings, lags } = await log.readGroups()
      expect(groups.map(each => [each.id, each.sibling])).toEqual([['next', null]])
      expect(openings).toEqual(new Map([['b.example', ['i']]]))
      expect(lags.get('friends')).toEqual([1.5, 0])
    })

    test('of two who decide on one version, the second writes nothing', async () => {
      const log = await open()
      const ifVersion = await log.version()

      const written = [
        await log.record({ mirrors: [first], changes: [], ifVersion }),
        await log.record({ mirrors: [second], changes: [added], groups: update, ifVersion }),
      ]

      expect(written).toEqual([true, false])
      expect(await log.list()).toEqual([first])
      expect(await log.changes()).toEqual([])
      expect((await log.readGroups()).groups).toEqual([])
    })

    test('wiped groups are forgotten, mirrors stay', async () => {
      const log = await open()
      await log.record({ mirrors: [first], changes: [], groups: update })
      const version = await log.version()

      await log.wipeGroups()

      const { groups, invites, openings, lags } = await log.readGroups()
      expect([groups.length, invites.length, openings.size, lags.size]).toEqual([0, 0, 0, 0])
      expect(await log.list()).toEqual([first])
      expect(await log.version()).toBeGreaterThan(version)
    })

    test('a manifest names the one before it, of the same readers', async () => {
      const log = await open()
      for (const [issuedAtMs, hash] of [
        [1_000, 'first'],
        [2_000, 'second'],
        [2_000, 'another'],
      ] as const)
        await log.noteManifest('https://a.example', { issuedAtMs, hash })

      expect(await log.manifestBefore('https://a.example', 1_000)).toBeNull()
      expect(await log.manifestBefore('https://a.example', 2_000)).toBe('first')
      expect(await log.manifestBefore('https://a.example', 9_000)).toBe('second')
      expect(await log.manifestBefore('https://b.example', 9_000)).toBeNull()
    })

    test('the last day on which a host was asked for is kept, and no earlier one in its place', async () => {
      const log = await open()

      await log.noteAsked(['a.example', 'b.example'], 20_000)
      await log.noteAsked(['a.example'], 20_001)
      await log.noteAsked(['b.example'], 19_999)
      await log.noteAsked([], 20_002)

      expect(await log.lastAsked()).toEqual(
        new Map([
          ['a.example', 20_001],
          ['b.example', 20_000],
        ]),
      )
    })
  })
}
