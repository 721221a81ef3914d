import { asAppError } from '../../core/errors.ts'
import { bad, type Check, ok } from './check.ts'

/** Whether the mailbox that readers write to can be opened. Nothing in it is looked at. */
export const mailboxCheck: Check = {
  id: 'mailbox',
  async run({ openMailbox }) {
    if (openMailbox === null) return [ok('no mailbox is watched, or it was not looked at')]
    try {
      const mailbox = await openMailbox()
      await mailbox.close()
    } catch (error) {
      const { message, next } = asAppError(error, 'mail-failed')
      return [bad(message, next ?? 'see mailResponder.mailbox in the configuration')]
    }
    return [ok('the mailbox that readers write to opens')]
  },
}
