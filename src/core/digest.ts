import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

// Crockford's alphabet in lower case: no i, l, o, u, so that an id read out over a telephone stays itself.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** SHA-256 of a text (as UTF-8) or of bytes, in hexadecimal. */
export function hashHex(content: string | Uint8Array): string {
  return bytesToHex(hash(content))
}

function hash(content: string | Uint8Array): Uint8Array {
  return sha256(typeof content === 'string' ? utf8ToBytes(content) : content)
}

/**
 * The first bits of SHA-256 as text that is safe in addresses, file names and quoted headers.
 * @param length characters of five bits each, at most 51.
 */
export function hashId(content: string | Uint8Array, length: number): string {
  return encodeBase32(hash(content), length)
}

/** The first bits of some bytes in an alphabet that is safe to read out, five to a character. */
export function encodeBase32(bytes: Uint8Array, length: number): string {
  let id = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5 && id.length < length) {
      bits -= 5
      id += alphabet[(value >>> bits) & 31]
      value &= (1 << bits) - 1
    }
  }
  return id
}

/** A name-based UUID (RFC 9562 §5.8, version 8) from SHA-256: the same name gives the same UUID on every machine. */
export function hashUuid(name: string): string {
  return uuidOf(hash(name))
}

/** What `hashId` and `hashUuid` give for a name, which is hashed once. */
export function hashName(name: string, idLength: number): { readonly id: string; readonly uuid: string } {
  const bytes = hash(name)
  return { id: encodeBase32(bytes, idLength), uuid: uuidOf(bytes) }
}

function uuidOf(bytes: Uint8Array): string {
  const hex = bytesToHex(bytes)
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) & 3]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
