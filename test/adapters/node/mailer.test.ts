import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMailer } from '../../../src/adapters/node/mailer.ts'
import { createWebhook } from '../../../src/adapters/web/webhook.ts'
import { startScriptedLine } from '../../support/scripted-line.ts'
import { startScriptedServer } from '../../support/scripted-server.ts'

const notice = { subject: 'Mirrors: 1 new – проба', lines: ['New:', '- example: failed 3 times in a row'] }
const mails: { from: string; to: readonly string[]; text: string }[] = []
let web: Awaited<ReturnType<typeof startScriptedServer>>
let mail: SMTPServer
let port: number

beforeAll(async () => {
  web = await startScriptedServer()
  mail = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'desk' && password === 'p@ss' ? done(null, { user: username }) : done(new Error('no')),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(each => each.address),
          text: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
  })
  await new Promise<void>(done => mail.listen(0, '127.0.0.1', done))
  port = (mail.server.address() as AddressInfo).port
})
afterAll(async () => {
  await web.close()
  await new Promise<void>(done => mail.close(done))
})

const mailer = (password: string) =>
  createMailer({
    server: () => `smtp://desk:${encodeURIComponent(password)}@127.0.0.1:${port}`,
    from: 'mirrors@example.net',
    to: ['desk@example.org', 'night@example.org'],
  })

test('a notice is a plain mail to everybody that is named, which no robot answers', async () => {
  await mailer('p@ss').send(notice)

  expect(mails).toMatchObject([
    { from: 'mirrors@example.net', to: ['desk@example.org', 'night@example.org'] },
  ])
  expect(mails[0]?.text).toContain('- example: failed 3 times in a row')
  expect(mails[0]?.text).toMatch(/^Auto-Submitted: auto-generated\r$/m)
  expect(mails[0]?.text).toMatch(/^Content-Type: text\/plain/m)
})

test('a mail server that refuses is told without the password', async () => {
  const failure = await mailer('wr0ng')
    .send(notice)
    .catch(error => error)

  expect(failure).toMatchObject({ kind: 'notice-failed', message: expect.stringContaining('by mail') })
  expect(failure.message).not.toContain('wr0ng')
})

test('a mail server elsewhere that offers no encryption is given neither password nor mail', async () => {
  const line = await startScriptedLine(['220 mail.localhost'], said =>
    said.startsWith('EHLO') ? '250-mail.localhost\r\n250 AUTH PLAIN' : '502 no',
  )
  const elsewhere = createMailer({
    // An address that leads to this machine and does not say so.
    server: () => `smtp://desk:p%40ss@0.0.0.0:${line.port}`,
    from: 'mirrors@example.net',
    to: ['desk@example.org'],
  })

  await expect(elsewhere.send(notice)).rejects.toMatchObject({ kind: 'notice-failed' })

  expect(line.heard()).toContain('EHLO')
  expect(line.heard()).not.toMatch(/AUTH|MAIL FROM|DATA/)
  await line.close()
})

test('a webhook gets JSON with all of it', async () => {
  let body = ''
  web.script('/hook', (request, response) => {
    request.on('data', chunk => (body += chunk))
    request.on('end', () => response.end('ok'))
  })

  await createWebhook(() => `${web.origin}/hook`).send(notice)

  expect(JSON.parse(body)).toEqual({ ...notice, text: [notice.subject, ...notice.lines].join('\n') })
})

test.each([{ status: 500 }, { status: 302, headers: { location: '/elsewhere' } }])(
  'a webhook that answers $status has not taken the notice',
  async answer => {
    web.script('/hook', answer)

    await expect(createWebhook(() => `${web.origin}/hook`).send(notice)).rejects.toMatchObject({
      kind: 'notice-failed',
    })
    expect(web.requests.some(({ path }) => path === '/elsewhere')).toBe(false)
  },
)
