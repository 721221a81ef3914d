import { AppError, type ErrorKind, errorKinds } from '../../core/errors.ts'
import type { OperatorApi } from '../../ports/operator-api.ts'

export interface OperatorApiOptions {
  /** `https://desk.example.org`. */
  readonly base: string
  readonly token: string
  /** Who asks, for the audit log there. */
  readonly actor: string
  /** Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch
}

const timeoutMs = 60_000

/** An operator's API over HTTP. */
export function createOperatorApi(options: OperatorApiOptions): OperatorApi {
  const { base, token, actor, fetch = globalThis.fetch } = options
  const { host } = new URL(base)
  return {
    host,
    async ask(method, path, given) {
      const response = await fetch(new URL(`/api/v1${path}`, base), {
        method: method.toUpperCase(),
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          // A header is ASCII; a name that is not says nothing to the log.
          'x-operator': actor.replaceAll(/[^\x20-\x7e]/g, '?'),
        },
        // A redirect would carry the token to somewhere else; this value every runtime knows.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        ...(given !== undefined && { body: JSON.stringify(given) }),
      }).catch(cause => {
        const { message } = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
        throw new AppError('fetch-failed', `${host} can't be reached: ${message}`, {
          cause,
          next: 'It is the name of edge.operatorHost, with https:// before it.',
        })
      })
      const body = await response.text()
      if (response.ok) return JSON.parse(body)
      throw readProblem(host, response.status, body)
    },
  }
}

function readProblem(host: string, status: number, body: string): AppError {
  const { error, message, next } = parseProblem(body)
  const kind = errorKinds.find(each => each === error)
  if (kind === undefined || message === undefined || status === 401 || status === 429 || status === 403)
    return new AppError('fetch-failed', `${host} answered ${status}${message ? `: ${message}` : ''}`, {
      next: 'Is it the operator’s host, and the token that of operator.token?',
      status,
    })
  // It advises as if it were asked at its own machine.
  const there = next?.replace(/tamizdat [a-z]+ [a-z]+/, '$& --edge')
  return new AppError(kind, `${host}: ${message}`, there === undefined ? {} : { next: there })
}

function parseProblem(body: string): { error?: ErrorKind; message?: string; next?: string } {
  try {
    const problem = JSON.parse(body)
    return typeof problem === 'object' && problem !== null ? problem : {}
  } catch {
    // A stranger's answer is no JSON, and says nothing.
    return {}
  }
}
