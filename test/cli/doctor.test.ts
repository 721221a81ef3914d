import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tamizdat } from '../support/command-line.ts'
import { startScriptedServer } from '../support/scripted-server.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-doctor-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function examine(name: string, body: string) {
  const file = join(folder, name)
  await writeFile(
    file,
    `import { defineConfig, secret } from 'tamizdat'\nexport default defineConfig(${body})\n`,
  )
  const { exitCode, output } = await tamizdat(['doctor', '--offline', '--json', '--config', file])
  const found: { id: string; severity: string; finding: string; next: string | null }[] = JSON.parse(output)
  return { exitCode, found }
}

test('every fault of a configuration is a finding', async () => {
  const { exitCode, found } = await examine(
    'wrong.config.ts',
    `{ titel: 'x', title: 'x', server: { port: 99999 }, mirrors: [{ host: 'http://x/' }] }`,
  )

  expect(exitCode).toBe(1)
  expect(found.map(({ id, severity }) => `${id} ${severity}`)).toEqual(Array(3).fill('configuration bad'))
  expect(found.map(({ finding }) => finding).join('\n')).toMatch(/titel.*title[\s\S]*|server\.port/)
  expect(found.every(({ next }) => next !== null)).toBe(true)
})

test.each([
  { name: 'missing', key: 'nowhere.key', want: /TAMIZDAT_KEY can't be had/ },
  { name: 'no key', key: 'broken.key', want: /not an Ed25519 private key/ },
])(
  'a signing key that is $name is a finding, and the rest is looked at all the same',
  async ({ key, want }) => {
    await writeFile(join(folder, 'broken.key'), 'no key\n')
    const { exitCode, found } = await examine(
      `key-${key}.config.ts`,
      `{ title: 'x', store: { file: '${key}.db' }, signing: { key: secret('TAMIZDAT_KEY', { file: '${key}' }) } }`,
    )

    expect(exitCode).toBe(1)
    expect(found).toContainEqual(
      expect.objectContaining({ severity: 'bad', finding: expect.stringMatching(want) }),
    )
    expect(found.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['store', 'clock', 'configuration', 'standbys']),
    )
    expect(JSON.stringify(found)).not.toContain('unexpected')
  },
)

test('a site that changed under its rules makes the command fail, with the address and what is missing', async () => {
  const server = await startScriptedServer()
  const file = join(folder, 'changed.config.ts')
  const url = `${server.origin}/a/1`
  server.script('/a/1', {
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><title>T</title><div class="renamed"><p>${'Words of an article that was built anew. '.repeat(8)}</p></div>`,
  })
  const rules = { body: '.story', test: [{ url, contains: ['words of yesterday'] }] }
  const config = {
    title: 'x',
    store: { file: 'changed.db' },
    sites: [{ host: '127.0.0.1', rules }],
    limits: { allowPrivate: [server.host] },
  }
  await writeFile(file, `export default ${JSON.stringify(config)}\n`)

  const { exitCode, output } = await tamizdat(['doctor', '--config', file])
  await server.close()

  expect(exitCode).toBe(1)
  expect(output).toContain(
    `bad   rules          the rules fit no more: ${url}: the rule for the body finds nothing; the article does not hold "words of yesterday"`,
  )
})
