import { execFile, execFileSync, spawn } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqlite } from '../../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../../src/adapters/sql/archive.ts'
import { startProgram, tamizdat } from '../support/command-line.ts'
import { startS3 } from '../support/s3.ts'
import { sampleArticle, sampleNowMs } from '../support/sample-article.ts'

const ids = Array.from({ length: 30 }, (_, n) => sampleArticle(n + 1).identity.articleId)
const [id = ''] = ids
let folder: string
let config: string
let key: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-export-'))
  await tamizdat(['keygen', '--dir', join(folder, 'keys')])
  config = join(folder, 'mirrors.config.ts')
  const signing = `{ key: { kind: 'secret', name: 'NONE', file: 'keys/signing.key' } }`
  const mirrors = `[{ host: 'a.example', state: 'live' }]`
  await writeFile(config, `export default { title: 'Example', mirrors: ${mirrors}, signing: ${signing} }\n`)
  key = createPublicKey(await readFile(join(folder, 'keys/signing.key'), 'utf8'))
    .export({ type: 'spki', format: 'pem' })
    .toString()
  await writeFile(join(folder, 'newsroom.pem'), key)
  await mkdir(join(folder, 'data'))
  await changeArchive(async archive => {
    for (const n of ids.keys()) await archive.put(sampleArticle(n + 1), { nowMs: sampleNowMs })
  })
})
afterAll(() => rm(folder, { recursive: true }))

async function changeArchive(change: (archive: ReturnType<typeof createSqlArchive>) => Promise<unknown>) {
  const archive = createSqlArchive(await openSqlite(join(folder, 'data/tamizdat.db')))
  await change(archive)
  await archive.close()
}

async function exportTo(target: string, words: readonly string[] = []) {
  const printed = await tamizdat(['export', target, '--config', config, '--json', ...words])
  expect(printed.errors).toBe('')
  return JSON.parse(printed.output)
}

const verify = (target: string, words: readonly string[] = []) =>
  tamizdat(['verify', target, '--key', join(folder, 'newsroom.pem'), '--json', ...words])

const base = ['--base', 'https://news.example/copy']

describe('export to a folder', () => {
  test('writes what readers see, and verify finds it good', async () => {
    const copy = join(folder, 'whole')

    const report = await exportTo(copy, base)

    expect(report).toMatchObject({ articles: 30, unchanged: 0, removed: 0 })
    const files = await readdir(copy, { recursive: true })
    for (const path of ['index.html', 'mirrors.json', 'feeds/all.rss', 'feeds/all-1.atom', `a/${id}.sig`])
      expect(files).toContain(path)
    expect(await readFile(join(copy, 'feeds/all.rss'), 'utf8')).toContain(
      `https://news.example/copy/a/${ids.at(-1)}.html`,
    )
    expect(JSON.parse((await verify(copy)).output)).toMatchObject({ status: 'good' })
  })

  test('is what sha256sum can check', async () => {
    const copy = join(folder, 'sums')
    await exportTo(copy, base)

    expect(execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: copy, encoding: 'utf8' })).toBe(
      '',
    )
  })

  test('leaves the feeds out where there is no address', async () => {
    const copy = join(folder, 'stick')

    await exportTo(copy)

    expect(await readdir(copy)).not.toContain('feeds')
    expect(await readdir(copy)).not.toContain('feeds.opml')
  })

  test('writes nothing the second time, and only what changed the third', async () => {
    const copy = join(folder, 'again')
    await exportTo(copy, base)
    const second = await exportTo(copy, base)
    await changeArchive(archive =>
      archive.put(sampleArticle(7, { title: 'Исправленный заголовок' }), { nowMs: sampleNowMs + 60_000 }),
    )
    const third = await exportTo(copy, base)

    expect(second).toMatchObject({ written: 0, removed: 0 })
    expect(third.written).toBeGreaterThan(0)
    expect(third.written).toBeLessThan(third.unchanged)
    expect(await readFile(join(copy, `a/${ids[6]}.txt`), 'utf8')).toContain('Исправленный заголовок')
  })

  test('removes what is gone, and nothing that is not its own', async () => {
    const copy = join(folder, 'gone')
    await exportTo(copy, base)
    await writeFile(join(copy, 'robots.txt'), 'User-agent: *\n')

    const report = await exportTo(copy)

    expect(report.removed).toBeGreaterThan(0)
    expect(existsSync(join(copy, 'feeds/all.rss'))).toBe(false)
    expect(existsSync(join(copy, 'robots.txt'))).toBe(true)
  })

  test('goes on after a kill: the copy works meanwhile, nothing is written twice', async () => {
    const copy = join(folder, 'killed')
    const program = startProgram(['export', copy, ...base, '--config', config])
    while (!existsSync(join(copy, 'SHA256SUMS.part'))) await new Promise(done => setTimeout(done, 10))
    program.child.kill('SIGKILL')
    await program.ended
    const wasThere = (await readdir(copy, { recursive: true })).length

    const report = await exportTo(copy, base)

    expect(report.unchanged).toBeGreaterThanOrEqual(100)
    expect(report.written).toBeLessThan(report.unchanged + report.written)
    expect(wasThere).toBeGreaterThan(100)
    expect(await readdir(copy, { recursive: true })).not.toContain('SHA256SUMS.part')
    expect(JSON.parse((await verify(copy)).output)).toMatchObject({ status: 'good' })
  })
})

describe('verify on a copy', () => {
  test.each([
    {
      status: 'changed',
      name: 'a page with other words in it',
      change: async (copy: string) => writeFile(join(copy, `a/${id}.html`), '<!doctype html><p>Ложь.</p>'),
    },
    {
      status: 'incomplete',
      name: 'a page that is missing',
      change: async (copy: string) => rm(join(copy, `a/${id}.html`)),
    },
    {
      status: 'changed',
      name: 'a list that was written anew',
      change: async (copy: string) => {
        const list = await readFile(join(copy, 'SHA256SUMS'), 'utf8')
        await writeFile(join(copy, 'SHA256SUMS'), list.split('\n').slice(1).join('\n'))
      },
    },
    {
      status: 'unsigned',
      name: 'a list without its signature',
      change: async (copy: string) => rm(join(copy, 'SHA256SUMS.sig')),
    },
    {
      status: 'unsigned',
      name: 'a signature that was cut off',
      change: async (copy: string) => {
        const signature = await readFile(join(copy, 'SHA256SUMS.sig'), 'utf8')
        await writeFile(join(copy, 'SHA256SUMS.sig'), signature.slice(0, -20))
      },
    },
  ])('finds $name $status', async ({ status, change }) => {
    const copy = await mkdtemp(join(folder, 'bad-'))
    await cp(join(folder, 'whole'), copy, { recursive: true })
    await change(copy)

    const printed = await verify(copy)

    expect(JSON.parse(printed.output)).toMatchObject({ status })
    expect(printed.exitCode).toBe(1)
  })

  test('an article that was withdrawn leaves the next copy; an old one is shown as withdrawn, with the date', async () => {
    const old = join(folder, 'old')
    const fresh = join(folder, 'fresh')
    await exportTo(old, base)
    await exportTo(fresh, base)
    await changeArchive(archive =>
      archive.withdraw(ids[3] ?? '', { reason: null, actor: 'editor', nowMs: sampleNowMs + 5_000 }),
    )
    await new Promise(done => setTimeout(done, 1_100))
    await exportTo(fresh, base)

    expect(await readFile(join(fresh, `a/${ids[3]}.txt`), 'utf8')).not.toContain('Первый абзац статьи 4')
    expect(await readFile(join(fresh, `feeds/all.rss`), 'utf8')).not.toContain('Первый абзац статьи 4.')
    const { findings } = JSON.parse((await verify(old, ['--known', join(fresh, 'SHA256SUMS.sig')])).output)
    expect(findings).toContainEqual(
      expect.objectContaining({
        path: `a/${ids[3]}.html`,
        status: 'withdrawn',
        says: 'The newsroom withdrew this article on 2026-06-01T12:00:05Z.',
      }),
    )
    expect(
      JSON.parse(
        (await verify(join(old, `a/${ids[3]}.txt`), ['--sig', join(fresh, `a/${ids[3]}.sig`)])).output,
      ),
    ).toMatchObject({ status: 'withdrawn' })
  })
})

describe('export to a bucket', () => {
  test('of a real S3 server, killed midway and gone on with, reads and verifies like a mirror', async () => {
    const s3 = await startS3(join(folder, 's3'), 'news')
    try {
      const target = ['export', 's3://news/7f3k', '--base', `${s3.endpoint}/news/7f3k`, '--config', config]
      const environment = { ...process.env, ...s3.environment }
      const killed = spawn(process.execPath, ['src/main.ts', ...target], {
        env: environment,
        stdio: 'ignore',
      })
      const read = (path: string) => fetch(`${s3.endpoint}/news/7f3k/${path}`)
      while ((await read('SHA256SUMS.part')).status !== 200) await new Promise(done => setTimeout(done, 20))
      killed.kill('SIGKILL')
      expect((await read('SHA256SUMS')).status).toBe(404)

      const { stdout } = await promisify(execFile)(process.execPath, ['src/main.ts', ...target, '--json'], {
        env: environment,
      })

      expect(JSON.parse(stdout)).toMatchObject({ articles: 30 })
      expect(JSON.parse(stdout).unchanged).toBeGreaterThanOrEqual(100)
      const page = await read(`a/${id}.html`)
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(page.headers.get('content-encoding')).toBe('gzip')
      expect(await page.text()).toContain('Заголовок 1')
      const limits = join(folder, 'limits.config.ts')
      const allowed = new URL(s3.endpoint).host
      await writeFile(limits, `export default { title: 'x', limits: { allowPrivate: ['${allowed}'] } }\n`)
      const verified = await verify(`${s3.endpoint}/news/7f3k/`, ['--config', limits])
      const bad = JSON.parse(verified.output).findings.filter(
        (each: { status: string }) => each.status !== 'good',
      )
      expect(bad).toEqual([])
    } finally {
      await s3.stop()
    }
  })

  test('that is not there is an error that says so', async () => {
    const s3 = await startS3(join(folder, 's3-empty'), 'news')
    const before = { ...process.env }
    Object.assign(process.env, s3.environment)
    try {
      const printed = await tamizdat(['export', 's3://other', '--config', config])

      expect(printed).toMatchObject({
        exitCode: 1,
        errors: expect.stringContaining('NoSuchBucket (status 404)'),
      })
    } finally {
      process.env = before
      await s3.stop()
    }
  })
})

test('a folder that can’t be written is an error that names it', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')

  const printed = await tamizdat(['export', join(file, 'copy'), '--config', config])

  expect(printed.exitCode).toBe(1)
  expect((await stat(file)).isFile()).toBe(true)
})
