import { parseOpml } from 'feedsmith'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { fillBase } from '../../../src/core/feed/fill-slots.ts'
import { writeOpml } from '../../../src/core/feed/opml.ts'
import { baseMarker } from '../../../src/core/feed/slots.ts'

test('writeOpml lists feeds by their addresses on the mirror that is asked', () => {
  const written = writeOpml(
    [
      { title: 'Все новости', path: 'feeds/all.rss' },
      { title: '<"Sport" & more>\u0000', path: 'feeds/topic-sport.rss' },
    ],
    'News & views',
  )

  const opml = parseOpml(fillBase(written, 'https://a.example/p'))

  expect(opml.head?.title).toBe('News & views')
  expect(opml.body?.outlines).toMatchObject([
    { type: 'rss', text: 'Все новости', title: 'Все новости', xmlUrl: 'https://a.example/p/feeds/all.rss' },
    { text: '<"Sport" & more>', xmlUrl: 'https://a.example/p/feeds/topic-sport.rss' },
  ])
})

test('writeOpml is well-formed whatever the titles hold', () => {
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', error => {
    throw error
  })

  const written = writeOpml([{ title: ']]><a b="\ud800\u0008&amp;', path: 'feeds/all.rss' }], baseMarker)

  expect(() => parser.write(written).close()).not.toThrow()
  expect(fillBase(written, 'https://a.example')).toContain('<title>https://base-tamizdat.invalid</title>')
})
