import { readSecret } from '../mirror/secret.ts'

/** A mail that asks where an invite's address is now. */
export interface Question {
  /** Whom to answer. */
  readonly from: string
  /** The Message-ID that the answer refers to; null where there is none. */
  readonly messageId: string | null
  readonly secret: string
}

// A mail that holds a secret is short; whatever is longer was not written by a reader.
const maxLength = 200_000
// RFC 5322 §2.1.1 has lines of 998 characters, and one address is far shorter.
const maxFieldLength = 998

/**
 * Reads a mail as it came (RFC 5322).
 * @returns null for one that holds no secret, and for one that no person wrote: to answer those would go round and
 *   round, or to strangers (RFC 3834 §2).
 * @param ownAddress where the mail was sent; what claims to come from there is nobody's question.
 */
export function readQuestion(mail: string, ownAddress: string): Question | null {
  const text = mail.slice(0, maxLength).replaceAll('\r\n', '\n')
  const end = text.search(/\n\n/)
  const headers = readHeaders(end === -1 ? text : text.slice(0, end))
  const from = addressOf(headers.get('reply-to') ?? headers.get('from') ?? '')
  if (from === null || isFromMachine(from, headers)) return null
  if (from.toLowerCase() === ownAddress.toLowerCase()) return null
  const body = end === -1 ? '' : text.slice(end)
  const secret = findSecret(`${headers.get('subject') ?? ''}\n${body}\n${decodeParts(body)}`)
  return secret === null ? null : { from, messageId: headers.get('message-id') ?? null, secret }
}

/** Folded lines are made whole (RFC 5322 §2.2.3); of a repeated field the first counts. */
function readHeaders(head: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>()
  for (const line of head.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim())
  }
  return headers
}

/** One plain address; null for several, so that nobody makes us write to a crowd. */
function addressOf(field: string): string | null {
  if (field.length > maxFieldLength) return null
  const addresses = field.match(/[^\s<>",;:]+@[^\s<>",;:]+/g) ?? []
  return addresses.length === 1 ? (addresses[0] ?? null) : null
}

function isFromMachine(from: string, headers: ReadonlyMap<string, string>): boolean {
  const submitted = headers.get('auto-submitted') ?? 'no'
  if (!/^no\b/i.test(submitted) || headers.get('return-path') === '<>') return true
  if (/^(?:bulk|list|junk|auto_reply)\b/i.test(headers.get('precedence') ?? '')) return true
  if (/^multipart\/report\b/i.test(headers.get('content-type') ?? '')) return true
  // Older marks of lists and of responders, still in use.
  if ([...headers.keys()].some(name => /^(?:list-|x-auto(?:reply|respond|-reply))/.test(name))) return true
  return /^(?:mailer-daemon|postmaster|no-?reply|bounces?)\b/i.test(from)
}

function findSecret(text: string): string | null {
  const words = text.match(/(?<![0-9a-z])[0-9a-z]{4}(?:[ -]?[0-9a-z]{4}){5}(?![0-9a-z])/gi) ?? []
  for (const word of words) {
    const secret = readSecret(word)
    if (secret !== null) return secret
  }
  return null
}

/** What phones send in base64 or quoted-printable (RFC 2045 §6.7, §6.8), as far as it is ASCII: a secret is. */
function decodeParts(body: string): string {
  const softened = body
    .replaceAll(/=\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const blocks = body.match(/(?:^[A-Za-z0-9+/]{16,}={0,2}$\n?)+/gm) ?? []
  return [softened, ...blocks.map(decodeBase64)].join('\n')
}

function decodeBase64(block: string): string {
  const plain = block.replaceAll('\n', '')
  return plain.length % 4 === 0 ? atob(plain) : ''
}
