import { createTransport } from 'nodemailer'
import { AppError } from '../../core/errors.ts'
import type { Notice, Notifier } from '../../ports/notifier.ts'

const timeoutMs = 20_000

/** Posts a notice as JSON: `subject`, `lines`, and all of it as `text`, which most chat services take. */
export function createWebhook(address: () => string): Notifier {
  return {
    async send(notice) {
      const body = JSON.stringify({ ...notice, text: [notice.subject, ...notice.lines].join('\n') })
      const headers = { 'content-type': 'application/json' }
      try {
        const response = await fetch(address(), {
          method: 'POST',
          headers,
          body,
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        })
        await response.body?.cancel()
        if (!response.ok) throw new Error(`it answered ${response.status}`)
      } catch (cause) {
        throw failed('webhook', cause)
      }
    },
  }
}

/** Sends a notice as plain text. */
export function createMailer(options: {
  /** `smtps://user:password@host` or `smtp://host:587`; with `smtp` the connection is upgraded where the server can. */
  readonly server: () => string
  readonly from: string
  readonly to: readonly string[]
}): Notifier {
  return {
    async send(notice: Notice) {
      const transport = createTransport({
        url: options.server(),
        connectionTimeout: timeoutMs,
        greetingTimeout: timeoutMs,
        socketTimeout: timeoutMs,
        disableFileAccess: true,
        disableUrlAccess: true,
      })
      try {
        await transport.sendMail({
          from: options.from,
          to: [...options.to],
          subject: notice.subject,
          text: `${notice.lines.join('\n')}\n`,
          // A vacation reply to a notice would go round and round (RFC 3834 §5).
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
      } catch (cause) {
        throw failed('mail', cause)
      } finally {
        transport.close()
      }
    },
  }
}

function failed(way: string, cause: unknown): AppError {
  // Its address may hold a password or a key: only what went wrong is said.
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''
  const reason = cause instanceof Error && cause.message.startsWith('it answered') ? `: ${cause.message}` : ''
  return new AppError('notice-failed', `the notice could not be sent by ${way}${code}${reason}`, {
    cause,
    next: `see notices.${way} in the configuration; it is tried again in an hour`,
  })
}
