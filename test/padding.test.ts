import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNodeCompressor } from '../src/adapters/node/compressor.ts'
import { type Coding, padBody } from '../src/core/page/padding.ts'
import { missing } from './support/needs.ts'
import { feedparser } from './support/readers/feedparser.ts'
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.ts'

// Padding is of no use if a program that readers have stumbles over it: here are the programs.

const run = promisify(execFile)
const page = '<!doctype html><meta charset="utf-8"><title>T</title><p>Слово за словом, می‌خواهم</p>\n'
const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><link>http://x.example/</link>
<description>D</description><item><guid>1</guid><title>Слово за словом</title></item></channel></rss>`
const codings: readonly Coding[] = ['identity', 'gzip', 'br']
let upstream: ScriptedServer
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-padding-'))
  upstream = await startScriptedServer()
  for (const coding of codings) {
    await serve(`/page.${coding}`, page, 'text/html; charset=utf-8', coding)
    await serve(`/feed.${coding}`, feed, 'application/rss+xml; charset=utf-8', coding)
  }
})
afterAll(async () => {
  await upstream.close()
  await rm(folder, { recursive: true })
})

async function serve(path: string, text: string, type: string, coding: Coding): Promise<void> {
  const body = new TextEncoder().encode(text)
  const coded = coding === 'identity' ? body : await createNodeCompressor().compress(body, coding, 'ahead')
  const headers: Record<string, string> = { 'content-type': type }
  if (coding !== 'identity') headers['content-encoding'] = coding
  upstream.script(path, { headers, body: padBody(coded, coding, 'page') })
}

const short = /^(?:.|\n)*<\/p>\n(?:\n<!-- +-->)?$/

test.each(codings)('fetch of Node reads padded %s', async coding => {
  const answer = await fetch(`${upstream.origin}/page.${coding}`)

  expect((await answer.text()).replace(/\n<!-- +-->$/, '')).toBe(page)
})

const curl = missing('/usr/bin/curl', 'curl')
test.skipIf(curl.skip).each(codings)(`curl reads padded %s${curl.note}`, async coding => {
  const { stdout } = await run('/usr/bin/curl', ['-s', '--compressed', `${upstream.origin}/page.${coding}`])

  expect(stdout).toMatch(short)
  expect(stdout.startsWith(page)).toBe(true)
})

const python = missing('/usr/bin/python3', 'python3')
test.skipIf(python.skip)(`gzip of Python reads a padded body${python.note}`, async () => {
  const file = join(folder, 'page.gz')
  await writeFile(file, new Uint8Array(await (await rawFetch('/page.gzip')).arrayBuffer()))
  const script = 'import gzip, sys; sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())'

  expect((await run('/usr/bin/python3', ['-c', script, file])).stdout).toBe(page)
})

const tools = [
  { name: 'gzip', file: '/usr/bin/gzip', debian: 'gzip', coding: 'gzip' },
  { name: 'brotli', file: '/usr/bin/brotli', debian: 'brotli', coding: 'br' },
].map(tool => ({ ...tool, ...missing(tool.file, tool.debian) }))
for (const { name, file, coding, skip, note } of tools) {
  test.skipIf(skip)(`the command ${name} reads a padded body${note}`, async () => {
    const padded = join(folder, `command.${coding}`)
    await writeFile(padded, new Uint8Array(await (await rawFetch(`/page.${coding}`)).arrayBuffer()))

    expect((await run('/bin/sh', ['-c', `${file} -dc < ${padded}`])).stdout).toBe(page)
  })
}

const browser = missing('/usr/bin/chromium', 'chromium')
test.skipIf(browser.skip)(`Chromium shows a padded page in every coding${browser.note}`, async () => {
  const opened = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  const tab = await opened.newPage()
  // A browser takes brotli over TLS only, or from this machine.
  const address = upstream.origin.replace('127.0.0.1', 'localhost')

  for (const coding of codings) {
    await tab.goto(`${address}/page.${coding}`)
    expect(await tab.innerText('body'), coding).toBe('Слово за словом, می‌خواهم')
  }
  await opened.close()
})

const newsboat = missing('/usr/bin/newsboat', 'newsboat')
test.skipIf(newsboat.skip).each(['gzip', 'identity'])(
  `newsboat reads a feed padded in %s${newsboat.note}`,
  async coding => {
    const [urls, cache, config] = ['urls', 'cache', 'config'].map(name =>
      join(folder, `${coding}-${name}`),
    ) as [string, string, string]
    await writeFile(urls, `${upstream.origin}/feed.${coding}\n`)
    await writeFile(config, '')

    await run('/usr/bin/newsboat', ['-u', urls, '-c', cache, '-C', config, '-x', 'reload'])

    expect(new DatabaseSync(cache).prepare('select title from rss_item').all()).toEqual([
      { title: 'Слово за словом' },
    ])
  },
)

test.skipIf(feedparser.skip).each(['gzip', 'identity'])(
  `feedparser reads a feed padded in %s${feedparser.note}`,
  async coding => {
    const script =
      'import feedparser, sys; r = feedparser.parse(sys.argv[1]); print(r.bozo, r.entries[0].title)'

    const { stdout } = await run('/usr/bin/python3', ['-c', script, `${upstream.origin}/feed.${coding}`])

    expect(stdout).toBe('False Слово за словом\n')
  },
)

/** The bytes as sent: undici without its decoding is Node's own client. */
async function rawFetch(path: string): Promise<Response> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    request(`${upstream.origin}${path}`, async answer => {
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk)
      resolve(new Response(Buffer.concat(chunks)))
    })
      .on('error', reject)
      .end()
  })
}
