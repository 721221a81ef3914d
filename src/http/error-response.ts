import { AppError, describeError, type ErrorKind } from '../core/errors.ts'
import type { Log } from '../ports/log.ts'

const strangersText = 'Not Found\n'

/**
 * What everybody gets who asks for something that is not there, by whatever host, path or method, and whoever asks for
 * something that failed: always the same, and the same as thousands of plain servers say.
 */
export function strangersAnswer(): Response {
  return new Response(strangersText, {
    status: 404,
    // In the order in which Headers are read back (Fetch §2.2.2), so that it is the same whoever writes it out.
    headers: { 'content-length': String(strangersText.length), 'content-type': 'text/plain' },
  })
}

/** Writes down a failure; the reader is told nothing of it. */
export function answerReadersFailure(error: unknown, log: Log): Response {
  log.write({ event: 'failure', ...describeError(error) })
  return strangersAnswer()
}

/** Writes down a failure; the operator's programs are told its kind, the rest stands in the log. */
export function answerOperatorsFailure(error: unknown, log: Log): Response {
  const described = describeError(error)
  log.write({ event: 'failure', ...described })
  return Response.json({ error: described.kind }, { status: 500 })
}

/** What an operator or a program with the token is told of a failure, by its kind (RFC 9110 §15). */
export const operatorStatuses = {
  'wrong-usage': 400,
  'config-missing': 500,
  'config-invalid': 400,
  'secret-missing': 500,
  'blocked-address': 400,
  'fetch-failed': 502,
  'fetch-timeout': 504,
  'proxy-failed': 502,
  'body-too-large': 502,
  'too-many-redirects': 502,
  'upstream-refused': 502,
  'upstream-challenged': 502,
  'upstream-gone': 502,
  'upstream-empty': 502,
  'feed-unreadable': 502,
  'article-unreadable': 502,
  'article-not-found': 404,
  'source-not-found': 404,
  'channel-not-found': 404,
  'mirror-not-found': 404,
  'mirror-refused': 409,
  'invite-refused': 409,
  'standbys-exhausted': 409,
  'not-verified': 400,
  'file-failed': 500,
  'store-failed': 500,
  'archive-failed': 500,
  'notice-failed': 502,
  'mail-failed': 502,
  'deploy-failed': 500,
  'port-taken': 500,
  unwell: 500,
  interrupted: 503,
} as const satisfies Record<ErrorKind, number>

/** Tells a program what was wrong and what to do; what is our own fault is written down too. */
export function answerProgramsFailure(error: unknown, log: Log): Response {
  const status = error instanceof AppError ? operatorStatuses[error.kind] : 500
  if (!(error instanceof AppError) || status === 500) return answerOperatorsFailure(error, log)
  const { kind, message, next } = error
  return Response.json({ error: kind, message, ...(next !== undefined && { next }) }, { status })
}
