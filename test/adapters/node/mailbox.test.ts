import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openMailbox } from '../../../src/adapters/node/mailbox.ts'
import { mailboxContract } from '../../contracts/mailbox.ts'
import { dovecot, type MailServer, startDovecot } from '../../support/dovecot.ts'
import { startScriptedLine } from '../../support/scripted-line.ts'

let server: MailServer
beforeAll(async () => {
  if (!dovecot.skip) server = await startDovecot()
})
afterEach(() => server?.empty())
afterAll(() => server?.stop())

const optionsOf = (url: string) => ({ server: () => url, folder: 'INBOX', sweeps: ['Sent'] })

mailboxContract(
  `IMAP${dovecot.note}`,
  async () => ({
    open: () => openMailbox(optionsOf(server.url)),
    deliver: (mail, { receivedAtMs, isElsewhere = false }) =>
      server.deliver(mail, {
        folder: isElsewhere ? 'Sent' : 'INBOX',
        ...(receivedAtMs !== undefined && { receivedAt: new Date(receivedAtMs) }),
      }),
    mails: async () => [...(await server.mails()), ...(await server.mails('Sent'))].map(({ text }) => text),
  }),
  { isSkipped: dovecot.skip },
)

test.skipIf(dovecot.skip)(`a server that does not tell of new mail is asked${dovecot.note}`, async () => {
  const quiet = await startDovecot({ canIdle: false })
  const mailbox = await openMailbox(optionsOf(quiet.url), { pollMs: 20 })
  await mailbox.list()
  await quiet.deliver('Subject: hi\n\nthere\n')

  const { signal } = new AbortController()
  let found: readonly unknown[] = []
  for (let look = 0; look < 500 && found.length === 0; look++) {
    await mailbox.wait(600_000, signal)
    found = await mailbox.list()
  }

  expect(found).toHaveLength(1)
  await mailbox.close()
  await quiet.stop()
})

test.skipIf(dovecot.skip)(`a server that goes away fails what is asked next${dovecot.note}`, async () => {
  const brief = await startDovecot()
  const mailbox = await openMailbox(optionsOf(brief.url))
  const waited = mailbox.wait(600_000, new AbortController().signal)
  await brief.crash()
  await waited

  await expect(mailbox.list()).rejects.toMatchObject({ kind: 'mail-failed' })
  await mailbox.close()
  await brief.stop()
})

test.skipIf(dovecot.skip)(
  `a wrong password is told without it, and without the server's words${dovecot.note}`,
  async () => {
    const wrong = server.url.replace('p%40ss', 'wr0ng')

    const failure = await openMailbox(optionsOf(wrong)).catch(error => error)

    expect(failure).toMatchObject({
      kind: 'mail-failed',
      message: 'the mailbox at 127.0.0.1 refuses the log-in',
    })
    expect(failure.cause).toBeUndefined()
  },
)

test('a server elsewhere that offers no encryption is not told the password', async () => {
  const line = await startScriptedLine(
    ['* OK [CAPABILITY IMAP4rev1] hello'],
    said => `${said.split(' ')[0]} NO not here`,
  )

  // An address that leads to this machine and does not say so.
  const url = `imap://ask:p%40ss@0.0.0.0:${line.port}`
  await expect(openMailbox(optionsOf(url))).rejects.toMatchObject({ kind: 'mail-failed' })

  expect(line.connections()).toBeGreaterThan(0)
  expect(line.heard()).not.toContain('p@ss')
  expect(line.heard()).not.toMatch(/LOGIN|AUTHENTICATE/i)
  await line.close()
})
