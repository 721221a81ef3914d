import fc from 'fast-check'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { sanitizeHtml } from '../../../src/core/article/sanitize.ts'
import { cleanEdition } from '../../../src/core/feed/clean-edition.ts'
import { type Edition, type EditionEntry, editionFormats } from '../../../src/core/feed/edition.ts'
import { baseMarker } from '../../../src/core/feed/slots.ts'
import { writeEdition } from '../../../src/core/feed/write-edition.ts'
import { nastyText as text } from './nasty-text.ts'
import { publishedMs, safe, sampleEdition, sampleEntry } from './sample-edition.ts'

/** Throws at the first thing that is not well-formed XML with namespaces. */
function expectWellFormed(xml: string): void {
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', error => {
    throw error
  })
  parser.write(xml).close()
}

interface Read {
  readonly title: string | undefined
  readonly entries: readonly {
    id: string | undefined
    title: string | undefined
    content: string | undefined
  }[]
}

/** What another implementation understands. */
function readBack(edition: Edition): readonly Read[] {
  const rss = writeEdition(edition, 'rss')
  const atom = writeEdition(edition, 'atom')
  expectWellFormed(rss)
  expectWellFormed(atom)
  const fromRss = parseRssFeed(rss)
  const fromAtom = parseAtomFeed(atom)
  const fromJson = parseJsonFeed(writeEdition(edition, 'json'))
  return [
    {
      title: fromRss.title,
      entries: (fromRss.items ?? []).map(item => ({
        id: item.guid?.value,
        title: item.title,
        content: item.content?.encoded,
      })),
    },
    {
      title: fromAtom.title?.value,
      entries: (fromAtom.entries ?? []).map(entry => ({
        id: entry.id,
        title: unescapeHtml(entry.title?.value),
        content: entry.content?.value,
      })),
    },
    {
      title: fromJson.title,
      entries: (fromJson.items ?? []).map(item => ({
        id: item.id,
        title: item.title,
        content: item.content_html,
      })),
    },
  ]
}

function unescapeHtml(html: string | undefined): string | undefined {
  return html
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

const wrapped = (entry: EditionEntry) =>
  `<div lang="${entry.language}" dir="${entry.direction}">${entry.html ?? ''}</div>`

function expectSameInAllFormats(edition: Edition): void {
  const clean = cleanEdition(edition)
  const want: Read = {
    title: clean.title,
    entries: clean.entries.map(entry => ({ id: entry.id, title: entry.title, content: wrapped(entry) })),
  }
  for (const read of readBack(edition)) expect(read).toEqual(want)
}

describe('whatever an article holds', () => {
  test('every format is well-formed and says the same', () => {
    const entry = fc
      .record({ id: text, title: text, summary: text, author: text, category: text, html: text })
      .map(({ author, category, html, ...rest }) =>
        sampleEntry({
          ...rest,
          authors: [author],
          categories: [category],
          sourceName: author,
          html: sanitizeHtml(html),
        }),
      )
    const edition = fc
      .record({ title: text, description: text, entries: fc.array(entry, { maxLength: 3 }) })
      .map(sampleEdition)

    fc.assert(fc.property(edition, expectSameInAllFormats), { numRuns: 150 })
  })

  test.each([
    { language: 'fa', direction: 'rtl', text: 'نمی‌خواهم «آزادی»' },
    { language: 'ug', direction: 'rtl', text: 'ئۇيغۇرچە خەۋەرلەر' },
    { language: 'ka', direction: 'ltr', text: 'საქართველოს ამბები' },
    { language: 'zh', direction: 'ltr', text: '中文新闻，自由' },
    { language: 'bo', direction: 'ltr', text: 'བོད་ཡིག་གི་གསར་འགྱུར།' },
  ] as const)('$language keeps every letter, its language and direction', ({ text: words, ...where }) => {
    const edition = sampleEdition({
      entries: [sampleEntry({ ...where, title: words, html: safe(`<p>${words}</p>`) })],
    })

    for (const { entries } of readBack(edition)) {
      expect(entries).toMatchObject([
        {
          title: words,
          content: `<div lang="${where.language}" dir="${where.direction}"><p>${words}</p></div>`,
        },
      ])
    }
  })

  test('a body of 1 MB comes through', () => {
    const html = safe(`<p>${'слово ]]> '.repeat(100_000)}</p>`)

    expectSameInAllFormats(sampleEdition({ entries: [sampleEntry({ html })] }))
  })

  test('an entry with a bad date, no title and no id stands beside the others', () => {
    const bad = sampleEntry({ id: ' ', title: '\u0000', publishedMs: Number.NaN, updatedMs: 1e300 })
    const edition = sampleEdition({ entries: [bad, sampleEntry()] })

    for (const { entries } of readBack(edition)) {
      expect(entries[0]).toMatchObject({ id: expect.stringMatching(/^urn:uuid:/), title: 'Valley News' })
      expect(entries[1]).toMatchObject({ title: 'A title' })
    }
  })
})

describe('what the documents say', () => {
  const entry = sampleEntry({ updatedMs: publishedMs + 60_000, authors: ['Anna', 'Boris'] })
  const paging = {
    self: 'feeds/all-2.rss',
    current: 'feeds/all.rss',
    previous: 'feeds/all-1.rss',
    next: 'feeds/all-3.rss',
  }
  const edition = sampleEdition({ entries: [entry], paging })
  const at = (path: string) => `${baseMarker}/${path}`

  test('RSS', () => {
    const xml = writeEdition(edition, 'rss')
    const feed = parseRssFeed(xml)

    expect(feed).toMatchObject({
      title: 'News on a mirror',
      link: at('all.html'),
      description: 'Everything',
      language: 'ru',
      ttl: 10,
      lastBuildDate: 'Sun, 01 Nov 2026 08:00:00 GMT',
    })
    expect(feed.atom?.links).toEqual([
      { rel: 'self', href: at(paging.self), type: 'application/rss+xml' },
      { rel: 'current', href: at(paging.current) },
      { rel: 'prev-archive', href: at(paging.previous) },
      { rel: 'next-archive', href: at(paging.next) },
    ])
    expect(xml).toContain('<fh:archive/>')
    expect(xml).toContain('<guid isPermaLink="false">tag:news.example,2026:1</guid>')
    expect(feed.items).toMatchObject([
      {
        title: 'A title',
        link: at('a/0123456789ab.html'),
        description: 'In short.',
        categories: [{ name: 'Sport' }],
        pubDate: 'Sun, 01 Nov 2026 08:00:00 GMT',
        dc: { creators: ['Anna', 'Boris'], languages: ['ru'], rights: ['© Valley News'] },
        source: { title: 'Valley News', url: 'https://news.example/' },
        atom: {
          updated: '2026-11-01T08:01:00.000Z',
          links: [{ rel: 'via', href: 'https://news.example/1.html' }],
        },
      },
    ])
  })

  test('Atom', () => {
    const xml = writeEdition(edition, 'atom')
    const feed = parseAtomFeed(xml)

    expect(feed).toMatchObject({
      id: expect.stringMatching(/^urn:uuid:/),
      title: { value: 'News on a mirror' },
      subtitle: { value: 'Everything' },
      updated: '2026-11-01T08:00:00.000Z',
      xml: { lang: 'ru' },
    })
    expect(feed.links).toEqual([
      { rel: 'alternate', href: at('all.html') },
      { rel: 'self', href: at(paging.self) },
      { rel: 'current', href: at(paging.current) },
      { rel: 'prev-archive', href: at(paging.previous) },
      { rel: 'next-archive', href: at(paging.next) },
    ])
    expect(xml).toContain('<fh:archive/>')
    expect(feed.entries).toMatchObject([
      {
        id: 'tag:news.example,2026:1',
        title: { value: 'A title', type: 'html' },
        links: [{ href: at('a/0123456789ab.html') }, { rel: 'via', href: 'https://news.example/1.html' }],
        rights: { value: '© Valley News' },
        published: '2026-11-01T08:00:00.000Z',
        updated: '2026-11-01T08:01:00.000Z',
        authors: [{ name: 'Anna' }, { name: 'Boris' }],
        categories: [{ term: 'Sport', label: 'Sport' }],
        summary: { value: 'In short.' },
        source: {
          id: expect.stringMatching(/^urn:uuid:/),
          title: { value: 'Valley News' },
          updated: '2026-11-01T08:01:00.000Z',
          links: [{ href: 'https://news.example/' }],
        },
        xml: { lang: 'ru' },
      },
    ])
  })

  test('JSON Feed', () => {
    expect(JSON.parse(writeEdition(edition, 'json'))).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'News on a mirror',
      home_page_url: at('all.html'),
      feed_url: at(paging.self),
      description: 'Everything',
      language: 'ru',
      next_url: at(paging.previous),
      items: [
        {
          id: 'tag:news.example,2026:1',
          url: at('a/0123456789ab.html'),
          title: 'A title',
          content_html: '<div lang="ru" dir="ltr"><p>At length.</p></div>',
          summary: 'In short.',
          date_published: '2026-11-01T08:00:00Z',
          date_modified: '2026-11-01T08:01:00Z',
          authors: [{ name: 'Anna' }, { name: 'Boris' }],
          tags: ['Sport'],
          language: 'ru',
          _article: {
            source: 'Valley News',
            source_url: 'https://news.example/',
            original_url: 'https://news.example/1.html',
            rights: '© Valley News',
          },
        },
      ],
    })
  })

  test.each([
    {
      name: 'a mail address',
      contact: 'feeds@example.net',
      rss: '<webMaster>feeds@example.net (News on a mirror)</webMaster>',
      atom: '<author><name>News on a mirror</name><email>feeds@example.net</email></author>',
      json: '"authors":[{"name":"News on a mirror","url":"mailto:feeds@example.net"}]',
    },
    {
      name: 'a page',
      contact: 'https://example.net/?a=1&b=2',
      rss: '<atom:uri>https://example.net/?a=1&amp;b=2</atom:uri>',
      atom: '<uri>https://example.net/?a=1&amp;b=2</uri>',
      json: '"authors":[{"name":"News on a mirror","url":"https://example.net/?a=1&b=2"}]',
    },
  ])('rights, expected rate and $name to write to stand at the head', ({ contact, ...want }) => {
    const told = sampleEdition({ rights: 'Free & open', contact })

    for (const format of editionFormats) expect(writeEdition(told, format)).toContain(want[format])
    expect(writeEdition(told, 'rss')).toContain('<copyright>Free &amp; open</copyright>')
    expect(writeEdition(told, 'atom')).toContain('<rights>Free &amp; open</rights>')
    expect(JSON.parse(writeEdition(told, 'json'))).toMatchObject({ _feed: { rights: 'Free & open' } })
    for (const format of ['rss', 'atom'] as const)
      expect(writeEdition(told, format)).toContain('<sy:updatePeriod>hourly</sy:updatePeriod>')
  })

  test('addresses that are none are left out, and the source is still named', () => {
    const entry = sampleEntry({ sourceUrl: 'not an address', originalUrl: 'javascript:alert(1)' })
    const odd = sampleEdition({ entries: [entry] })

    for (const format of editionFormats) {
      expect(writeEdition(odd, format)).toContain('Valley News')
      expect(writeEdition(odd, format)).not.toMatch(/not an address|javascript/)
    }
  })

  test.each(['rss', 'atom'] as const)(
    'the notice and the summary of a light entry are paragraphs of its language (%s)',
    format => {
      const entry = sampleEntry({
        html: null,
        language: 'fa',
        direction: 'rtl',
        summary: 'Note 1\nNote 2\n\nIn short.',
      })

      expect(writeEdition(sampleEdition({ entries: [entry] }), format)).toContain(
        '<![CDATA[<div lang="fa" dir="rtl"><p>Note 1<br/>Note 2</p><p>In short.</p></div>]]>',
      )
    },
  )

  test('the subscription document is no archive document', () => {
    const newest = sampleEdition({ paging: { ...paging, current: null, next: null } })

    for (const format of ['rss', 'atom'] as const) {
      const xml = writeEdition(newest, format)
      expect(xml).not.toContain('fh:archive/')
      expect(xml).not.toMatch(/rel="(?:current|next-archive)"/)
      expect(xml).toContain('rel="prev-archive"')
    }
  })

  test('an id that is an address stays as it is, letter for letter', () => {
    const id = 'HTTPS://News.Example?p=1 & б'

    for (const { entries } of readBack(sampleEdition({ entries: [sampleEntry({ id })] }))) {
      expect(entries[0]?.id).toBe(id)
    }
  })

  test.each(editionFormats)('a light entry has its summary and no content (%s)', format => {
    const written = writeEdition(
      sampleEdition({ light: true, entries: [sampleEntry({ html: null })] }),
      format,
    )

    expect(written).toContain('In short.')
    expect(written).not.toMatch(/content:encoded>|<content|content_html/)
  })

  test.each(editionFormats)('the same edition gives the same text (%s)', format => {
    expect(writeEdition(edition, format)).toBe(writeEdition(structuredClone(edition), format))
  })

  test.each(editionFormats)('an edition without entries is a feed (%s)', format => {
    const empty = sampleEdition({ entries: [] })

    expect(() => readBack(empty)).not.toThrow()
    expect(writeEdition(empty, format)).not.toContain('A title')
  })
})
