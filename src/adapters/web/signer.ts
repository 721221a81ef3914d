import { decodeBase64Url, encodeBase64Url } from '../../core/base64url.ts'
import { AppError } from '../../core/errors.ts'
import type { Signer } from '../../ports/signer.ts'

/**
 * Signs by WebCrypto, which every runtime of ours has.
 * @param key the private key: PKCS #8 (RFC 8410) as base64url without padding, as `tamizdat init` writes it.
 * @throws AppError `config-invalid` if it is not such a key. The message never holds the key.
 */
export async function createSigner(key: string): Promise<Signer> {
  const privateKey = await importKey(key)
  return {
    publicKey: await readPublicKey(privateKey),
    async sign(message) {
      const signature = await crypto.subtle.sign('Ed25519', privateKey, Uint8Array.from(message))
      return encodeBase64Url(new Uint8Array(signature))
    },
  }
}

async function importKey(key: string) {
  try {
    return await crypto.subtle.importKey('pkcs8', decodeBase64Url(key.trim()), 'Ed25519', true, ['sign'])
  } catch (cause) {
    throw new AppError('config-invalid', 'signing.key is not an Ed25519 private key (PKCS #8 in base64url)', {
      cause,
      next: 'make one with: tamizdat init',
    })
  }
}

async function readPublicKey(privateKey: Awaited<ReturnType<typeof importKey>>): Promise<string> {
  const jwk = await crypto.subtle.exportKey('jwk', privateKey)
  // RFC 8037 §2: the JWK of an Ed25519 key has its public half as `x`, raw and in base64url.
  return 'x' in jwk && typeof jwk.x === 'string' ? jwk.x : ''
}
