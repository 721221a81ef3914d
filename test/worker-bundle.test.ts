import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ask, runWorker } from './support/running-worker.ts'
import { buildWorker, type WorkerBundle } from './support/worker-bundle.ts'
import { writeWorker } from './support/written-worker.ts'

// The Worker as wrangler makes it. Nothing here depends on time; `npm run bench -- worker` measures.

const mebibyte = 1024 * 1024
let folder: string
let bundle: WorkerBundle

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-bundle-'))
  bundle = await buildWorker(
    fileURLToPath(new URL('../deploy/cloudflare/wrangler.jsonc', import.meta.url)),
    folder,
  )
}, 120_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

test('the bundle is under 1 MiB compressed', () => {
  expect(bundle.gzipBytes).toBeLessThan(mebibyte)
  expect(bundle.gzipBytes).toBeGreaterThan(mebibyte / 10)
})

describe('what only pulling needs is in the bundle and is not evaluated for a reader', () => {
  test.each([
    { name: 'what reads a feed', path: 'src/core/feed/parse-feed.ts' },
    { name: 'what makes an article of a page', path: 'src/core/article/make-article.ts' },
    { name: 'the trees that judge passages', path: 'src/core/article/extract/weights.ts' },
    { name: 'the models of encodings', path: 'src/core/source/charset-models.ts' },
    { name: 'what decodes a page', path: 'src/core/source/decode-as.ts' },
    { name: 'the fetcher', path: 'src/adapters/workers/fetcher.ts' },
  ])('$name', ({ path }) => {
    expect(bundle.modules.filter(module => module.path === path)).toEqual([
      { path, bytes: expect.any(Number), isEager: false },
    ])
  })

  test('whereas what serves is', () => {
    expect(bundle.modules.find(({ path }) => path === 'src/http/readers-app.ts')?.isEager).toBe(true)
  })
})

test('in workerd a reader’s page wakes none of it, and the first message does', async () => {
  const host = 'a.example'
  const inner = await mkdtemp(join(folder, 'run-'))
  // Nobody listens there: the source fails, and has been taken up all the same.
  const wranglerFile = await writeWorker(inner, { host, upstream: '127.0.0.1:1' })
  const { file } = await buildWorker(wranglerFile, join(inner, 'out'), { isMinified: false })
  const worker = await runWorker(await readFile(file, 'utf8'), { isInspected: true })
  const pulling =
    /^src\/(?:core\/feed\/parse-feed|core\/article\/make-article|core\/source\/charset-models)\.ts$/
  const awake = async () => (await worker.evaluated()).filter(path => pulling.test(path))

  try {
    const { status } = await ask(worker.port, { host, path: '/' })
    const forReader = await awake()
    await worker.tick()
    await vi.waitFor(async () => expect(await awake()).toHaveLength(3), { timeout: 30_000, interval: 200 })

    expect({ status, forReader }).toEqual({ status: 200, forReader: [] })
  } finally {
    await worker.close()
  }
}, 120_000)

test('nothing that only Node needs is in it', () => {
  const foreign = bundle.modules.filter(({ path }) =>
    /unenv|@exodus|node_modules\/(?:undici|node-cron|nodemailer)\//.test(path),
  )

  expect(foreign).toEqual([])
})
