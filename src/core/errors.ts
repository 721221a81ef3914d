/** Every way in which an operation can fail for a reason we know. Each has a row in cli/exit.ts and in docs/errors.md. */
export const errorKinds = [
  'wrong-usage',
  'config-missing',
  'config-invalid',
  'secret-missing',
  'blocked-address',
  'fetch-failed',
  'fetch-timeout',
  'proxy-failed',
  'body-too-large',
  'too-many-redirects',
  'upstream-refused',
  'upstream-challenged',
  'upstream-gone',
  'upstream-empty',
  'feed-unreadable',
  'article-unreadable',
  'article-not-found',
  'source-not-found',
  'channel-not-found',
  'mirror-not-found',
  'mirror-refused',
  'standbys-exhausted',
  'invite-refused',
  'not-verified',
  'file-failed',
  'store-failed',
  'archive-failed',
  'notice-failed',
  'mail-failed',
  'deploy-failed',
  'port-taken',
  'unwell',
  'interrupted',
] as const

export type ErrorKind = (typeof errorKinds)[number]

export interface AppErrorOptions {
  readonly cause?: unknown
  /** What the operator can do next, as a sentence or a command. */
  readonly next?: string
  /** When the upstream allows another try (Retry-After, RFC 9110 §10.2.3), epoch milliseconds. */
  readonly retryAtMs?: number
  /** What the upstream answered, where it did (RFC 9110 §15). */
  readonly status?: number
}

/** The one error class; `kind` is for programs, `message` and `next` are for the operator. */
export class AppError extends Error {
  readonly kind: ErrorKind
  readonly next: string | undefined
  readonly retryAtMs: number | undefined
  readonly status: number | undefined

  constructor(kind: ErrorKind, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.kind = kind
    this.next = options.next
    this.retryAtMs = options.retryAtMs
    this.status = options.status
  }
}

/** What an error says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A failure as logs and answers have it; one that we did not foresee is `unexpected`. */
export function describeError(error: unknown): {
  readonly kind: ErrorKind | 'unexpected'
  readonly message: string
} {
  return { kind: error instanceof AppError ? error.kind : 'unexpected', message: messageOf(error) }
}

/** An error of ours as it is; anything else wrapped as `kind`, its message kept. */
export function asAppError(error: unknown, kind: ErrorKind): AppError {
  if (error instanceof AppError) return error
  return new AppError(kind, messageOf(error), { cause: error })
}
