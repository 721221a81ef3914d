import { parseOpml } from 'feedsmith'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { fillBase } from '../../../src/core/feed/fill-slots.ts'
import { writeOpml } from '../../../src/core/feed/opml.ts'
import { readOpml } from '../../../src/core/feed/read-opml.ts'
import { baseMarker } from '../../../src/core/feed/slots.ts'

const feed = (title: string, slug: string, language: string | null = null) => {
  return { title, path: `feeds/${slug}.rss`, pagePath: `${slug.replace('-light', '')}.html`, language }
}
const written = writeOpml(
  [feed('Все новости', 'all'), feed('<"Sport" & more>\u0000', 'topic-sport'), feed('فارسی', 'lang-fa', 'fa')],
  { title: 'Light', feeds: [feed('Все новости', 'all-light')] },
  'News & views',
)

test('writeOpml lists feeds by their addresses on the mirror that is asked, light forms in a folder', () => {
  const opml = parseOpml(fillBase(written, 'https://a.example/p'))

  expect(opml.head?.title).toBe('News & views')
  expect(opml.body?.outlines).toMatchObject([
    {
      type: 'rss',
      text: 'Все новости',
      title: 'Все новости',
      xmlUrl: 'https://a.example/p/feeds/all.rss',
      htmlUrl: 'https://a.example/p/all.html',
    },
    { text: '<"Sport" & more>', xmlUrl: 'https://a.example/p/feeds/topic-sport.rss' },
    { text: 'فارسی', language: 'fa' },
    { text: 'Light', outlines: [{ type: 'rss', xmlUrl: 'https://a.example/p/feeds/all-light.rss' }] },
  ])
})

test('what writeOpml writes is read back feed by feed', () => {
  const read = readOpml(new TextEncoder().encode(fillBase(written, 'https://a.example')))

  const base = 'https://a.example'
  expect(read).toEqual([
    {
      title: 'Все новости',
      feedUrl: `${base}/feeds/all.rss`,
      pageUrl: `${base}/all.html`,
      language: null,
      categories: [],
    },
    {
      title: '<"Sport" & more>',
      feedUrl: `${base}/feeds/topic-sport.rss`,
      pageUrl: `${base}/topic-sport.html`,
      language: null,
      categories: [],
    },
    {
      title: 'فارسی',
      feedUrl: `${base}/feeds/lang-fa.rss`,
      pageUrl: `${base}/lang-fa.html`,
      language: 'fa',
      categories: [],
    },
    {
      title: 'Все новости',
      feedUrl: `${base}/feeds/all-light.rss`,
      pageUrl: `${base}/all.html`,
      language: null,
      categories: ['Light'],
    },
  ])
})

test('writeOpml is well-formed whatever the titles hold', () => {
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', error => {
    throw error
  })
  const bad = ']]><a b="\ud800\u0008&amp;'

  const nasty = writeOpml([feed(bad, 'all')], { title: bad, feeds: [feed(bad, 'all-light')] }, baseMarker)

  expect(() => parser.write(nasty).close()).not.toThrow()
  expect(fillBase(nasty, 'https://a.example')).toContain('<title>https://base-tamizdat.invalid</title>')
})
