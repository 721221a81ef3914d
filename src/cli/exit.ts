import { AppError, type ErrorKind, messageOf } from '../core/errors.ts'

/** What a shell is told: 0 done, 1 failed, 2 wrongly used, 3 refused, 130 stopped by Ctrl-C (128 + SIGINT). */
export type ExitCode = 0 | 1 | 2 | 3 | 130

export const exitCodes = {
  'wrong-usage': 2,
  'config-missing': 2,
  'config-invalid': 2,
  'secret-missing': 2,
  'blocked-address': 3,
  'fetch-failed': 1,
  'fetch-timeout': 1,
  'proxy-failed': 1,
  'body-too-large': 3,
  'too-many-redirects': 1,
  'upstream-refused': 1,
  'upstream-challenged': 1,
  'upstream-gone': 1,
  'upstream-empty': 1,
  'feed-unreadable': 3,
  'article-unreadable': 3,
  'article-not-found': 1,
  'source-not-found': 1,
  'channel-not-found': 1,
  'mirror-not-found': 1,
  'mirror-refused': 1,
  'standbys-exhausted': 1,
  'invite-refused': 1,
  'not-verified': 1,
  'file-failed': 1,
  'store-failed': 1,
  'archive-failed': 1,
  'notice-failed': 1,
  'mail-failed': 1,
  'deploy-failed': 1,
  'port-taken': 1,
  unwell: 1,
  interrupted: 130,
} as const satisfies Record<ErrorKind, ExitCode>

/** The exit code of a failure; one that we did not foresee counts as 1. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof AppError ? exitCodes[error.kind] : 1
}

/** A failure in words for the operator: what was wrong and where, and on a line of its own what to do. */
export function describeFailure(error: unknown, options: { readonly debug: boolean }): string {
  const lines =
    error instanceof AppError
      ? [
          `tamizdat: ${error.kind} – ${error.message}`,
          ...(error.next === undefined ? [] : [`  ${error.next}`]),
        ]
      : [`tamizdat: unexpected – ${messageOf(error)}`, '  --debug shows where']
  if (options.debug && error instanceof Error) lines.push(...traceOf(error))
  return `${lines.join('\n')}\n`
}

function traceOf(error: Error): readonly string[] {
  const own = error.stack ?? error.message
  return error.cause instanceof Error ? [own, 'caused by:', ...traceOf(error.cause)] : [own]
}
