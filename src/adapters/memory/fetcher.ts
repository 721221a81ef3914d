import { AppError } from '../../core/errors.ts'
import { refusedBy, toCapture } from '../../core/source/answer.ts'
import type { AnswerHead } from '../../core/source/answer-head.ts'
import type { Validators } from '../../core/source/capture.ts'
import { parseMaxAge } from '../../core/source/max-age.ts'
import { firstHop, followRedirect, type Hop, isRedirect } from '../../core/source/redirect.ts'
import type { Fetcher, FetchOutcome, FetchRequest } from '../../ports/fetcher.ts'

/** What an address answers. */
export interface MemoryAnswer {
  /** Default: 200. A 200 whose ETag or Last-Modified the request brings along becomes a 304 by itself. */
  readonly status?: number
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Thrown in place of an answer, for instance a `fetch-timeout`. */
  readonly error?: AppError
}

/** A Fetcher that answers from a script and remembers what it was asked. */
export interface MemoryFetcher extends Fetcher {
  readonly requests: readonly FetchRequest[]
}

const maxRedirects = 5
const maxBodyBytes = 1_000_000

/**
 * A Fetcher without a network, for tests of operations.
 * @param answers by absolute address. Of a list each answer is given once, the last one ever after; an address that is
 *   missing answers 404. May be changed between requests.
 * @param nowMs when everything is captured.
 */
export function createMemoryFetcher(
  answers: Readonly<Record<string, MemoryAnswer | readonly MemoryAnswer[]>>,
  nowMs = 0,
): MemoryFetcher {
  const requests: FetchRequest[] = []
  const timesAsked = new Map<string, number>()
  let isClosed = false

  function answerOf(url: string): MemoryAnswer {
    const script = answers[url] ?? { status: 404 }
    const asked = timesAsked.get(url) ?? 0
    timesAsked.set(url, asked + 1)
    return 'at' in script ? (script[asked] ?? script.at(-1) ?? { status: 404 }) : script
  }

  return {
    requests,
    maxBodyBytes,
    async get(request) {
      requests.push(request)
      let hop = firstHop(request.url, request.headers)
      for (;;) {
        if (isClosed || request.signal?.aborted)
          throw new AppError('interrupted', `${request.url}: the request was broken off`)
        const answer = answerOf(hop.url.href)
        if (answer.error !== undefined) throw answer.error
        const location = answer.headers?.['location']
        const status = answer.status ?? 200
        if (location === undefined || !isRedirect(status)) return judge(hop, answer, request, nowMs)
        hop = followRedirect(hop, { status, location }, maxRedirects)
      }
    },
    async close() {
      isClosed = true
    },
  }
}

function judge(hop: Hop, answer: MemoryAnswer, { validators }: FetchRequest, nowMs: number): FetchOutcome {
  const head: AnswerHead = {
    url: hop.url.href,
    redirects: hop.redirects,
    status: answer.status ?? 200,
    header: name => answer.headers?.[name] ?? null,
  }
  if (isUnchanged(head, validators ?? { etag: null, lastModified: null })) {
    const maxAgeSeconds = parseMaxAge(head.header('cache-control'))
    return { status: 'unchanged', maxAgeSeconds, redirects: head.redirects }
  }
  const { body: given = '' } = answer
  const body = typeof given === 'string' ? new TextEncoder().encode(given) : given
  if (head.status !== 200) throw refusedBy(head, body, nowMs)
  return { status: 'fetched', capture: toCapture(head, body, nowMs) }
}

// RFC 9110 §13.1.3: If-Modified-Since counts only where there is no If-None-Match.
function isUnchanged({ status, header }: AnswerHead, { etag, lastModified }: Validators): boolean {
  if (etag === null && lastModified === null) return false
  if (status !== 200) return status === 304
  return etag !== null ? etag === header('etag') : lastModified === header('last-modified')
}
