import { AppError } from '../../core/errors.ts'
import type { Notifier } from '../../ports/notifier.ts'

const timeoutMs = 20_000

/** Posts a notice as JSON: `subject`, `lines`, and all of it as `text`, which most chat services take. */
export function createWebhook(address: () => string): Notifier {
  return {
    way: 'webhook',
    async send(notice) {
      const body = JSON.stringify({ ...notice, text: [notice.subject, ...notice.lines].join('\n') })
      try {
        const response = await fetch(address(), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
          // Nothing is posted to wherever an answer points; `error` is not known on Workers.
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        })
        await response.body?.cancel()
        if (!response.ok) throw new Error(`it answered ${response.status}`)
      } catch (cause) {
        throw new AppError(
          'notice-failed',
          `the notice could not be sent by webhook: ${describe(cause).message}`,
          { cause, next: 'see notices.webhook in the configuration; it is tried again in an hour' },
        )
      }
    },
  }
}

/** Its address may hold a key: only what went wrong is said. */
function describe(cause: unknown): Error {
  const isOurs = cause instanceof Error && cause.message.startsWith('it answered')
  if (isOurs) return cause
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''
  return new Error(`it was not reached${code}`, { cause })
}
