import { decodeBase64Url } from '../../core/base64url.ts'
import type { VerifySignature } from '../../core/signature/trust.ts'

/** Checks by WebCrypto, which every runtime of ours has. What is no key, or no signature, verifies nothing. */
export const verifySignature: VerifySignature = async (key, message, signature) => {
  if (!/^[\w-]{43}$/.test(key) || signature.length !== 64) return false
  const imported = await crypto.subtle.importKey('raw', decodeBase64Url(key), 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', imported, Uint8Array.from(signature), Uint8Array.from(message))
}
