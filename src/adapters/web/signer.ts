import { decodeBase64Url, encodeBase64Url } from '../../core/base64url.ts'
import { AppError } from '../../core/errors.ts'
import type { Signer } from '../../ports/signer.ts'

/**
 * Signs by WebCrypto, which every runtime of ours has.
 * @param pem the private key: PKCS #8 (RFC 8410) in PEM (RFC 7468), as `tamizdat init` or `openssl genpkey` writes it.
 * @throws AppError `config-invalid` if it is not such a key. The message never holds the key.
 */
export async function createSigner(pem: string): Promise<Signer> {
  const privateKey = await importKey(pem)
  return {
    publicKey: await readPublicKey(privateKey),
    async sign(message) {
      const signature = await crypto.subtle.sign('Ed25519', privateKey, Uint8Array.from(message))
      return encodeBase64Url(new Uint8Array(signature))
    },
  }
}

async function importKey(pem: string) {
  try {
    const der = decodeBase64Url(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''))
    return await crypto.subtle.importKey('pkcs8', der, 'Ed25519', true, ['sign'])
  } catch (cause) {
    throw new AppError('config-invalid', 'signing.key is not an Ed25519 private key (PKCS #8 in PEM)', {
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
