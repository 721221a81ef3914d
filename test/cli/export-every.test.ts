import { createPublicKey } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startProgram, tamizdat } from '../support/command-line.ts'
import { type Newsroom, startNewsroom } from '../support/newsroom.ts'

let folder: string
let newsroom: Newsroom
let config: string
const programs: ReturnType<typeof startProgram>[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-every-'))
  newsroom = await startNewsroom({ firstMs: Date.now() - 3_600_000 })
  newsroom.publish()
  await tamizdat(['keygen', '--dir', join(folder, 'keys')])
  config = join(folder, 'mirrors.config.ts')
  const source = {
    id: 'valley',
    name: 'Valley News',
    feeds: [newsroom.feedUrl],
    language: 'en',
    politeness: { concurrency: 1, delaySeconds: 0 },
  }
  const settings = {
    title: 'Example',
    server: { port: 0 },
    operator: { port: 0 },
    sources: [source],
    mirrors: [{ host: 'a.example', state: 'live' }],
    limits: { allowPrivate: [newsroom.server.host] },
    signing: { key: { kind: 'secret', name: 'NONE', file: 'keys/signing.key' } },
  }
  await writeFile(config, `export default ${JSON.stringify(settings)}\n`)
})

afterEach(async () => {
  for (const { child } of programs) child.kill('SIGTERM')
  await Promise.all(programs.splice(0).map(({ ended }) => ended))
  await newsroom.server.close()
  await rm(folder, { recursive: true })
})

function start(words: readonly string[]) {
  const program = startProgram([...words, '--config', config])
  programs.push(program)
  return program
}

const patience = { timeout: 60_000, interval: 100 }

test('a copy kept beside serve has the articles that serve pulls, and stays good', async () => {
  const copy = join(folder, 'copy')
  const key = join(folder, 'newsroom.pem')
  const secret = await readFile(join(folder, 'keys/signing.key'), 'utf8')
  await writeFile(key, createPublicKey(secret).export({ type: 'spki', format: 'pem' }))
  const feed = async () => readFile(join(copy, 'feeds/all.rss'), 'utf8')
  start(['serve'])
  start(['export', copy, '--base', 'https://news.example/copy', '--every', '1s'])
  await vi.waitFor(async () => expect(await feed()).toContain('Article number 1<'), patience)

  newsroom.publish()
  expect((await tamizdat(['pull', '--config', config])).errors).toBe('')
  await vi.waitFor(async () => expect(await feed()).toContain('Article number 2<'), patience)

  // Between two turns, or a list would be read while it is replaced.
  await vi.waitFor(async () => {
    const { output } = await tamizdat(['verify', copy, '--key', key, '--json'])
    expect(JSON.parse(output)).toMatchObject({ status: 'good' })
  }, patience)
}, 180_000)

test('a turn that fails is told, and the next one writes the copy', async () => {
  const copy = join(folder, 'copy')
  const program = start(['export', copy, '--every', '1s'])
  await program.prints('files written')
  await rm(copy, { recursive: true })
  await writeFile(copy, 'a file where a folder must be')
  await program.complains('store-failed')

  await rm(copy)

  await vi.waitFor(
    async () => expect(await readFile(join(copy, 'index.html'), 'utf8')).toContain('Example'),
    patience,
  )
  expect(program.child.exitCode).toBeNull()
}, 120_000)
