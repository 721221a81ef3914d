import { AppError } from '../../core/errors.ts'
import type { Notifier } from '../../ports/notifier.ts'
import { createMailSender } from './mail-sender.ts'

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
      if (delivery.status === 'sent') return
      throw new AppError('notice-failed', `the notice could not be sent by mail: ${delivery.reason}`, {
        next: 'see notices.mail in the configuration; it is tried again in an hour',
      })
    },
  }
}
