import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tamizdat } from '../support/command-line.ts'

const list = `<opml version="2.0"><body><outline text="World">
  <outline type="rss" text="Radio Farda" xmlUrl="https://a.example/rss" language="fa"/>
  <outline type="rss" text="Other" xmlUrl="https://b.example/rss"/></outline></body></opml>`

test('sources import prints sources for the configuration', async () => {
  const { exitCode, output } = await tamizdat(['sources', 'import', '-'], list)

  expect(exitCode).toBe(0)
  expect(output).toContain(`id: 'radio-farda',`)
  expect(output).toContain(`topics: ['world'],`)
})

test('sources import --json gives the same as facts', async () => {
  const { output } = await tamizdat(['sources', 'import', '-', '--json'], list)

  expect(JSON.parse(output)).toMatchObject([
    { id: 'radio-farda', feeds: ['https://a.example/rss'], language: 'fa', topics: ['world'] },
    { id: 'other', language: null },
  ])
})

test('sources import refuses what is no list', async () => {
  const { exitCode, errors } = await tamizdat(['sources', 'import', '-'], '<html></html>')

  expect(exitCode).toBe(3)
  expect(errors).toContain('OPML')
})

test('init --opml writes a configuration with the feeds of the list', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tamizdat-'))
  await writeFile(join(folder, 'list.opml'), list)

  const { exitCode } = await tamizdat(['init', join(folder, 'new'), '--opml', join(folder, 'list.opml')])
  const written = await readFile(join(folder, 'new', 'mirrors.config.ts'), 'utf8')

  expect(exitCode).toBe(0)
  expect(written).toContain(`feeds: ['https://a.example/rss'],`)
  expect(written).not.toContain('rferl')
})

test('parse --links lists what a selector finds in a page', async () => {
  const page = '<html><body><h2><a href="/1">One</a></h2><a href="/2">Two</a></body></html>'

  const { output } = await tamizdat(
    ['parse', '-', '--links', 'h2 a', '--url', 'https://news.example/', '--json'],
    page,
  )

  expect(JSON.parse(output)).toMatchObject({
    format: 'html',
    entries: [{ title: 'One', link: 'https://news.example/1' }],
  })
})

test('parse lists the sitemaps of an index', async () => {
  const index =
    '<sitemapindex><sitemap><loc>https://news.example/s1.xml</loc><lastmod>2026-11-24</lastmod></sitemap></sitemapindex>'

  const { output } = await tamizdat(['parse', '-', '--json'], index)

  expect(JSON.parse(output)).toMatchObject({
    format: 'sitemap',
    entries: [{ link: 'https://news.example/s1.xml', updated: '2026-11-24T00:00:00Z' }],
  })
})
