import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tamizdat } from './support/command-line.ts'
import { type Newsroom, startNewsroom } from './support/newsroom.ts'
import { startServer, type TestServer } from './support/runtime.ts'

// What the newsroom does by command shows in a running server, on every host, with the next request.

let newsroom: Newsroom
let server: TestServer
let folder: string
let config: readonly string[]
let id: string

beforeAll(async () => {
  newsroom = await startNewsroom({ firstMs: Date.UTC(2026, 0, 1) })
  newsroom.publish()
  newsroom.publish()
  const shared = {
    title: 'Hand',
    sources: [
      {
        id: 'valley',
        name: 'Valley',
        feeds: [newsroom.feedUrl],
        language: 'en',
        politeness: { delaySeconds: 0 },
      },
    ],
    mirrors: [
      { host: 'a.example', state: 'live' as const },
      { host: 'b.example', state: 'live' as const },
    ],
    limits: { allowPrivate: [newsroom.server.host] },
  }
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-hand-'))
  const store = { file: join(folder, 'archive.db') }
  server = await startServer({ ...shared, store })
  await server.runtime.pull({ signal: AbortSignal.timeout(10_000) })
  // The commands are another process's: a connection of their own to the same file.
  const file = join(folder, 'mirrors.config.ts')
  await writeFile(file, `export default ${JSON.stringify({ ...shared, store })}\n`)
  config = ['--config', file]
  const [newest] = JSON.parse((await tamizdat(['articles', 'list', '--json', ...config])).output)
  id = newest.id
})

afterAll(async () => {
  await server.stop()
  await newsroom.server.close()
  await rm(folder, { recursive: true })
})

/** The article's page, front page and feeds on both hosts, as readers have them now. */
async function readEverywhere(): Promise<readonly { path: string; body: string }[]> {
  const paths = [
    `/a/${id}.html`,
    `/a/${id}.txt`,
    '/',
    ...['rss', 'atom', 'json'].map(form => `/feeds/all.${form}`),
  ]
  const found: { path: string; body: string }[] = []
  for (const host of ['a.example', 'b.example']) {
    for (const path of paths) found.push({ path: host + path, body: (await server.ask(host, path)).body })
  }
  return found
}

test('a correction', async () => {
  await readEverywhere()
  const words = ['--title', 'Corrected headline', '--note', 'A number was wrong.']

  const { exitCode, output } = await tamizdat(['articles', 'correct', id, ...words, ...config])

  expect({ exitCode, output }).toEqual({ exitCode: 0, output: `corrected: ${id}, revision 2\n` })
  for (const { path, body } of await readEverywhere()) {
    expect(body, path).toContain('Corrected headline')
    if (!path.endsWith('/')) expect(body, path).toContain('A number was wrong.')
  }
  const { body } = await server.ask('a.example', '/feeds/all.json')
  const [item] = JSON.parse(body).items.filter(
    (each: { title: string }) => each.title === 'Corrected headline',
  )
  expect(item.id).toBe('tag:valley.example,2026:2')
  expect(Date.parse(item.date_modified)).toBeGreaterThan(Date.parse(item.date_published))
})

test('a correction from standard input, and what it changed', async () => {
  const corrected = await tamizdat(
    ['articles', 'correct', id, '--text', '-', ...config],
    'Part 1 of article 2.\n\nAnother end.',
  )
  const shown = await tamizdat(['articles', 'show', id, '--revisions', ...config])
  const listed = await tamizdat(['articles', 'list', '--revisions', ...config])

  expect(corrected.exitCode).toBe(0)
  expect(shown.output).toMatch(/^revision 3 .*yours, shown: .*8 paragraphs out, 2 in$/m)
  expect(shown.output).toMatch(/^ {2}\+ Another end\.$/m)
  expect(shown.output).toMatch(/^ {2}- title: Article number 2$/m)
  expect(listed.output).toMatch(/Corrected headline \[corrected\]/)
})

test('a later change upstream waits, and is seen', async () => {
  newsroom.server.script('/articles/2.html', {
    headers: { 'content-type': 'text/html' },
    body: `<title>Article number 2</title><article><h1>Article number 2</h1>${'<p>The newsroom itself wrote another text about it.</p>'.repeat(9)}</article>`,
  })
  const feed = `<rss version="2.0"><channel><title>V</title><item><title>Article number 2</title><link>${newsroom.server.origin}/articles/2.html</link><guid isPermaLink="false">tag:valley.example,2026:2</guid><description>Updated.</description></item></channel></rss>`
  newsroom.server.script('/rss', { headers: { 'content-type': 'application/rss+xml' }, body: feed })

  const pulled = await tamizdat(['pull', ...config])
  const listed = await tamizdat(['articles', 'list', '--only', 'conflicting', ...config])
  const shown = await tamizdat(['articles', 'show', id, ...config])

  expect(pulled.output).toContain('1 changed upstream that you had corrected')
  expect(listed.output).toContain('[conflicting]')
  expect(shown.output).toMatch(/^conflict +upstream has changed its text since, see revision 4/m)
  expect((await server.ask('a.example', `/a/${id}.html`)).body).toContain('Another end.')
  const accepted = await tamizdat(['articles', 'correct', id, '--accept', ...config])
  expect(accepted.output).toBe(`upstream's text is shown: ${id}, revision 4\n`)
  expect((await server.ask('b.example', `/a/${id}.html`)).body).toContain('The newsroom itself')
})

test('a pin', async () => {
  const [, other] = JSON.parse((await tamizdat(['articles', 'list', '--json', ...config])).output)

  await tamizdat(['articles', 'pin', other.id, ...config])

  for (const host of ['a.example', 'b.example']) {
    const { body } = await server.ask(host, '/')
    expect(body.indexOf(other.id)).toBeLessThan(body.indexOf(id))
  }
})

test('a withdrawal, which stays in the feeds as a notice under the same id', async () => {
  const day = new Date().getUTCFullYear()

  await tamizdat(['articles', 'withdraw', id, '--reason', 'A source is in danger.', ...config])

  for (const { path, body } of await readEverywhere()) {
    expect(body, path).not.toMatch(/Another end|The newsroom itself/)
    if (path.endsWith('/')) continue
    expect(body, path).toMatch(
      new RegExp(`This article was withdrawn\\. \\([^)]*${day}\\) A source is in danger\\.`),
    )
  }
  expect((await server.ask('b.example', '/feeds/all.rss')).body).toContain('tag:valley.example,2026:2')
  const refused = await tamizdat(['articles', 'correct', id, '--title', 'x', ...config])
  expect(refused).toMatchObject({ exitCode: 1, errors: expect.stringContaining('was withdrawn') })
})

test('all of it stands in the audit log, with who did it', async () => {
  const lines = JSON.parse((await tamizdat(['audit', id, '--json', ...config])).output)
  const { output } = await tamizdat(['audit', ...config])

  expect(lines.map((line: { what: string }) => line.what)).toEqual([
    'article-withdrawn',
    'upstream-accepted',
    'article-corrected',
    'article-corrected',
  ])
  expect(lines[0]).toMatchObject({ who: server.runtime.actor, detail: 'A source is in danger.' })
  expect(output).toMatch(/article-pinned/)
})
