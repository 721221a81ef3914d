import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { encodeBase32, hashId } from '../digest.ts'

const secretLength = 24
const prefixLength = 20

/** A new invite's secret, such as `k7dq-0m2x-…`, made of 120 random bits: it can be read out and written down. */
export function formatSecret(random: Uint8Array): string {
  return group(encodeBase32(random, secretLength))
}

/** Reads a secret as people type it: capitals, spaces, hyphens and letters that look like digits are no matter. */
export function readSecret(typed: string): string | null {
  const plain = typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1')
  return /^[0-9a-hjkmnp-tv-z]{24}$/.test(plain) ? group(plain) : null
}

/** What is kept of a secret. With 120 random bits nobody finds the secret from it. */
export function inviteIdOf(secret: string): string {
  return hashId(`tamizdat invite ${secret}`, 32)
}

/**
 * The path prefix that an invite opens on one host. Another host means another prefix, so that whoever saw one link
 * does not follow the reader to the next host.
 */
export function prefixOf(inviteId: string, host: string): string {
  return encodeBase32(hmac(sha256, utf8ToBytes(inviteId), utf8ToBytes(host)), prefixLength)
}

function group(text: string): string {
  return (text.match(/.{1,4}/g) ?? []).join('-')
}
