import { AppError } from '../../core/errors.ts'
import type { Notifier } from '../../ports/notifier.ts'
import { createMailSender } from './mail-sender.ts'

const timeoutMs = 20_000

/** Posts a notice as JSON: `subject`, `lines`, and all of it as `text`, which most chat services take. */
export function createWebhook(address: () => string): Notifier {
  return {
    way: 'webhook',
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
        throw failed('webhook', describe(cause))
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
  return {
    way: 'mail',
    async send({ subject, lines }) {
      const delivery = await sendMail({ from, to, subject, text: `${lines.join('\n')}\n` })
      if (delivery.status !== 'sent') throw failed('mail', new Error(delivery.reason))
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

function failed(way: string, cause: Error): AppError {
  return new AppError('notice-failed', `the notice could not be sent by ${way}: ${cause.message}`, {
    cause,
    next: `see notices.${way} in the configuration; it is tried again in an hour`,
  })
}
