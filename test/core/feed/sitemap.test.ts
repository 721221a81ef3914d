import { gzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src/core/errors.ts'
import type { Feed } from '../../../src/core/feed/feed.ts'
import { parseFeed } from '../../../src/core/feed/parse-feed.ts'

const parse = (text: string | Uint8Array, contentType: string | null = 'application/xml'): Feed =>
  parseFeed({
    body: typeof text === 'string' ? new TextEncoder().encode(text) : text,
    contentType,
    url: 'https://news.example/sitemap.xml',
  })
const urlset = (urls: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`
const url = (path: string, parts = '') => `<url><loc>https://news.example/${path}</loc>${parts}</url>`
const addresses = (feed: Feed) => feed.entries.map(entry => entry.url)

describe('a sitemap', () => {
  test('gives its addresses with the time of their last change', () => {
    const feed = parse(
      urlset(url('1', '<lastmod>2026-11-24T10:00:00+02:00</lastmod><priority>0.5</priority>') + url('2')),
    )

    expect(feed).toMatchObject({ format: 'sitemap', title: null, language: null, sitemaps: [] })
    expect(feed.entries).toMatchObject([
      {
        id: 'https://news.example/1',
        url: 'https://news.example/1',
        title: null,
        publishedMs: null,
        updatedMs: Date.UTC(2026, 10, 24, 8),
      },
      { id: 'https://news.example/2', url: 'https://news.example/2', updatedMs: null },
    ])
  })

  test('of news gives titles, dates, language and keywords', () => {
    const given = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
      <url><loc> https://news.example/1?a=1&amp;b=2 </loc><lastmod>2026-11-24</lastmod>
      <n:news><n:publication><n:name>Новости</n:name><n:language>ru</n:language></n:publication>
      <n:publication_date>2026-11-23T08:00Z</n:publication_date><n:title>Том &amp; Джерри</n:title><n:keywords>кино, мыши</n:keywords></n:news>
      <image:image><image:loc>https://news.example/1.jpg</image:loc><image:title>Нет</image:title></image:image></url></urlset>`

    expect(parse(given)).toMatchObject({
      title: 'Новости',
      language: 'ru',
      entries: [
        {
          url: 'https://news.example/1?a=1&b=2',
          title: 'Том & Джерри',
          publishedMs: Date.UTC(2026, 10, 23, 8),
          updatedMs: Date.UTC(2026, 10, 24),
          categories: ['кино', 'мыши'],
        },
      ],
    })
  })

  test('an index leads to sitemaps and has no entries', () => {
    const given = `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>https://news.example/s1.xml.gz</loc><lastmod>2026-11-24</lastmod></sitemap>
      <sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>`

    expect(parse(given)).toMatchObject({
      format: 'sitemap',
      entries: [],
      sitemaps: [
        { url: 'https://news.example/s1.xml.gz', updatedMs: Date.UTC(2026, 10, 24) },
        { url: 'https://news.example/s2.xml', updatedMs: null },
      ],
    })
  })

  test.each([
    { name: 'packed with gzip', given: gzipSync(new TextEncoder().encode(urlset(url('1') + url('2')))) },
    {
      name: 'by a prefix',
      given:
        '<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"><s:url><s:loc>https://news.example/1</s:loc></s:url><s:url><s:loc>https://news.example/2</s:loc></s:url></s:urlset>',
    },
    {
      name: 'in no namespace',
      given:
        '<urlset><url><loc>https://news.example/1</loc></url><url><loc>https://news.example/2</loc></url></urlset>',
    },
    {
      name: 'in the namespace of long ago',
      given:
        '<urlset xmlns="http://www.google.com/schemas/sitemap/0.84"><url><loc>https://news.example/1</loc></url><url><loc>https://news.example/2</loc></url></urlset>',
    },
    {
      name: 'in CDATA',
      given: urlset(
        '<url><loc><![CDATA[https://news.example/1]]></loc></url><url><loc>https://news.example/2</loc></url>',
      ),
    },
    { name: 'as text', given: '\ufeffhttps://news.example/1\r\nhttps://news.example/2\n' },
    { name: 'cut off', given: urlset(url('1') + url('2')).slice(0, -12) },
    {
      name: 'with an address that is none',
      given: urlset(`${url('1')}<url><loc>http://[</loc></url><url/>${url('2')}`),
    },
  ])('$name is read', ({ given }) => {
    expect(addresses(parse(given))).toEqual(['https://news.example/1', 'https://news.example/2'])
  })

  test('a lastmod that all have says when the file was written', () => {
    const lastmod = '<lastmod>2026-11-24T10:00:00Z</lastmod>'
    const feed = parse(urlset([1, 2, 3, 4, 5].map(n => url(`${n}`, lastmod)).join('')))

    expect(feed.entries.map(entry => entry.updatedMs)).toEqual([null, null, null, null, null])
  })

  test('has at most 50,000 addresses', () => {
    expect(parse(urlset(url('1').repeat(60_000))).entries).toHaveLength(50_000)
  })
})

describe('a gzip file', () => {
  test('that is damaged gives what came before', () => {
    const numbers = Array.from({ length: 5000 }, (_, n) => url(`${n}-${Math.sin(n)}`)).join('')
    const packed = gzipSync(new TextEncoder().encode(urlset(numbers)))

    const feed = parse(packed.subarray(0, packed.length / 2))

    expect(feed.entries.length).toBeGreaterThan(500)
  })

  test('that is damaged from its start is refused', () => {
    expect(() => parse(Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3))).toThrow(AppError)
  })

  test('that unpacks to more than a sitemap may have is refused', { timeout: 30_000 }, () => {
    const bomb = gzipSync(new Uint8Array(60_000_000), { level: 9 })

    expect(() => parse(bomb)).toThrow(
      expect.objectContaining({ kind: 'feed-unreadable', message: expect.stringContaining('holds more') }),
    )
  })
})
