import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { loadConfig } from '../../src/adapters/node/config-loader.ts'
import { configTemplate } from '../../src/cli/config-template.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-config-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function writeConfig(name: string, body: string): Promise<string> {
  const file = join(folder, name)
  await writeFile(
    file,
    `import { defineConfig, secret } from 'tamizdat'\nexport default defineConfig(${body})\n`,
  )
  return file
}

describe('loadConfig', () => {
  test('reads the example at the top level', async () => {
    const config = await loadConfig(resolve(import.meta.dirname, '../../mirrors.config.ts'))

    expect(config.mirrors.map(mirror => mirror.host)).toEqual(['a.localhost', 'b.localhost', 'c.localhost'])
    expect(config.sources.length).toBeGreaterThanOrEqual(5)
  })

  test('reads what init writes, from a folder outside this package', async () => {
    const file = join(folder, 'template.config.ts')
    await writeFile(file, configTemplate())

    const config = await loadConfig(file)

    expect(config.store.file).toBe(join(folder, 'data/tamizdat.db'))
  })

  test('sees what was changed since it last read the file', async () => {
    const file = await writeConfig('changed.config.ts', `{ title: 'before' }`)
    const before = await loadConfig(file)
    await writeConfig('changed.config.ts', `{ title: 'after' }`)
    const after = await loadConfig(file)

    expect([before.title, after.title]).toEqual(['before', 'after'])
  })

  test.each([
    { name: 'that is not there', body: null, want: { kind: 'config-missing' } },
    { name: 'that is not TypeScript', body: `{ title: 'T`, want: { kind: 'config-invalid' } },
    { name: 'that is at fault', body: `{ titel: 'T' } as never`, want: { kind: 'config-invalid' } },
    {
      name: 'that names a header secret nobody gave',
      body: `{ title: 'T', sources: [{ id: 'a', name: 'A', feeds: ['https://a.example/'], language: 'en', headers: { x: secret('TAMIZDAT_TEST_NOT_SET') } }] }`,
      want: { kind: 'secret-missing' },
    },
  ])('refuses a file $name', async ({ body, want }) => {
    const file = body === null ? join(folder, 'none.ts') : await writeConfig('refused.config.ts', body)

    await expect(loadConfig(file)).rejects.toMatchObject(want)
  })

  test('says what a file without a default export lacks', async () => {
    const file = join(folder, 'empty.config.ts')
    await writeFile(file, 'export const config = {}\n')

    await expect(loadConfig(file)).rejects.toMatchObject({
      kind: 'config-invalid',
      next: 'write: export default defineConfig({ … })',
    })
  })
})

describe('a secret is taken from the first of', () => {
  const body = `{ title: 'T', signing: { key: secret('TAMIZDAT_TEST_KEY', { file: 'own.key' }) } }`
  const read = async () => (await loadConfig(await writeConfig('secret.config.ts', body))).signing?.key()

  test('its variable, the file its _FILE variable names, and its own file beside the configuration', async () => {
    await writeFile(join(folder, 'own.key'), 'own\n')
    await writeFile(join(folder, 'named.key'), 'named\n')

    const own = await read()
    vi.stubEnv('TAMIZDAT_TEST_KEY_FILE', join(folder, 'named.key'))
    const named = await read()
    vi.stubEnv('TAMIZDAT_TEST_KEY', 'set')
    const set = await read()
    vi.unstubAllEnvs()

    expect([own, named, set]).toEqual(['own', 'named', 'set'])
  })

  test('and is only missed when it is asked for', async () => {
    const file = await writeConfig(
      'lazy.config.ts',
      `{ title: 'T', signing: { key: secret('TAMIZDAT_TEST_NONE') } }`,
    )
    const config = await loadConfig(file)

    expect(() => config.signing?.key()).toThrow('TAMIZDAT_TEST_NONE')
  })
})
