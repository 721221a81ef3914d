import { AppError } from '../../core/errors.ts'

const timeoutCodes = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host name is unknown',
  EAI_AGAIN: 'its host name cannot be looked up now',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_HEADERS_OVERFLOW: 'its headers are too large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the body is not as long as announced',
  Z_DATA_ERROR: 'its compressed body is broken',
  Z_BUF_ERROR: 'its compressed body ends too early',
}

const untrusted = 'its certificate is signed by nobody whom browsers trust'
const certificateFaults: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_HAS_EXPIRED: 'its certificate has ended',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
}

/** Whatever undici, a socket, a resolver or a decoder threw, in the words of the port. */
export function toFetchError(error: unknown, url: string): AppError {
  if (error instanceof AppError) {
    // What a connector throws knows nothing of the request.
    if (error.message.includes(url)) return error
    return new AppError(error.kind, `${url}: ${error.message}`, withNext(error, error.next))
  }
  const code = codeOf(error)
  if (timeoutCodes.has(code))
    return new AppError('fetch-timeout', `${url}: no connection in time`, {
      cause: error,
      next: 'Try again later, or from another network.',
    })
  const fault = certificateFaults[code]
  if (fault !== undefined)
    return new AppError('fetch-failed', `${url}: ${fault}`, {
      cause: error,
      next: 'Look at it from another network: the publisher has to mend it, or somebody on the line answers in its place.',
    })
  const message = error instanceof Error && error.message !== '' ? error.message : code
  return new AppError('fetch-failed', `${url}: ${reasons[code] ?? message}`, {
    cause: error,
    next: 'Check the address and the network; it is tried again by itself.',
  })
}

function withNext(cause: unknown, next: string | undefined): { cause: unknown; next?: string } {
  return next === undefined ? { cause } : { cause, next }
}

/** The code of an error, or of the first of those gathered while several addresses were tried. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return 'unknown'
}
