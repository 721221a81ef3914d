import { createTransport } from 'nodemailer'
import { AppError } from '../../core/errors.ts'
import type { SendMail } from '../../ports/mail-sender.ts'
import type { Notifier } from '../../ports/notifier.ts'

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
  readonly server: () => string
  readonly from: string
  readonly to: readonly string[]
}): Notifier {
  const { from, to } = options
  const sendMail = createMailSender(options.server)
  return { send: ({ subject, lines }) => sendMail({ from, to, subject, text: `${lines.join('\n')}\n` }) }
}

/**
 * Hands mails to a server, each over a connection of its own.
 * @param server `smtps://user:password@host` or `smtp://host:587`; with `smtp` it is upgraded where the server can.
 */
export function createMailSender(server: () => string): SendMail {
  return async ({ to, ...mail }) => {
    const transport = createTransport({
      url: server(),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    try {
      // A robot's reply to a robot would go round and round (RFC 3834 §5).
      await transport.sendMail({ ...mail, to: [...to], headers: { 'Auto-Submitted': 'auto-generated' } })
    } catch (cause) {
      throw failed('mail', cause)
    } finally {
      transport.close()
    }
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
