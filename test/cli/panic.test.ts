import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from '../../src/adapters/node/sqlite.ts'
import { createSqlMeasurementLog } from '../../src/adapters/sql/measurement-log.ts'
import { inviteIdOf } from '../../src/core/mirror/secret.ts'
import { tamizdat } from '../support/command-line.ts'

const fileSecret = (name: string, file: string) => ({ kind: 'secret', name, file })

let folder: string
let config: readonly string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-panic-'))
  await tamizdat(['init', folder])
  const written = {
    title: 'Test',
    channels: [{ id: 'public' }, { id: 'friends', kind: 'invite' }],
    mirrors: [{ host: 'a.example', state: 'live' }],
    signing: { key: fileSecret('TAMIZDAT_PANIC_TEST_KEY', 'keys/signing.key') },
    mailResponder: {
      server: fileSecret('TAMIZDAT_PANIC_TEST_RESPONDER', 'keys/responder.url'),
      from: 'ask@example.net',
    },
    store: { file: 'archive.db' },
  }
  await writeFile(join(folder, 'mirrors.config.ts'), `export default ${JSON.stringify(written)}\n`)
  config = ['--config', join(folder, 'mirrors.config.ts')]
})

/** Leaves a measurement of a closed host, as a vantage point that is bound to its group does. */
async function measure(host: string): Promise<void> {
  const database = await openSqlite(join(folder, 'archive.db'))
  const facts = { addresses: [], certificate: null, nameServers: [`ns1.${host}`] }
  await createSqlMeasurementLog(database).record([
    { atMs: 0, host, vantageId: 'minsk', region: 'BY', class: 'ok', bytes: 1, note: null, facts },
  ])
  await database.close()
}

afterEach(() => rm(folder, { recursive: true }))

test('an invite’s secret and address come apart, and the secret finds the address again', async () => {
  const early = JSON.parse((await tamizdat(['invite', 'friends', '--json', ...config])).output)
  await tamizdat(['mirrors', 'add', 'closed.example', '--channel', 'friends', ...config])
  const found = await tamizdat(['where', early.secret, ...config])
  const { output } = await tamizdat(['invite', 'friends', ...config])
  const channels = (await tamizdat(['channels', 'list', ...config])).output

  expect(early.address).toBeNull()
  expect(found.output).toMatch(/^https:\/\/closed\.example\/[0-9a-z]{20}\/\n$/)
  expect(output).toMatch(/^ {2}[0-9a-z]{4}(?:-[0-9a-z]{4}){5}$/m)
  expect(output).toMatch(/█/)
  expect(channels).toMatch(/^friends +invite +careful +1 +0 +1 +0 +2 +0 +0$/m)
  expect(channels).toContain('mirrors add HOST --channel friends')
  expect(await tamizdat(['where', 'no-such-secret', ...config])).toMatchObject({ exitCode: 1, output: '' })
  expect(await tamizdat(['invite', 'public', ...config])).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining('invite-refused'),
  })
})

test('panic says what it would do, and with --yes wipes keys, invites and measurements and leaves hosts', async () => {
  await tamizdat(['mirrors', 'add', 'closed.example', '--channel', 'friends', ...config])
  const { secret } = JSON.parse((await tamizdat(['invite', 'friends', '--json', ...config])).output)
  const key = join(folder, 'keys/signing.key')
  const keyText = await readFile(key, 'utf8')
  const others = ['keys/delegation.txt', 'keys/responder.url'].map(name => join(folder, name))
  // A delegation that lapsed, or a box whose password was changed, stops nobody who panics.
  for (const file of others) await writeFile(file, 'smtps://ask:password@mail.example')
  const written = await readFile(join(folder, 'mirrors.config.ts'), 'utf8')
  const delegation = fileSecret('TAMIZDAT_PANIC_TEST_DELEGATION', 'keys/delegation.txt')
  const delegated = written.replace('"signing":{', `"signing":{"delegation":${JSON.stringify(delegation)},`)
  await writeFile(join(folder, 'mirrors.config.ts'), delegated)
  await measure('closed.example')

  const said = await tamizdat(['panic', ...config])
  expect(said.output).toContain('Would wipe')
  expect(existsSync(key)).toBe(true)

  const done = await tamizdat(['panic', '--yes', ...config])
  expect(done).toMatchObject({ exitCode: 0, output: expect.stringContaining('1 invites in 1 groups') })
  expect([key, ...others].filter(existsSync)).toEqual([])
  const left = (
    await Promise.all(
      ['archive.db', 'archive.db-wal']
        .map(name => join(folder, name))
        .filter(existsSync)
        .map(file => readFile(file, 'latin1')),
    )
  ).join('')
  for (const trace of [
    secret,
    inviteIdOf(secret),
    keyText.split('\n')[1] ?? '',
    'minsk',
    'ns1.closed.example',
  ])
    expect(left).not.toContain(trace)
  expect(left).toContain('closed.example')
  expect(await tamizdat(['panic', '--yes', ...config]), 'once more').toMatchObject({ exitCode: 0 })
})

test('an archive that cannot be opened stops it from wiping nothing else, and is named', async () => {
  const key = join(folder, 'keys/signing.key')
  await writeFile(join(folder, 'archive.db'), 'broken, '.repeat(1000))

  const done = await tamizdat(['panic', '--yes', ...config])

  expect(done).toMatchObject({ exitCode: 1, output: expect.stringContaining(`the secret in ${key}`) })
  expect(done.errors).toContain(`shred -u ${join(folder, 'archive.db')}*`)
  expect(existsSync(key)).toBe(false)
})
