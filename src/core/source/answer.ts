import { AppError } from '../errors.ts'
import { toIso } from '../instant.ts'
import type { AnswerHead } from './answer-head.ts'
import type { Capture } from './capture.ts'
import { challengeOf } from './challenge.ts'
import { parseHttpDate } from './http-date.ts'
import { parseMaxAge } from './max-age.ts'
import { parseRetryAfter } from './retry-after.ts'

// White space in ASCII, and what byte order marks and UTF-16 put around it.
const blankBytes = new Set([0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20, 0xef, 0xbb, 0xbf, 0xfe, 0xff])

/**
 * A 200 as a capture.
 * @param body content coding removed.
 * @throws AppError `upstream-empty` where the body is nothing or only white space: a server's fault, never an edition;
 *   `upstream-challenged` where a firewall has answered in the publisher's place.
 */
export function toCapture(head: AnswerHead, body: Uint8Array, capturedAtMs: number): Capture {
  if (body.every(byte => blankBytes.has(byte)))
    throw new AppError('upstream-empty', `${head.url} answered 200 with nothing in it`, {
      next: 'Open the address in a browser; if it is empty there too, tell the publisher.',
    })
  const firewall = challengeOf(head, body)
  if (firewall !== null) throw challengedBy(firewall, head, null)
  const dateMs = parseHttpDate(head.header('date') ?? '', capturedAtMs)
  return {
    url: head.url,
    status: head.status,
    redirects: head.redirects,
    contentType: head.header('content-type'),
    validators: { etag: head.header('etag'), lastModified: head.header('last-modified') },
    maxAgeSeconds: parseMaxAge(head.header('cache-control')),
    body,
    capturedAtMs,
    ...(dateMs !== null && { upstreamDateMs: dateMs }),
  }
}

/**
 * The error for any status but 200 and an expected 304, with the time that Retry-After gives.
 * @param body its beginning, by which a firewall's challenge is told; may be empty.
 * @returns `upstream-refused`, `upstream-gone` for a 410, or `upstream-challenged`.
 */
export function refusedBy(head: AnswerHead, body: Uint8Array, nowMs: number): AppError {
  const retryAtMs = asksToWait(head) ? parseRetryAfter(head.header('retry-after'), nowMs) : null
  const firewall = challengeOf(head, body)
  if (firewall !== null) return challengedBy(firewall, head, retryAtMs)
  const message = `${head.url} answered ${head.status}`
  const { status } = head
  if (status === 410) return new AppError('upstream-gone', message, { next: nextStep(status), status })
  if (retryAtMs === null)
    return new AppError('upstream-refused', message, {
      next: nextStep(status),
      status,
      ...(status === 429 && { retryAtMs: nowMs + unstatedWaitMs }),
    })
  return new AppError('upstream-refused', `${message} and asks to wait until ${toIso(retryAtMs)}`, {
    next: 'Wait; the next refresh keeps to it.',
    retryAtMs,
    status,
  })
}

// RFC 6585 §4 leaves it to the server whether a 429 says how long to wait.
const unstatedWaitMs = 5 * 60_000

/** Whether a refusal is for now only, and for the whole host. */
function asksToWait({ status }: AnswerHead): boolean {
  return status === 429 || status === 503
}

function challengedBy(firewall: string, { url, status }: AnswerHead, retryAtMs: number | null): AppError {
  const whose = /^an? /.test(firewall) ? firewall : `a challenge of ${firewall}`
  return new AppError(
    'upstream-challenged',
    `${url} answered ${status} with ${whose} in place of its content`,
    {
      next: 'Ask the publisher for a pass and give it in the headers of the source; or try another userAgent, or a proxy.',
      ...(retryAtMs !== null && { retryAtMs }),
    },
  )
}

function nextStep(status: number): string {
  if (status === 401 || status === 403 || status === 406)
    return 'Ask the publisher to let this server in, and put the secret it gives into the headers of the source.'
  if (status === 404 || status === 410) return 'Look up the present address on the publisher’s site.'
  if (status === 429) return 'Raise everyMinutes or politeness.delaySeconds of the source.'
  if (status >= 500) return 'Wait; it is tried again by itself.'
  return 'Look where the address leads in a browser, and configure that one.'
}
