import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqlite } from '../../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../../src/adapters/sql/archive.ts'
import { unpackZip } from '../../src/core/bundle/zip.ts'
import { tamizdat } from '../support/command-line.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

const ids = [1, 2, 3].map(n => sampleArticle(n).identity.articleId)
let folder: string
let key: string

/** A machine of its own: an archive and a configuration in a folder. */
async function makeMachine(name: string, audience = 'open'): Promise<string> {
  const home = join(folder, name)
  await mkdir(join(home, 'data'), { recursive: true })
  const signing = `{ key: { kind: 'secret', name: 'NONE', file: '${join(folder, 'keys/signing.key')}' } }`
  const channels = `[{ id: 'public', audience: '${audience}' }]`
  const config = join(home, 'mirrors.config.ts')
  await writeFile(config, `export default { title: 'Example', channels: ${channels}, signing: ${signing} }\n`)
  return config
}

async function withArchive<T>(
  name: string,
  use: (archive: ReturnType<typeof createSqlArchive>) => Promise<T>,
) {
  const archive = createSqlArchive(await openSqlite(join(folder, name, 'data/tamizdat.db')))
  try {
    return await use(archive)
  } finally {
    await archive.close()
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-bundle-'))
  await tamizdat(['keygen', '--dir', join(folder, 'keys')])
  key = join(folder, 'keys/signing.key')
  await makeMachine('home')
  await withArchive('home', async archive => {
    for (const n of [3, 2, 1]) await archive.put(sampleArticle(n), { nowMs: sampleNowMs })
  })
})
afterAll(() => rm(folder, { recursive: true }))

async function bundle(file: string): Promise<Uint8Array> {
  const printed = await tamizdat(['bundle', file, '--config', join(folder, 'home/mirrors.config.ts')])
  expect(printed).toMatchObject({ exitCode: 0, errors: '' })
  return readFile(file)
}

const importInto = (config: string, file: string) =>
  tamizdat(['import', file, '--key', key, '--config', config, '--json'])

describe('a bundle', () => {
  test('begins with what the publisher tells readers, and has each article with its signature', async () => {
    const files = unpackZip(await bundle(join(folder, 'first.zip')))

    const [[first = '', notice] = []] = files
    expect(first).toBe('0-READ-FIRST.txt')
    expect(new TextDecoder().decode(notice)).toMatch(
      /^Сайт заблокирован\.\nРаспространение может быть наказано\./,
    )
    for (const id of ids)
      expect([...files.keys()]).toEqual(expect.arrayContaining([`a/${id}.txt`, `a/${id}.sig`]))
  })

  test('is opened by unzip, and verifies as a folder', async () => {
    await bundle(join(folder, 'unzipped.zip'))
    const copy = join(folder, 'unzipped')
    execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, 'unzipped.zip'), copy])

    const printed = await tamizdat(['verify', copy, '--key', key, '--json'])

    expect(JSON.parse(printed.output)).toMatchObject({ status: 'good' })
  })

  test('brings a machine without a network up to date, with the same ids and the same bytes', async () => {
    const config = await makeMachine('away')
    await bundle(join(folder, 'today.zip'))

    const printed = await importInto(config, join(folder, 'today.zip'))

    expect(JSON.parse(printed.output)).toEqual({
      added: 3,
      revised: 0,
      unchanged: 0,
      withdrawn: 0,
      failures: [],
    })
    for (const id of ids) {
      const [here, there] = await Promise.all(
        ['home', 'away'].map(name => withArchive(name, each => each.find(id))),
      )
      expect(there).toMatchObject({
        entryId: here?.entryId,
        html: here?.html,
        text: here?.text,
        publishedMs: here?.publishedMs,
        notices: here?.notices,
      })
    }
    const again = await importInto(config, join(folder, 'today.zip'))
    expect(JSON.parse(again.output)).toMatchObject({ added: 0, unchanged: 3 })
  })

  test('carries a withdrawal', async () => {
    const config = await makeMachine('later')
    await bundle(join(folder, 'before.zip'))
    await importInto(config, join(folder, 'before.zip'))
    await withArchive('home', each =>
      each.withdraw(ids[0] ?? '', { reason: 'a source is in danger', actor: 'anna', nowMs: sampleNowMs }),
    )
    await bundle(join(folder, 'after.zip'))

    const printed = await importInto(config, join(folder, 'after.zip'))

    expect(JSON.parse(printed.output)).toMatchObject({ withdrawn: 1 })
    const article = await withArchive('later', each => each.find(ids[0] ?? ''))
    expect(article).toMatchObject({ text: '', withdrawn: { reason: 'a source is in danger' } })
  })

  test.each([
    { name: 'that was cut off', change: (zip: Buffer) => zip.subarray(0, -200) },
    { name: 'that is no zip file', change: () => Buffer.from('hello') },
    {
      name: 'in which a byte was changed',
      change: (zip: Buffer) => Buffer.from(zip.map((byte, at) => (at === 900 ? byte ^ 1 : byte))),
    },
  ])('$name is not taken, and nothing of it', async ({ name, change }) => {
    const config = await makeMachine(name)
    const file = join(folder, `${name}.zip`)
    await writeFile(file, change(Buffer.from(await bundle(join(folder, 'whole.zip')))))

    const printed = await importInto(config, file)

    expect(printed).toMatchObject({ exitCode: 1, errors: expect.stringContaining('not-verified') })
    expect(await withArchive(name, each => each.edition('all'))).toBeNull()
  })

  test('of another newsroom is not taken', async () => {
    const config = await makeMachine('stranger')
    await bundle(join(folder, 'other.zip'))
    await tamizdat(['keygen', '--dir', join(folder, 'other-keys')])
    const words = ['--key', join(folder, 'other-keys/signing.key'), '--config', config]

    const printed = await tamizdat(['import', join(folder, 'other.zip'), ...words])

    expect(printed).toMatchObject({ exitCode: 1, errors: expect.stringContaining('says nothing of') })
  })

  test('is refused for a careful channel', async () => {
    const config = await makeMachine('careful', 'careful')

    const printed = await tamizdat(['bundle', join(folder, 'no.zip'), '--config', config])

    expect(printed).toMatchObject({ exitCode: 2, errors: expect.stringContaining('its audience is careful') })
  })

  test('in parts is plain text, numbered, each within the size, the notice first', async () => {
    const parts = join(folder, 'parts')
    const words = ['--parts', '300', '--config', join(folder, 'home/mirrors.config.ts')]

    await tamizdat(['bundle', parts, ...words])

    const files = (await readdir(parts)).sort()
    const texts = await Promise.all(files.map(file => readFile(join(parts, file), 'utf8')))
    expect(texts[0]).toMatch(/^1\/\d+\nСайт заблокирован/)
    expect(files.length).toBeGreaterThan(3)
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(300)
  })
})
