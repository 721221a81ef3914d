import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProgram } from '../support/command-line.ts'

/** As a mail server runs it: a process of its own, with the mail on standard input. */
function tamizdat(words: readonly string[], input = '') {
  const { child, ended } = startProgram(words)
  child.stdin.end(input)
  return ended
}

const sent: { to: readonly string[]; text: string }[] = []
let folder: string
let server: SMTPServer
let config: readonly string[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-answer-'))
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        sent.push({
          to: session.envelope.rcptTo.map(each => each.address),
          text: Buffer.concat(chunks).toString(),
        })
        done()
      })
    },
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.server.address() as AddressInfo
  await writeFile(join(folder, 'smtp.url'), `smtp://127.0.0.1:${port}\n`)
  const file = join(folder, 'mirrors.config.ts')
  await writeFile(
    file,
    `import { defineConfig, secret } from 'tamizdat'
export default defineConfig({
  title: 'x',
  channels: [{ id: 'public' }, { id: 'friends', kind: 'mail' }],
  mailResponder: { server: secret('TEST_RESPONDER', { file: 'smtp.url' }), from: 'ask@example.net' },
})\n`,
  )
  config = ['--config', file]
})
afterAll(async () => {
  await new Promise<void>(done => server.close(done))
  await rm(folder, { recursive: true })
})

const question = (text: string) =>
  `From: Reader <reader@mail.example>\r\nMessage-ID: <7@mail.example>\r\nSubject: hi\r\n\r\n${text}\r\n`

test('a mail with a secret is answered with the present address, one without is not, and nothing of either is kept', async () => {
  await tamizdat(['mirrors', 'add', 'closed.example.ch', '--channel', 'friends', ...config])
  const invited = JSON.parse((await tamizdat(['invite', 'friends', '--json', ...config])).output)

  const answered = await tamizdat(['answer-mail', ...config], question(invited.secret))
  const wrong = await tamizdat(['answer-mail', ...config], question('k7dq-0m2x-94vt-hs6e-wz3n-p1c8'))
  const empty = await tamizdat(['answer-mail', ...config], question('hello'))

  for (const each of [answered, wrong, empty]) expect(each).toEqual({ exitCode: 0, output: '', errors: '' })
  expect(sent).toHaveLength(1)
  expect(sent[0]?.to).toEqual(['reader@mail.example'])
  expect(sent[0]?.text).toContain('https://closed.example.ch/')
  expect(sent[0]?.text).toMatch(/^In-Reply-To: <7@mail\.example>\r$/m)
  expect(sent[0]?.text).not.toContain(invited.secret)
  for (const name of await readdir(folder, { recursive: true }))
    expect((await readFile(join(folder, name)).catch(() => '')).includes('reader@mail.example')).toBe(false)
}, 120_000)

test('without a responder in the configuration it refuses', async () => {
  const file = join(folder, 'none.config.ts')
  await writeFile(
    file,
    `import { defineConfig } from 'tamizdat'\nexport default defineConfig({ title: 'x' })\n`,
  )

  const { exitCode, errors } = await tamizdat(['answer-mail', '--config', file], question('x'))

  expect([exitCode, errors]).toEqual([2, expect.stringContaining('docs/guide/mail-responder.md')])
}, 60_000)
