import { createFixedClock } from '../../../src/adapters/memory/clock.ts'
import { createMemoryMailServer } from '../../../src/adapters/memory/mailbox.ts'
import { mailboxContract } from '../../contracts/mailbox.ts'

mailboxContract('memory', async () => {
  const server = createMemoryMailServer(createFixedClock(0))
  return {
    open: server.open,
    deliver: async (mail, options) => server.deliver(Buffer.from(mail).toString('latin1'), options),
    mails: async () => server.mails().map(mail => Buffer.from(mail, 'latin1').toString()),
  }
})
