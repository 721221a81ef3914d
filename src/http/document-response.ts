import type { Audience, Channel } from '../core/mirror/mirror.ts'
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
  const headers = writeHeaders(document, etag)
  if (isUnchanged(request.headers, { etag, lastModifiedMs: document.lastModifiedMs })) {
    return new Response(null, { status: 304, headers })
  }
  const body = await document.body(coding)
  headers.set('content-type', document.contentType)
  headers.set('content-length', String(body.length))
  if (coding !== 'identity') headers.set('content-encoding', coding)
  // Workers would compress a body again whose coding is told; other runtimes know no such word and send what they get.
  const init = { headers, encodeBody: 'manual' } as const
  return new Response(request.method === 'HEAD' ? null : body, init)
}

function writeHeaders(
  { channel, role, isPrivate, lastModifiedMs, links, onionLocation }: OpenedDocument,
  etag: string,
): Headers {
  const headers = new Headers({
    etag,
    vary: 'Accept-Encoding',
    'cache-control': isPrivate ? 'no-store, no-transform' : caching[channel.audience][role],
    'content-security-policy': policies[channel.audience],
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
  })
  if (lastModifiedMs > 0) headers.set('last-modified', new Date(lastModifiedMs).toUTCString())
  if (links.length > 0)
    headers.set('link', links.map(({ rel, href }) => `<${href}>; rel="${rel}"`).join(', '))
  if (onionLocation !== null) headers.set('onion-location', onionLocation)
  if (channel.oneExchangePerConnection) headers.set('connection', 'close')
  return headers
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
