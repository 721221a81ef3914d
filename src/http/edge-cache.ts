import type { Coding } from '../core/page/padding.ts'
import { chooseCoding } from './content-coding.ts'
import { isUnchanged } from './precondition.ts'

/** The part of the Cache API that is used; a cache of one of the platform's places. */
export interface EdgeCache {
  match(url: string): Promise<Response | undefined>
  put(url: string, response: Response): Promise<void>
}

export interface EdgeCacheOptions {
  readonly cache: EdgeCache
  /** Codings that answers come in, best first. */
  readonly codings: readonly Coding[]
  /** Lets what a reader need not wait for go on behind the answer. */
  readonly nowMs: number
  readonly waitUntil: (work: Promise<void>) => void
}

/** How long an answer is kept at most: what changes is seen within a minute, together with the time that versions are kept. */
const keptSeconds = 30
// The platform would decode a body whose coding it is told, and count the head as its own.
const headField = 'x-kept-head'

/**
 * Answers from the cache, where the answer is one for everybody; else asks, and keeps what may be kept. The key holds the
 * host, the path with its prefix, and the coding. What a channel's readers must not leave behind is not kept here either.
 */
export async function answerFromCache(
  request: Request,
  answer: (request: Request) => Promise<Response>,
  { cache, codings, nowMs, waitUntil }: EdgeCacheOptions,
): Promise<Response> {
  const url = new URL(request.url)
  if ((request.method !== 'GET' && request.method !== 'HEAD') || url.search !== '') return answer(request)
  const coding = chooseCoding(request.headers.get('accept-encoding'), [...codings, 'identity'])
  const turn = Math.floor(nowMs / (keptSeconds * 1000))
  const key = `${url.origin}${url.pathname}?coding=${coding}&turn=${turn}`
  const known = await cache.match(key)
  if (known !== undefined) return again(known, request)

  const plain = new Request(request.url, { headers: { 'accept-encoding': coding } })
  const response = await answer(plain)
  if (!mayKeep(response))
    return request.method === 'GET' && !isConditional(request) ? response : answer(request)
  const body = await response.arrayBuffer()
  const head = JSON.stringify([...response.headers])
  const keep = () =>
    new Response(body, {
      headers: { 'cache-control': `public, max-age=${keptSeconds}`, [headField]: encodeURIComponent(head) },
    })
  waitUntil(cache.put(key, keep()))
  return again(keep(), request)
}

function mayKeep({ status, headers }: Response): boolean {
  return status === 200 && (headers.get('cache-control') ?? '').startsWith('public')
}

function isConditional({ headers }: Request): boolean {
  return headers.has('if-none-match') || headers.has('if-modified-since')
}

function again(known: Response, request: Request): Response {
  const fields: [string, string][] = JSON.parse(decodeURIComponent(known.headers.get(headField) ?? '[]'))
  const headers = new Headers(fields)
  const lastModifiedMs = Date.parse(headers.get('last-modified') ?? '') || 0
  if (isUnchanged(request.headers, { etag: headers.get('etag') ?? '', lastModifiedMs })) {
    for (const name of ['content-type', 'content-length', 'content-encoding']) headers.delete(name)
    return new Response(null, { status: 304, headers })
  }
  const init = { headers, encodeBody: 'manual' } as const
  return new Response(request.method === 'HEAD' ? null : known.body, init)
}
