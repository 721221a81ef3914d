import { decodeBase64Url, encodeBase64Url } from '../core/base64url.ts'
import { AppError } from '../core/errors.ts'
import { listKeyOf } from '../core/mirror/list-key.ts'
import { inviteIdOf, readSecret } from '../core/mirror/secret.ts'
import { listFormat } from './write-address-list.ts'

/**
 * Finds the address of a secret's holder in a public list, with nobody asked.
 * @returns null where the list has no slot for it.
 * @throws AppError `wrong-usage` for what is no list, or was tampered with.
 */
export async function readAddressList(list: Uint8Array, typed: string): Promise<string | null> {
  const [head = '', ...slots] = new TextDecoder().decode(list).trim().split('\n')
  const epoch = new RegExp(`^${listFormat} (\\d{1,15})$`).exec(head)?.[1]
  if (epoch === undefined) throw new AppError('wrong-usage', 'that is no list of addresses')
  const secret = readSecret(typed)
  if (secret === null) return null
  const { label, key } = listKeyOf(inviteIdOf(secret), Number(epoch))
  // 15 bytes of the label are 20 characters that stand for themselves alone.
  const sought = encodeBase64Url(label.slice(0, 15))
  const slot = slots.find(each => each.startsWith(sought))
  if (slot === undefined) return null
  return openSlot(decodeBase64Url(slot), key)
}

async function openSlot(slot: Uint8Array<ArrayBuffer>, key: Uint8Array<ArrayBuffer>): Promise<string> {
  const cipher = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: slot.slice(16, 28) },
      cipher,
      slot.slice(28),
    )
    return new TextDecoder().decode(plain).replaceAll('\0', '')
  } catch (cause) {
    throw new AppError('wrong-usage', 'the slot of this secret was tampered with', {
      cause,
      next: 'get the list from another place',
    })
  }
}
