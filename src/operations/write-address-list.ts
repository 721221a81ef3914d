import { encodeBase64Url } from '../core/base64url.ts'
import { AppError } from '../core/errors.ts'
import { listKeyOf } from '../core/mirror/list-key.ts'
import { prefixOf } from '../core/mirror/secret.ts'
import type { MirrorLog } from '../ports/mirror-log.ts'

/** Longest address that a slot holds; shorter ones are padded. */
export const addressBytes = 200
export const listFormat = 'tamizdat-list 1'

export interface ListOptions {
  readonly slots: number
  /** The number of the publication; each has labels and keys of its own. */
  readonly epoch: number
  /** The address of a host, without a trailing slash. */
  readonly originOf: (host: string) => string
}

/**
 * Writes the list of every invite's present address for a public place: always as many slots of the same length, every
 * one of them new each time, in no order that means anything. Who has a secret finds one slot; nobody else can tell a
 * slot from a dummy, nor whether anything changed.
 * @throws AppError `invite-refused` where there are more invites than slots.
 */
export async function writeAddressList(mirrorLog: MirrorLog, options: ListOptions): Promise<string> {
  const { slots, epoch } = options
  const places = await readPlaces(mirrorLog, options)
  if (places.length > slots) {
    throw new AppError('invite-refused', `${places.length} invites do not fit ${slots} slots of the list`, {
      next: 'raise addressList.slots, once and generously: a longer list says that there are more readers',
    })
  }
  const real = await Promise.all(places.map(place => sealSlot(place, epoch)))
  const dummies = Array.from({ length: slots - places.length }, dummySlot)
  // Labels are as good as random: sorted, a slot's place says nothing.
  const lines = [...real, ...dummies].map(encodeBase64Url).sort()
  return `${listFormat} ${epoch}\n${lines.join('\n')}\n`
}

interface Place {
  readonly inviteId: string
  readonly address: string
}

async function readPlaces(mirrorLog: MirrorLog, { originOf }: ListOptions): Promise<readonly Place[]> {
  const { groups, invites } = await mirrorLog.readGroups()
  const hosts = new Map(groups.map(group => [group.id, group.host]))
  return invites.flatMap(({ id, groupId, closedAtMs }) => {
    const host = hosts.get(groupId) ?? null
    if (host === null || closedAtMs !== null) return []
    return [{ inviteId: id, address: `${originOf(host)}/${prefixOf(id, host)}/` }]
  })
}

async function sealSlot({ inviteId, address }: Place, epoch: number): Promise<Uint8Array> {
  const { label, key } = listKeyOf(inviteId, epoch)
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const plain = new Uint8Array(addressBytes)
  plain.set(new TextEncoder().encode(address))
  const cipher = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt'])
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, cipher, plain)
  return new Uint8Array([...label, ...nonce, ...new Uint8Array(sealed)])
}

function dummySlot(): Uint8Array {
  // Label, nonce, sealed address and its tag.
  return crypto.getRandomValues(new Uint8Array(16 + 12 + addressBytes + 16))
}
