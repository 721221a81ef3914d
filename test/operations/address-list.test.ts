import { expect, test } from 'vitest'
import { createMemoryMirrorLog } from '../../src/adapters/memory/mirror-log.ts'
import type { Group, Invite } from '../../src/core/mirror/group.ts'
import { formatSecret, inviteIdOf, prefixOf } from '../../src/core/mirror/secret.ts'
import { nothing } from '../../src/operations/group-keeping.ts'
import { readAddressList } from '../../src/operations/read-address-list.ts'
import { writeAddressList } from '../../src/operations/write-address-list.ts'

const slots = 128
const epochs = 60
const secrets = Array.from({ length: 120 }, (_, n) => formatSecret(new Uint8Array(15).fill(n + 1)))
const originOf = (host: string) => `https://${host}`

const group = (n: number, move: number): Group => ({
  id: `g${n}`,
  channelId: 'friends',
  inviteIds: [inviteIdOf(secrets[n] ?? '')],
  host: `h${n}-${move}.example`,
  hostSinceMs: 0,
  sibling: null,
})

const invite = (n: number): Invite => ({
  id: inviteIdOf(secrets[n] ?? ''),
  groupId: `g${n}`,
  invitedById: null,
  addedAtMs: 0,
  suspicion: 0,
  blockages: 0,
  charges: 0,
  waitsUntilMs: null,
  closedAtMs: null,
})

const published = new Map<number, Promise<readonly string[]>>()

/** Played once for each number of blocks. */
function publish(blocks: number): Promise<readonly string[]> {
  const lists = published.get(blocks) ?? play(blocks)
  published.set(blocks, lists)
  return lists
}

/** A pool in which so many hosts are replaced, spread over the epochs; the list of each epoch. */
async function play(blocks: number): Promise<readonly string[]> {
  const mirrorLog = createMemoryMirrorLog()
  const all = secrets.map((_, n) => n)
  const record = (groups: readonly Group[], invites: readonly Invite[] = []) =>
    mirrorLog.record({ mirrors: [], changes: [], groups: { ...nothing, groups, invites } })
  await record(
    all.map(n => group(n, 0)),
    all.map(invite),
  )
  const lists: string[] = []
  for (let epoch = 0; epoch < epochs; epoch++) {
    const moved = all.slice(0, blocks).filter(n => n % epochs === epoch)
    await record(moved.map(n => group(n, 1)))
    lists.push(await writeAddressList(mirrorLog, { slots, epoch: 20_000 + epoch, originOf }))
  }
  return lists
}

/** All that somebody without a secret can count. */
function look(lists: readonly string[]) {
  return lists.map((list, epoch) => {
    const lines = list.trim().split('\n').slice(1)
    const before = new Set(lists[epoch - 1]?.split('\n'))
    return {
      bytes: list.length,
      slots: lines.length,
      lengths: [...new Set(lines.map(line => line.length))],
      changed: lines.filter(line => !before.has(line)).length,
      distinct: new Set(lines.map(line => line.slice(0, 21))).size,
    }
  })
}

test(`over ${epochs} epochs 0, 1 and 100 blocks give lists of equal length, slots and changed slots`, async () => {
  const [none, one, hundred] = [await publish(0), await publish(1), await publish(100)].map(look)

  expect(one).toEqual(none)
  expect(hundred).toEqual(none)
  expect(none?.[1]).toMatchObject({ slots, changed: slots, distinct: slots, lengths: [326] })
})

test('who has a secret finds the present address in the list, and nobody else does', async () => {
  const lists = await publish(100)
  const last = new TextEncoder().encode(lists.at(-1))
  const first = new TextEncoder().encode(lists[0])
  const [moved, stayed, stranger] = [
    secrets[5] ?? '',
    secrets[110] ?? '',
    formatSecret(new Uint8Array(15).fill(250)),
  ]
  const addressOn = (secret: string, host: string) => `https://${host}/${prefixOf(inviteIdOf(secret), host)}/`

  expect(await readAddressList(first, moved)).toBe(addressOn(moved, 'h5-0.example'))
  expect(await readAddressList(last, moved.toUpperCase())).toBe(addressOn(moved, 'h5-1.example'))
  expect(await readAddressList(last, stayed)).toBe(addressOn(stayed, 'h110-0.example'))
  expect(await readAddressList(last, stranger)).toBeNull()
  expect(await readAddressList(last, 'no secret')).toBeNull()
})

test('a slot of one epoch opens in no other, and one that was changed is said to be tampered with', async () => {
  const [old = '', next = ''] = await publish(0)
  const secret = secrets[0] ?? ''
  const forged = old.split('\n').map(line => (line.length > 100 ? `${line.slice(0, -4)}AAAA` : line))
  const replayed = [next.split('\n')[0], ...old.split('\n').slice(1)]
  const read = (lines: readonly unknown[]) =>
    readAddressList(new TextEncoder().encode(lines.join('\n')), secret)

  await expect(read(forged)).rejects.toMatchObject({ message: expect.stringContaining('tampered') })
  expect(await read(replayed)).toBeNull()
  await expect(read(['something else'])).rejects.toMatchObject({ kind: 'wrong-usage' })
})

test('more invites than slots are refused, for a longer list would tell', async () => {
  const mirrorLog = createMemoryMirrorLog()
  const groups = { ...nothing, groups: [group(0, 0), group(1, 0)], invites: [invite(0), invite(1)] }
  await mirrorLog.record({ mirrors: [], changes: [], groups })

  await expect(writeAddressList(mirrorLog, { slots: 1, epoch: 1, originOf })).rejects.toMatchObject({
    kind: 'invite-refused',
  })
})
