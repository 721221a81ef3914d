import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/adapters/node/config-loader.ts'
import { readChoice } from '../../src/cli/commands/init/find-sources.ts'
import { tamizdat } from '../support/command-line.ts'
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.ts'

let server: ScriptedServer
let folder: string
let dir: string
let count = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tamizdat-init-'))
})
beforeEach(async () => {
  server = await startScriptedServer()
  dir = join(folder, `new-${++count}`)
  return () => server.close()
})
afterAll(() => rm(folder, { recursive: true }))

const html = { 'content-type': 'text/html; charset=utf-8' }

function feedOf(title: string, titles: readonly string[], more = '') {
  const items = titles.map(
    (each, index) =>
      `<item><title>${each}</title><link>${server.origin}/${title}/${index}</link>${more}<pubDate>${new Date(Date.UTC(2026, 10, index + 1)).toUTCString()}</pubDate></item>`,
  )
  return {
    headers: { 'content-type': 'application/rss+xml' },
    body: `<rss version="2.0"><channel><title>${title}</title><link>${server.origin}</link>${items.join('')}</channel></rss>`,
  }
}

const init = (...more: string[]) =>
  tamizdat(['init', dir, '--site', server.origin, '--allow-private', server.host, ...more])
const written = () => loadConfig(join(dir, 'mirrors.config.ts'))

test('feeds that a front page names are found; the first is followed, the others are comments', async () => {
  server.script('/', {
    headers: html,
    body: `<html lang="ru"><title>Долина | Новости</title><link rel="alternate" type="application/rss+xml" href="/all"><link rel="alternate" type="application/atom+xml" href="/world"></html>`,
  })
  server.script('/all', feedOf('Everything', ['Старая', "It's new"], '<category>Politics</category>'))
  server.script('/world', feedOf('World', ['Мир']))

  const { exitCode, output } = await init('--host', 'a.example.net', 'b.example.com')
  const config = await written()
  const text = await readFile(join(dir, 'mirrors.config.ts'), 'utf8')

  expect(exitCode).toBe(0)
  expect(output).toContain('2 feeds found')
  expect(output).toMatch(/“It's new”\n +“Старая”/)
  expect(output).toContain(`npx tamizdat serve --config ${join(dir, 'mirrors.config.ts')}`)
  expect(config).toMatchObject({
    title: 'Долина',
    sources: [
      {
        name: 'Долина',
        feeds: [`${server.origin}/all`],
        language: 'ru',
        topics: ['politics'],
        fullText: 'page',
      },
    ],
    mirrors: [
      { host: 'a.example.net', state: 'live' },
      { host: 'b.example.com', state: 'standby' },
    ],
    server: { host: '127.0.0.1', publicScheme: 'https', publicPort: null },
    limits: { allowPrivate: [server.host] },
  })
  expect(text).toMatch(new RegExp(`// .*feeds: \\['${server.origin}/world'\\]`))
  expect(config.operator.token?.()).toHaveLength(43)
})

test('links to feeds are found too, but those of other sites and of comments are not asked', async () => {
  server.script('/', {
    headers: html,
    body: `<a href="/news/rss.xml#top">RSS</a><a href="/comments/feed/">c</a><a href="https://elsewhere.example/rss">x</a>`,
  })
  server.script('/news/rss.xml', feedOf('News', ['دولت گزارش داد']))

  const { exitCode } = await init()

  expect(exitCode).toBe(0)
  expect((await written()).sources).toMatchObject([
    { feeds: [`${server.origin}/news/rss.xml`], language: 'fa' },
  ])
  expect(server.requests.map(each => each.path)).toEqual(['/', '/news/rss.xml'])
})

test('the same feed in two formats is offered once', async () => {
  server.script('/', {
    headers: html,
    body: `<link rel="alternate" type="application/rss+xml" href="/rss"><link rel="alternate" type="application/rss+xml" href="/rss2">`,
  })
  server.script('/rss', feedOf('News', ['One', 'Two']))
  server.script('/rss2', feedOf('News', ['One', 'Two']))

  expect((await init()).output).toContain('1 feed found')
})

test('the ruins of a feed are not offered', async () => {
  server.script('/', {
    headers: html,
    body: '<title>News</title><link rel="alternate" type="application/rss+xml" href="/ruins"><link rel="alternate" type="application/rss+xml" href="/one">',
  })
  server.script('/ruins', { headers: { 'content-type': 'text/xml' }, body: '<rss><channel><item>' })
  server.script('/one', feedOf('One', ['A headline']))

  const { output } = await init()

  expect(output).toContain('1 feed found')
  expect(output).toContain('(1 entry, ')
})

test('where nothing is named, a feed at a common path is found', async () => {
  server.script('/', { headers: html, body: '<title>News</title>' })
  server.script('/feed', feedOf('News', ['One']))

  await init()

  expect((await written()).sources).toMatchObject([{ feeds: [`${server.origin}/feed`] }])
})

test('behind a front page that refuses, a feed at a common path is found', async () => {
  server.script('/', { status: 403, headers: html, body: '<title>Just a moment...</title>' })
  server.script('/feed', feedOf('News', ['One']))

  const { exitCode } = await init()

  expect(exitCode).toBe(0)
  expect(await written()).toMatchObject({
    title: 'News',
    sources: [{ feeds: [`${server.origin}/feed`] }],
  })
}, 60_000)

test('without any feed, the news sitemap of robots.txt is followed', async () => {
  server.script('/', { headers: html, body: '<title>News</title>' })
  server.script('/robots.txt', {
    headers: { 'content-type': 'text/plain' },
    body: `User-agent: *\nSitemap: ${server.origin}/old.xml\nsitemap: ${server.origin}/news.xml\n`,
  })
  const sitemap = (path: string) => ({
    headers: { 'content-type': 'text/xml' },
    body: `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${server.origin}${path}</loc></url></urlset>`,
  })
  server.script('/old.xml', sitemap('/old'))
  server.script('/news.xml', sitemap('/new'))

  await init()

  expect((await written()).sources).toMatchObject([{ feeds: [`${server.origin}/news.xml`] }])
}, 60_000)

describe('nothing is written', () => {
  test('where a site has no feed', async () => {
    server.script('/', { headers: html, body: '<title>News</title>' })

    const { exitCode, errors } = await init()

    expect([exitCode, errors]).toEqual([3, expect.stringContaining('no feed and no sitemap')])
    await expect(written()).rejects.toMatchObject({ kind: 'config-missing' })
  }, 60_000)

  test('where the address is private and was not allowed', async () => {
    const { exitCode, errors } = await tamizdat(['init', dir, '--site', server.origin])

    expect([exitCode, errors]).toEqual([3, expect.stringContaining('blocked address')])
    expect(server.requests).toEqual([])
  })

  test('where a host is none', async () => {
    const { exitCode, errors } = await tamizdat(['init', dir, '--host', 'http://x.example/'])

    expect([exitCode, errors]).toEqual([2, expect.stringContaining('mirrors[0].host')])
  })
})

test.each([
  { text: '', want: [0] },
  { text: '2', want: [1] },
  { text: ' 1, 3 ', want: [0, 2] },
  { text: 'ALL', want: [0, 1, 2] },
])('the choice "$text" means feeds $want', ({ text, want }) => {
  expect([...readChoice(text, 3)]).toEqual(want)
})

test.each(['0', '4', 'x', '1.5'])('the choice "%s" is refused', text => {
  expect(() => readChoice(text, 3)).toThrow('the number of no feed')
})
