import { decodeBase64Url, encodeBase64Url } from '../../core/base64url.ts'
import { hashHex } from '../../core/digest.ts'
import type { Clock } from '../../ports/clock.ts'

/** `closed`: no token is configured, so that nobody is let in. */
export type Admission = 'granted' | 'refused' | 'limited' | 'closed'

/** An operator who has logged in. */
export interface OperatorSession {
  /** As the audit log has it. */
  readonly name: string
  /** What every form of this session carries, and no other site knows. */
  readonly formToken: string
}

export interface Gate {
  /** Compares in constant time; after too many wrong ones everybody waits, the right token too. */
  admit(token: string): Admission
  /** The cookie of a session that begins now. */
  openSession(name: string): Promise<string>
  /** Null for a cookie that is none of ours, or has run out. */
  readSession(cookie: string): Promise<OperatorSession | null>
}

export const sessionSeconds = 8 * 3600
const maxFailures = 10
const failureWindowMs = 60_000

/**
 * Who may act as the operator.
 * @param token null where none is configured.
 */
export function createGate(token: (() => string) | null, clock: Clock): Gate {
  let failures: readonly number[] = []
  const sign = (text: string) => signText(text, token?.() ?? '')
  return {
    admit(given) {
      if (token === null) return 'closed'
      const nowMs = clock.nowMs()
      failures = failures.filter(atMs => atMs > nowMs - failureWindowMs)
      if (failures.length >= maxFailures) return 'limited'
      if (isSame(given, token())) return 'granted'
      failures = [...failures, nowMs]
      return 'refused'
    },
    async openSession(name) {
      const until = clock.nowMs() + sessionSeconds * 1000
      const text = `${until}.${encodeBase64Url(new TextEncoder().encode(name))}`
      return `${text}.${await sign(`session ${text}`)}`
    },
    async readSession(cookie) {
      const [until = '', encoded = '', signature = ''] = cookie.split('.')
      if (token === null || !isSame(signature, await sign(`session ${until}.${encoded}`))) return null
      if (Number(until) <= clock.nowMs()) return null
      const name = new TextDecoder().decode(decodeBase64Url(encoded))
      return { name, formToken: await sign(`form ${cookie}`) }
    },
  }
}

/** Whether two secrets are the same, in a time that says nothing of where they differ. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [hashHex(one), hashHex(other)]
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index)
  return difference === 0
}

async function signText(text: string, secret: string): Promise<string> {
  const encode = (each: string) => new TextEncoder().encode(each)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encode(`tamizdat operator ${secret}`), algorithm, false, [
    'sign',
  ])
  return encodeBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(text))))
}
