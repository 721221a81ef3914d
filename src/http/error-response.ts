import { AppError, type ErrorKind } from '../core/errors.ts'
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
  log.write({ event: 'failure', kind: kindOf(error), message: messageOf(error) })
  return strangersAnswer()
}

/** Writes down a failure; the operator's programs are told its kind, the rest stands in the log. */
export function answerOperatorsFailure(error: unknown, log: Log): Response {
  log.write({ event: 'failure', kind: kindOf(error), message: messageOf(error) })
  return Response.json({ error: kindOf(error) }, { status: 500 })
}

function kindOf(error: unknown): ErrorKind | 'unexpected' {
  return error instanceof AppError ? error.kind : 'unexpected'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
