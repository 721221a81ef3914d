import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startProgram, tamizdat } from '../support/command-line.ts'
import { dovecot, type MailServer, startDovecot } from '../support/dovecot.ts'
import { startSmtp } from '../support/smtp.ts'

const secretOf = (name: string, file: string) => ({ kind: 'secret', name, file })

let imap: MailServer
let smtp: Awaited<ReturnType<typeof startSmtp>>
let onMail: () => Promise<void>
let folder: string
let config: readonly string[]
let secret: string

beforeAll(async () => {
  if (!dovecot.skip) imap = await startDovecot()
})
afterAll(() => imap?.stop())

beforeEach(async () => {
  if (dovecot.skip) return
  onMail = async () => undefined
  smtp = await startSmtp(() => onMail())
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-mailbox-'))
  const written = {
    title: 'x',
    channels: [{ id: 'public' }, { id: 'friends', kind: 'mail' }],
    mailResponder: {
      server: secretOf('TEST_RESPONDER', 'smtp.url'),
      from: 'ask@example.net',
      mailbox: { server: secretOf('TEST_MAILBOX', 'imap.url'), sweeps: ['Sent'] },
    },
  }
  await writeFile(join(folder, 'smtp.url'), smtp.url)
  await writeFile(join(folder, 'imap.url'), imap.url)
  await writeFile(join(folder, 'mirrors.config.ts'), `export default ${JSON.stringify(written)}\n`)
  config = ['--config', join(folder, 'mirrors.config.ts')]
  await tamizdat(['mirrors', 'add', 'closed.example.ch', '--channel', 'friends', ...config])
  secret = JSON.parse((await tamizdat(['invite', 'friends', '--json', ...config])).output).secret
})
afterEach(async () => {
  if (dovecot.skip) return
  // One that a failed test has left would answer the next one's mails.
  for (const { child } of children.splice(0)) child.kill('SIGKILL')
  await imap.empty()
  await smtp.close()
  await rm(folder, { recursive: true })
})

const question = (name: string, text = secret) =>
  `From: Reader <${name}@mail.example>\nMessage-ID: <${name}@mail.example>\nSubject: hi\n\n${text}\n`
const robots = [
  `Auto-Submitted: auto-replied\n${question('robot')}`,
  `List-Id: <list.example>\n${question('list')}`,
  `Content-Type: multipart/report; report-type=delivery-status\n${question('report')}`,
  question('MAILER-DAEMON'),
  question('ask').replace('mail.example', 'example.net'),
]

const children: ReturnType<typeof startProgram>[] = []

function watch() {
  const started = startProgram(['answer-mail', '--imap', ...config])
  children.push(started)
  return started
}

/** Waits for what another process brings about; the test's own time limit ends it. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(done => setTimeout(done, 50))
}

const receivers = () => smtp.sent.flatMap(({ to }) => to)
const isEmpty = async () => [...(await imap.mails()), ...(await imap.mails('Sent'))].length === 0

describe.skipIf(dovecot.skip)(`answer-mail --imap${dovecot.note}`, () => {
  test('--once answers what holds a secret, and leaves an empty box', async () => {
    for (const mail of [question('one'), ...robots, question('two', 'hello'), 'no mail'])
      await imap.deliver(mail)
    await imap.deliver(question('copy of an answer'), { folder: 'Sent' })

    const ran = await tamizdat(['answer-mail', '--imap', '--once', ...config])
    const again = await tamizdat(['answer-mail', '--imap', '--once', '--json', ...config])

    expect(ran).toEqual({
      exitCode: 0,
      output: '1 answered, 7 thrown away without an answer, 0 left for later\n',
      errors: '',
    })
    expect(JSON.parse(again.output)).toEqual({ answered: 0, thrownAway: 0, waiting: 0 })
    expect(receivers()).toEqual(['one@mail.example'])
    const text = smtp.sent[0]?.text ?? ''
    expect(text).toContain('https://closed.example.ch/')
    expect(text).toMatch(/^Auto-Submitted: auto-replied\r$/m)
    expect(text).toMatch(/^In-Reply-To: <one@mail\.example>\r$/m)
    expect(text).not.toContain(secret)
    expect(await isEmpty()).toBe(true)
  }, 120_000)

  test('it answers what comes in, over a crash of the mail server, logs nobody, and ends when it is told', async () => {
    await imap.deliver(question('early'))
    const { child, ended } = watch()
    await until(() => receivers().includes('early@mail.example'))
    await imap.deliver(question('late'))
    await until(() => receivers().includes('late@mail.example'))
    await until(isEmpty)
    await imap.crash()
    await imap.start()
    await imap.deliver(question('later'))
    await until(() => receivers().includes('later@mail.example'))
    await until(isEmpty)

    child.kill('SIGTERM')
    const { exitCode, errors } = await ended

    expect(exitCode).toBe(0)
    expect(receivers()).toHaveLength(3)
    const events = errors
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(events.map(({ event }) => event).join(' ')).toMatch(
      /^mailbox-opened (?:failure )+mailbox-opened mails-answered$/,
    )
    expect(events.at(-1)).toMatchObject({ answered: 3, thrownAway: 0 })
    for (const name of await readdir(folder, { recursive: true })) {
      const kept = await readFile(join(folder, name)).catch(() => '')
      expect(kept.includes('mail.example'), name).toBe(false)
    }
    expect(errors).not.toMatch(/mail\.example|closed\.example/)
  }, 120_000)

  test('killed while it sends, it answers nobody twice', async () => {
    const killed = watch()
    // The server has the whole mail, and the answer to that never comes back.
    onMail = async () => {
      killed.child.kill('SIGKILL')
      await killed.ended
    }
    await imap.deliver(question('one'))
    await killed.ended
    await until(() => smtp.sent.length === 1)
    onMail = async () => undefined
    await imap.deliver(question('two'))

    const ran = await tamizdat(['answer-mail', '--imap', '--once', ...config])

    expect(ran).toMatchObject({ exitCode: 0, output: expect.stringContaining('1 answered') })
    expect(receivers()).toEqual(['one@mail.example', 'two@mail.example'])
    expect(await isEmpty()).toBe(true)
  }, 120_000)

  test('while the server that sends is away, questions wait for it', async () => {
    await writeFile(join(folder, 'smtp.url'), 'smtp://127.0.0.1:9')
    await imap.deliver(question('one'))
    const failed = await tamizdat(['answer-mail', '--imap', '--once', ...config])
    await writeFile(join(folder, 'smtp.url'), smtp.url)

    const ran = await tamizdat(['answer-mail', '--imap', '--once', ...config])

    expect(failed).toMatchObject({ exitCode: 1, errors: expect.stringContaining('mail-failed') })
    expect(failed.errors).not.toContain('mail.example')
    expect(ran.output).toContain('1 answered')
    expect(receivers()).toEqual(['one@mail.example'])
  }, 120_000)
})

test.each([
  { name: 'without a mailbox', words: ['--imap'], next: 'mailResponder.mailbox' },
  { name: 'without --imap', words: ['--once'], next: '--imap' },
])('$name it says what to do', async ({ words, next }) => {
  const file = join(await mkdtemp(join(tmpdir(), 'tamizdat-mailbox-')), 'mirrors.config.ts')
  const mailResponder = { server: secretOf('TEST_RESPONDER', 'smtp.url'), from: 'ask@example.net' }
  await writeFile(file, `export default ${JSON.stringify({ title: 'x', mailResponder })}\n`)

  const ran = await tamizdat(['answer-mail', ...words, '--config', file])

  expect(ran).toMatchObject({ exitCode: 2, output: '', errors: expect.stringContaining(next) })
})
