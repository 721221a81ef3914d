import { toIso } from '../instant.ts'
import type { Announcement } from './mirror.ts'

export interface ManifestInput {
  /** The host names that this reader may know. */
  readonly hosts: readonly string[]
  readonly announcement: Announcement | null
  /** Grows with every change of the pool, so that an old manifest can be told from a new one. */
  readonly number: number
  readonly issuedAtMs: number
  /** SHA-256 of what was signed of the manifest before this one, in hexadecimal; null for the first. */
  readonly previous: string | null
  readonly expiresAtMs: number
}

/** What signs a manifest: Ed25519, key and signature as base64url without padding. */
export interface ManifestSigner {
  readonly publicKey: string
  /** Why the key is to be believed: see ports/signer.ts. */
  readonly chain: readonly string[]
  sign(message: Uint8Array): Promise<string>
}

/** What is signed of a manifest, in the canonical form of RFC 8785: no white space, keys in order. */
export function manifestStatement(input: ManifestInput): string {
  const { announcement } = input
  // Keys stand in the order of RFC 8785 §3.2.3, and no value is a fraction: JSON.stringify gives the canonical form.
  return JSON.stringify({
    expires: toIso(input.expiresAtMs),
    hosts: input.hosts.toSorted(),
    issued: toIso(input.issuedAtMs),
    next:
      announcement === null
        ? null
        : {
            announced: toIso(announcement.announcedAtMs),
            from: announcement.fromHost,
            to: announcement.toHost,
          },
    number: input.number,
    previous: input.previous,
    version: 1,
  })
}

/**
 * The list of mirrors as JSON: `{"signed":{…},"key":…,"chain":[…],"signature":…}`. What is signed are the UTF-8 bytes of
 * `signed`.
 * @param signed of `manifestStatement`.
 * @param signer null where the operator has no signing key; key and signature are null then.
 */
export async function writeManifest(signed: string, signer: ManifestSigner | null): Promise<string> {
  const signature = signer === null ? null : await signer.sign(new TextEncoder().encode(signed))
  const key = signer === null ? null : signer.publicKey
  const chain = signer === null ? [] : signer.chain
  return `{"signed":${signed},"key":${JSON.stringify(key)},"chain":${JSON.stringify(chain)},"signature":${JSON.stringify(signature)}}\n`
}
