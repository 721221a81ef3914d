import { type ChildProcess, spawn } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqlite } from '../src/adapters/node/sqlite.ts'
import { createSqlArchive } from '../src/adapters/sql/archive.ts'
import { tamizdat } from './support/command-line.ts'
import { missing } from './support/needs.ts'
import { sampleArticle, sampleNowMs } from './support/sample-article.ts'

// An exported copy as people meet it: behind web servers that know nothing of it, in a browser from a stick, in a bucket
// for one invite.

let folder: string
let config: string
let key: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-copies-'))
  await tamizdat(['keygen', '--dir', join(folder, 'keys')])
  config = join(folder, 'mirrors.config.ts')
  key = join(folder, 'newsroom.pem')
  const pem = await readFile(join(folder, 'keys/signing.key'), 'utf8')
  await writeFile(key, createPublicKey(pem).export({ type: 'spki', format: 'pem' }))
  const written = {
    title: 'Example',
    mirrors: [{ host: 'a.example', state: 'live' }],
    channels: [{ id: 'public' }, { id: 'friends', kind: 'invite', signatures: true }],
    signing: { key: { kind: 'secret', name: 'NONE', file: 'keys/signing.key' } },
  }
  await writeFile(config, `export default ${JSON.stringify(written)}\n`)
  await mkdir(join(folder, 'data'))
  const archive = createSqlArchive(await openSqlite(join(folder, 'data/tamizdat.db')))
  for (const n of [3, 2, 1]) await archive.put(sampleArticle(n), { nowMs: sampleNowMs })
  await archive.close()
})
afterAll(() => rm(folder, { recursive: true }))

async function command(words: readonly string[]) {
  const printed = await tamizdat([...words, '--config', config, '--json'])
  expect(printed.errors).toBe('')
  return JSON.parse(printed.output)
}

const servers = [
  {
    name: 'python’s http.server',
    program: '/usr/bin/python3',
    debianPackage: 'python3',
    words: async (port: number, copy: string) => [
      ...['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', copy],
    ],
  },
  {
    name: 'Caddy',
    program: '/usr/bin/caddy',
    debianPackage: 'caddy',
    words: async (port: number, copy: string) => [
      ...['file-server', '--listen', `127.0.0.1:${port}`, '--root', copy],
    ],
  },
  {
    name: 'nginx',
    program: '/usr/sbin/nginx',
    debianPackage: 'nginx-light',
    async words(port: number, copy: string) {
      const file = join(folder, 'nginx.conf')
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map(name => `${name}_temp_path ${folder};`)
        .join(' ')
      await writeFile(
        file,
        `daemon off; pid ${folder}/nginx.pid; error_log /dev/null; events {}
user root;
http { access_log off; ${temporary} types { text/html html; } server { listen 127.0.0.1:${port}; root ${copy}; } }
`,
      )
      return ['-c', file]
    },
  },
]

describe.each(servers)('a copy behind $name', ({ program, debianPackage, words, name }) => {
  const needed = missing(program, debianPackage)
  test.skipIf(needed.skip)(`verifies as a whole${needed.note}`, async () => {
    const port = await freePort()
    const copy = join(folder, `copy-${port}`)
    await command(['export', copy, '--base', `http://127.0.0.1:${port}`])
    const server = spawn(program, await words(port, copy), { stdio: 'ignore' })
    try {
      await answers(port, server)
      const limits = join(folder, `limits-${port}.config.ts`)
      const allowed = `{ allowPrivate: ['127.0.0.1:${port}'] }`
      await writeFile(limits, `export default { title: 'x', limits: ${allowed} }\n`)

      const printed = await tamizdat([
        ...['verify', `http://127.0.0.1:${port}/`, '--key', key, '--config', limits, '--json'],
      ])

      expect(JSON.parse(printed.output), name).toMatchObject({ status: 'good' })
    } finally {
      server.kill()
    }
  })
})

const browser = '/usr/bin/chromium'
const needed = missing(browser, 'chromium')

test.skipIf(needed.skip)(`a copy on a stick is read from file://, page by page${needed.note}`, async () => {
  const copy = join(folder, 'stick')
  await command(['export', copy])
  const args = ['--no-sandbox', '--disable-background-networking', '--no-first-run']
  const chrome = await chromium.launch({ executablePath: browser, args })
  try {
    const page = await chrome.newPage()
    const requests: string[] = []
    page.on('request', request => requests.push(new URL(request.url()).protocol))

    await page.goto(`file://${copy}/index.html`)
    await page.getByText('Заголовок 2').click()
    await page.waitForURL(/\/a\//)

    expect(await page.locator('h1').innerText()).toBe('Заголовок 2')
    await page.locator('nav a').first().click()
    await page.waitForURL(/index\.html/)
    expect(await page.getByText('Заголовок 1').count()).toBe(1)
    expect(new Set(requests)).toEqual(new Set(['file:']))
  } finally {
    await chrome.close()
  }
})

describe('a copy for an invite of a closed channel', () => {
  test('names nobody else’s host, stands under its own address, and its manifests are a chain', async () => {
    for (const host of ['b.example', 'c.example', 'd.example', 'e.example'])
      await tamizdat(['mirrors', 'add', host, '--channel', 'friends', '--config', config])
    const { secret } = await command(['invite', 'friends'])
    const base = 'https://bucket.example/news/7f3k'
    const copy = join(folder, 'bucket')

    await command(['export', copy, '--channel', 'friends', '--invite', secret, '--base', base])

    const manifest = JSON.parse(await readFile(join(copy, 'mirrors.json'), 'utf8'))
    const { address } = await command(['where', secret])
    expect(manifest.signed.hosts).toEqual([new URL(address).host])
    expect(manifest.signed.previous).toBeNull()
    const feed = await readFile(join(copy, 'feeds/all.rss'), 'utf8')
    expect(feed).toContain(`${base}/a/`)
    const others = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example']
    for (const other of others.filter(host => host !== new URL(address).host))
      for (const file of ['feeds/all.rss', 'mirrors.html', 'index.html', 'subscribe.html', 'mirrors.json'])
        expect(await readFile(join(copy, file), 'utf8')).not.toContain(other)
  })

  test('is refused without one', async () => {
    const words = ['export', join(folder, 'none'), '--channel', 'friends', '--config', config]

    expect(await tamizdat(words)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining('name its secret with --invite SECRET'),
    })
  })
})

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise(done =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    }),
  )
}

async function answers(port: number, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const isUp = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise(done => setTimeout(done, 50))
  }
  throw new Error(`${server.spawnfile} ended with ${server.exitCode}`)
}
