import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from '../../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../../src/adapters/sql/archive.ts'
import { tamizdat } from '../support/command-line.ts'
import { fillReference } from '../support/reference-archive.ts'
import { sampleArticle } from '../support/sample-article.ts'

let folder: string
const at = (name: string) => join(folder, name)

async function writeConfig(name: string, file: string): Promise<string> {
  await writeFile(at(name), `export default ${JSON.stringify({ title: 'T', store: { file } })}\n`)
  return at(name)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-backup-'))
  const archive = createSqlArchive(await openSqlite(at('archive.db')))
  await fillReference(archive)
  await archive.close()
})
afterEach(() => rm(folder, { recursive: true }))

test.each(['copy.ndjson', 'copy.db'])('a backup in %s brings back every revision', async name => {
  const old = await writeConfig('old.config.ts', at('archive.db'))
  const fresh = await writeConfig('fresh.config.ts', at('fresh.db'))

  const backup = await tamizdat(['backup', at(name), '--config', old, '--json'])
  const restored = await tamizdat(['restore', at(name), '--config', fresh, '--json'])

  expect([backup.errors, restored.errors]).toEqual(['', ''])
  const [one, other] = [JSON.parse(backup.output), JSON.parse(restored.output)]
  expect(one.rows).toMatchObject({ articles: 61, revisions: 62, audit: 1 })
  expect(one.hash).toBe(other.hash)
  const archive = createSqlArchive(await openSqlite(at('fresh.db')))
  expect(await archive.revisions(sampleArticle(2).identity.articleId)).toHaveLength(2)
  expect(await archive.faults()).toEqual([])
  expect(await archive.search([['другой', 'текст']], 5)).toHaveLength(1)
  await archive.close()
})

test('a store that is not empty is not written over', async () => {
  const config = await writeConfig('old.config.ts', at('archive.db'))
  await tamizdat(['backup', at('copy.ndjson'), '--config', config])

  const restored = await tamizdat(['restore', at('copy.ndjson'), '--config', config])
  const again = await tamizdat(['backup', at('copy.ndjson'), '--config', config])

  expect(restored).toMatchObject({ exitCode: 1, errors: expect.stringContaining('not empty') })
  expect(again).toMatchObject({ exitCode: 1, errors: expect.stringContaining('there already') })
})

test('a backup that was cut off is refused, and so is what is none', async () => {
  await tamizdat(['move', '--from', at('archive.db'), '--to', at('copy.ndjson')])
  const text = await readFile(at('copy.ndjson'), 'utf8')
  await writeFile(at('cut.ndjson'), text.slice(0, text.length / 2))
  await writeFile(at('other.ndjson'), '{"title":"x"}\n')

  for (const name of ['cut.ndjson', 'other.ndjson', 'nothing.ndjson']) {
    const moved = await tamizdat(['move', '--from', at(name), '--to', at(`${name}.db`)])
    expect(moved).toMatchObject({ exitCode: 1, errors: expect.stringContaining('archive-failed') })
  }
  expect(existsSync(at('copy.ndjson.part'))).toBe(false)
})
