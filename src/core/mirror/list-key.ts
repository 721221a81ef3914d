import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

/** What finds and opens an invite's slot in the public list of one epoch, and says nothing about any other epoch. */
export interface ListKey {
  /** 16 bytes. */
  readonly label: Uint8Array<ArrayBuffer>
  /** 32 bytes. */
  readonly key: Uint8Array<ArrayBuffer>
}

/** Made of the invite's id, which the holder of the secret can make and nobody else. */
export function listKeyOf(inviteId: string, epoch: number): ListKey {
  const derive = (use: string) =>
    new Uint8Array(hmac(sha256, utf8ToBytes(inviteId), utf8ToBytes(`tamizdat list ${use} ${epoch}`)))
  return { label: derive('label').slice(0, 16), key: derive('key') }
}
