import { createPublicKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { AppError } from '../core/errors.ts'

/**
 * Reads a public key as people have it: its 43 characters, a file that holds them, or a file in PEM as openssl writes it.
 * @returns it raw, in base64url without padding.
 * @throws AppError `wrong-usage` for what is no Ed25519 key.
 */
export async function readPublicKey(given: string): Promise<string> {
  if (isKey(given)) return given
  const text = await readFile(given, 'utf8').catch(cause => {
    throw noKey(`${given} is neither a key nor a file that can be read`, cause)
  })
  const bare = text.trim()
  return isKey(bare) ? bare : readPem(bare, given)
}

function isKey(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

function readPem(pem: string, name: string): string {
  try {
    // A private key in its place gives its public half: nobody needs to be told off for that.
    const { crv, x } = createPublicKey(pem).export({ format: 'jwk' })
    if (crv === 'Ed25519' && typeof x === 'string') return x
  } catch (cause) {
    throw noKey(`${name} holds no key`, cause)
  }
  throw noKey(`${name} holds a key of another kind`)
}

function noKey(message: string, cause?: unknown): AppError {
  return new AppError('wrong-usage', message, {
    cause,
    next: 'give the 43 characters that `tamizdat keygen` printed, or a file with an Ed25519 public key',
  })
}
