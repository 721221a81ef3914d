import { hashes, verifyAsync } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { decodeBase64Url } from '../core/base64url.ts'
import { judgeArticle } from '../core/signature/judge-article.ts'
import type { VerifySignature } from '../core/signature/trust.ts'
import type { Verdict } from '../core/signature/verdict.ts'

hashes.sha512 = sha512

/** Checks a signature in plain JavaScript: phones of a few years ago have no Ed25519 of their own. */
const verify: VerifySignature = async (key, message, signature) =>
  /^[\w-]{43}$/.test(key) &&
  signature.length === 64 &&
  verifyAsync(signature, message, decodeBase64Url(key)).catch(() => false)

/** What the page asks: whether a text is what a signature is about, under the key that the reader knows. */
export function check(asked: {
  readonly text: string
  readonly signature: string
  readonly key: string
  /** Whether the text begins and ends where the article does: a page of several does not. */
  readonly hasBeginning: boolean
  readonly hasEnd: boolean
  readonly nowMs: number
}): Promise<Verdict> {
  const { signature, key, nowMs } = asked
  return judgeArticle(asked, signature, { pinned: key, chain: [], nowMs, verify })
}
