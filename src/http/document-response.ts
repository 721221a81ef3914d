import type { Audience, Channel } from '../core/mirror/mirror.ts'
import type { Coding } from '../core/page/padding.ts'
import { styleSource } from '../core/page/style.ts'
import type { OpenedDocument } from '../operations/open-document.ts'
import { chooseCoding } from './content-coding.ts'
import { isUnchanged } from './precondition.ts'

// A proxy that rewrites a page or a feed would break its validators and its signatures: `no-transform` everywhere.
const caching = {
  open: {
    page: 'public, max-age=60, no-transform',
    feed: 'public, max-age=600, stale-while-revalidate=3600, no-transform',
  },
  // Where reading is punished, a stored page is evidence; a feed is stored by its reader anyway.
  careful: { page: 'no-store, no-transform', feed: 'private, no-cache, no-transform' },
  offline: { page: 'no-store, no-transform', feed: 'private, no-cache, no-transform' },
} as const satisfies Record<Audience, Record<OpenedDocument['role'], string>>

// `data:` is for the empty icon, without which browsers ask for /favicon.ico.
const writePolicy = (forms: string) =>
  `default-src 'none'; style-src ${styleSource}; img-src data:; base-uri 'none'; form-action ${forms}; frame-ancestors 'none'`
// The one form is that of the search.
const policies = {
  open: writePolicy("'self'"),
  careful: writePolicy("'none'"),
  offline: writePolicy("'none'"),
}

/** Sends a document, or says that the client has it already. Range is not supported, which RFC 9110 §14.2 allows. */
export async function answerDocument(request: Request, document: OpenedDocument): Promise<Response> {
  const coding = chooseCoding(request.headers.get('accept-encoding'), document.codings)
  const etag = document.etag(coding)
  if (isUnchanged(request.headers, { etag, lastModifiedMs: document.lastModifiedMs })) {
    return new Response(null, { status: 304, headers: writeHeaders(document, etag, null) })
  }
  const body = await document.body(coding)
  const headers = writeHeaders(document, etag, { coding, length: body.length })
  // Workers would compress a body again whose coding is told; other runtimes know no such word and send what they get.
  const init = { headers, encodeBody: 'manual' } as const
  return new Response(request.method === 'HEAD' ? null : body, init)
}

/**
 * A plain record, which Node's server sends as it is: a Headers object would be filled, checked and read back again for
 * every request, in this order (Fetch §2.2.2).
 */
function writeHeaders(
  { channel, role, contentType, isPrivate, lastModifiedMs, links, onionLocation }: OpenedDocument,
  etag: string,
  sent: { readonly coding: Coding; readonly length: number } | null,
): Record<string, string> {
  return {
    'cache-control': isPrivate ? 'no-store, no-transform' : caching[channel.audience][role],
    ...(channel.oneExchangePerConnection && { connection: 'close' }),
    ...(sent !== null && sent.coding !== 'identity' && { 'content-encoding': sent.coding }),
    ...(sent !== null && { 'content-length': String(sent.length) }),
    'content-security-policy': policies[channel.audience],
    ...(sent !== null && { 'content-type': contentType }),
    etag,
    ...(lastModifiedMs > 0 && { 'last-modified': new Date(lastModifiedMs).toUTCString() }),
    ...(links.length > 0 && { link: links.map(({ rel, href }) => `<${href}>; rel="${rel}"`).join(', ') }),
    ...(onionLocation !== null && { 'onion-location': onionLocation }),
    'referrer-policy': 'no-referrer',
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
  }
}

/** Sends a reader to the front page of the same address: it lacks a slash, without which no link in it would lead right. */
export function answerMoved({
  path,
  channel,
}: {
  readonly path: string
  readonly channel: Channel
}): Response {
  const headers = new Headers({
    location: path,
    'content-length': '0',
    'cache-control': caching[channel.audience].page,
    'referrer-policy': 'no-referrer',
  })
  if (channel.oneExchangePerConnection) headers.set('connection', 'close')
  return new Response(null, { status: 308, headers })
}
