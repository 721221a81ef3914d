import { AppError } from '../errors.ts'
import { isBadPort } from './bad-port.ts'
import type { Redirect } from './capture.ts'

/** One request as it goes out: a checked address, and the headers that may be sent there. */
export interface Hop {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** The redirects that led here, in their order. */
  readonly redirects: readonly Redirect[]
}

/** A redirect as it was answered. */
export interface RedirectAnswer {
  readonly status: number
  /** The header as received, one character a byte. */
  readonly location: string
}

/**
 * The request that a fetch begins with.
 * @throws AppError `blocked-address`.
 */
export function firstHop(url: string, headers: Hop['headers'] = {}): Hop {
  return { url: parseUpstreamUrl(url), headers, redirects: [] }
}

/**
 * Reads an address that may be fetched, by its form alone: absolute, http or https, without a user name or password,
 * on no port that belongs to another protocol.
 * @throws AppError `blocked-address`.
 */
export function parseUpstreamUrl(text: string): URL {
  if (!URL.canParse(text))
    throw blockedForm(text, 'it is not an absolute address', 'Give it as https://host/path.')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw blockedForm(text, 'only http and https are fetched', 'Give an http or https address.')
  if (url.username !== '' || url.password !== '') {
    url.username = ''
    url.password = ''
    throw blockedForm(
      url.href,
      'it carries a user name or password',
      'Put the secret into the headers of the source instead.',
    )
  }
  if (url.port !== '' && isBadPort(Number(url.port)))
    throw blockedForm(
      url.href,
      `port ${url.port} belongs to another protocol`,
      'Browsers refuse it too; ask the publisher for an address on another port.',
    )
  url.hash = ''
  return url
}

/** Whether a status asks for the same GET elsewhere (RFC 9110 §15.4). */
export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308
}

/**
 * The request that a redirect asks for. Headers of the source may hold its secrets: they stay behind at another origin
 * (scheme, host and port), and are not taken up again on the way back.
 * @throws AppError `blocked-address`, `fetch-failed` for an unreadable Location, `too-many-redirects` for a circle and
 *   for more than `maxRedirects` in a row.
 */
export function followRedirect(hop: Hop, { status, location }: RedirectAnswer, maxRedirects: number): Hop {
  const target = readUtf8(location)
  if (target === null || !URL.canParse(target, hop.url.href))
    throw new AppError('fetch-failed', `${hop.url.href} redirects to an unreadable address: ${location}`, {
      next: 'Look where the address leads in a browser, and configure that one.',
    })
  const url = parseUpstreamUrl(new URL(target, hop.url.href).href)
  const redirects = [...hop.redirects, { status, from: hop.url.href, to: url.href }]
  refuseEndless(redirects, maxRedirects)
  return { url, headers: url.origin === hop.url.origin ? hop.headers : {}, redirects }
}

function refuseEndless(redirects: readonly Redirect[], maxRedirects: number): void {
  const first = redirects[0]?.from
  const last = redirects.at(-1)?.to
  if (redirects.some(({ from }) => from === last))
    throw new AppError('too-many-redirects', `${first} redirects in a circle, back to ${last}`, {
      next: 'It may insist on cookies, which are never sent; ask the publisher for another address.',
    })
  if (redirects.length > maxRedirects)
    throw new AppError('too-many-redirects', `${first} redirects more than ${maxRedirects} times`, {
      next: 'Configure the address that it leads to.',
    })
}

// A Location ought to be ASCII (RFC 3986 §2), but many servers write a path in raw UTF-8.
function readUtf8(latin1: string): string | null {
  const bytes = Uint8Array.from(latin1, each => each.charCodeAt(0))
  const text = new TextDecoder().decode(bytes)
  return text.includes('\ufffd') ? null : text
}

function blockedForm(address: string, reason: string, next: string): AppError {
  return new AppError('blocked-address', `blocked address ${address}: ${reason}`, { next })
}
