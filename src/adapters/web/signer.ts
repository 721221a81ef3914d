import { decodeBase64Url, encodeBase64Url } from '../../core/base64url.ts'
import { AppError } from '../../core/errors.ts'
import { readStatements } from '../../core/signature/statement.ts'
import { readDelegation } from '../../core/signature/trust.ts'
import type { Signer } from '../../ports/signer.ts'

/**
 * Signs by WebCrypto, which every runtime of ours has.
 * @param pem the private key: PKCS #8 (RFC 8410) in PEM (RFC 7468), as `tamizdat init` or `openssl genpkey` writes it.
 * @param credentials the statements that make the key trusted, as `tamizdat keygen --online` writes them; empty for none.
 * @throws AppError `config-invalid` if it is not such a key, or the credentials are another key's. The message never
 *   holds the key.
 */
export async function createSigner(pem: string, credentials = ''): Promise<Signer> {
  const privateKey = await importKey(pem)
  const publicKey = await readPublicKey(privateKey)
  return {
    publicKey,
    chain: readChain(credentials, publicKey),
    async sign(message) {
      const signature = await crypto.subtle.sign('Ed25519', privateKey, Uint8Array.from(message))
      return encodeBase64Url(new Uint8Array(signature))
    },
  }
}

function readChain(credentials: string, publicKey: string): readonly string[] {
  if (credentials.trim() === '') return []
  const statements = readStatements(credentials)
  const isOurs = statements.some(({ statement }) =>
    readDelegation(statement).some(({ online }) => online === publicKey),
  )
  if (isOurs) return statements.map(({ text }) => text)
  throw new AppError('config-invalid', `signing.delegation delegates nothing to the key ${publicKey}`, {
    next: 'make one on the computer that keeps the root key: tamizdat keygen --online KEY --root FILE',
  })
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
