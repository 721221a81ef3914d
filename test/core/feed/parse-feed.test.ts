import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src/core/errors.ts'
import type { Entry, Feed } from '../../../src/core/feed/feed.ts'
import { parseFeed } from '../../../src/core/feed/parse-feed.ts'

const parse = (text: string, contentType: string | null = null): Feed =>
  parseFeed({ body: new TextEncoder().encode(text), contentType, url: 'https://news.example/feeds/all' })

const rss = (items: string, root = 'rss version="2.0"') =>
  `<?xml version="1.0"?><${root}><channel><title>News</title>${items}</channel></rss>`
const atom = (entries: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa" xml:base="https://base.example/x/"><title>News</title>${entries}</feed>`
const firstOf = (text: string): Entry => {
  const [entry] = parse(text).entries
  if (entry === undefined) throw new Error('no entry')
  return entry
}

const emptyEntry: Entry = {
  id: null,
  url: null,
  title: null,
  publishedMs: null,
  updatedMs: null,
  authors: [],
  categories: [],
  summary: null,
  content: null,
}

describe('formats', () => {
  test('RSS 2.0 with its modules', () => {
    const feed = parse(`<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
      <channel><title>News &amp; views</title><link>https://news.example/</link><language>ru</language><ttl>60</ttl>
      <item><title>One</title><link>/1</link><guid isPermaLink="false">tag:1</guid>
      <pubDate>Sat, 07 Sep 2002 00:00:01 GMT</pubDate><atom:updated>2002-09-08T00:00:00Z</atom:updated>
      <author>anna@news.example (Anna)</author><dc:creator>Boris</dc:creator><category>Sport</category>
      <description>&lt;p&gt;Short&lt;/p&gt;</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>
      </item></channel></rss>`)

    expect(feed).toEqual({
      format: 'rss',
      title: 'News & views',
      url: 'https://news.example/',
      language: 'ru',
      ttlMinutes: 60,
      isCutOff: false,
      entries: [
        {
          id: 'tag:1',
          url: 'https://news.example/1',
          title: 'One',
          publishedMs: Date.UTC(2002, 8, 7, 0, 0, 1),
          updatedMs: Date.UTC(2002, 8, 8),
          authors: ['Anna', 'Boris'],
          categories: ['Sport'],
          summary: '<p>Short</p>',
          content: '<p>Long</p>',
        },
      ],
    })
  })

  test('RSS 1.0', () => {
    const feed = parse(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://news.example/"><title>News</title><link>https://news.example/</link>
      <items><rdf:Seq><rdf:li rdf:resource="https://news.example/1"/></rdf:Seq></items></channel>
      <item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link>
      <dc:date>2002-09-07T00:00:00Z</dc:date><dc:creator>Anna</dc:creator></item></rdf:RDF>`)

    expect(feed).toMatchObject({ format: 'rdf', title: 'News', url: 'https://news.example/' })
    expect(feed.entries).toEqual([
      {
        ...emptyEntry,
        id: 'https://news.example/1',
        url: 'https://news.example/1',
        title: 'One',
        publishedMs: Date.UTC(2002, 8, 7),
        authors: ['Anna'],
      },
    ])
  })

  test('Atom 1.0', () => {
    const feed = parse(
      atom(`<link rel="self" href="self"/><link href="home"/><author><name>Newsroom</name></author>
      <entry><id>urn:1</id><title type="html">&lt;b&gt;One&lt;/b&gt; &amp;amp; two</title>
      <link rel="enclosure" href="a.mp3"/><link rel="alternate" type="text/html" href="1"/>
      <published>2002-09-07T00:00:00Z</published><updated>2002-09-08T00:00:00Z</updated>
      <category term="sport" label="Sport"/><summary>1 &lt; 2</summary>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long</p></div></content></entry>`),
    )

    expect(feed).toMatchObject({ format: 'atom', url: 'https://base.example/x/home', language: 'fa' })
    expect(feed.entries).toEqual([
      {
        id: 'urn:1',
        url: 'https://base.example/x/1',
        title: 'One & two',
        publishedMs: Date.UTC(2002, 8, 7),
        updatedMs: Date.UTC(2002, 8, 8),
        authors: ['Newsroom'],
        categories: ['Sport'],
        summary: '1 < 2',
        content: '<p>Long</p>',
      },
    ])
  })

  test('Atom 0.3', () => {
    const feed =
      parse(`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title><entry><id>1</id>
      <title>One</title><issued>2002-09-07T00:00:00Z</issued><modified>2002-09-08T00:00:00Z</modified></entry></feed>`)

    expect(feed.entries).toMatchObject([
      { title: 'One', publishedMs: Date.UTC(2002, 8, 7), updatedMs: Date.UTC(2002, 8, 8) },
    ])
  })

  test('JSON Feed, by its content and not by its type', () => {
    const feed = parse(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'News',
        language: 'zh',
        authors: [{ name: 'Newsroom' }],
        items: [
          { id: 1, url: '/1', title: 'A < B', content_text: 'x < y', date_published: '2002-09-07T00:00:00Z' },
        ],
      }),
      'text/plain',
    )

    expect(feed).toMatchObject({ format: 'json', title: 'News', language: 'zh' })
    expect(feed.entries).toEqual([
      {
        ...emptyEntry,
        id: '1',
        url: 'https://news.example/1',
        title: 'A < B',
        publishedMs: Date.UTC(2002, 8, 7),
        authors: ['Newsroom'],
        content: 'x &lt; y',
      },
    ])
  })

  test('the newsroom feed that the project began from', () => {
    const body = readFileSync(new URL('../../fixtures/seed/rferl-feed.xml', import.meta.url))

    const feed = parseFeed({ body, contentType: 'application/xml', url: null })

    expect(feed.format).toBe('rss')
    expect(feed.entries.length).toBeGreaterThan(0)
    for (const entry of feed.entries) {
      expect(entry.url).toMatch(/^https?:/)
      expect(entry.publishedMs).not.toBeNull()
    }
  })
})

describe('one entry of RSS', () => {
  test.each([
    {
      name: 'takes a guid for the address',
      given: '<guid>https://a.example/1</guid>',
      url: 'https://a.example/1',
    },
    {
      name: 'takes no guid that denies it',
      given: '<guid isPermaLink="false">https://a.example/1</guid>',
      url: null,
    },
    { name: 'resolves against xml:base', given: '<link>1</link>', url: 'https://b.example/y/1' },
    { name: 'takes no address of a script', given: '<link>javascript:alert(1)</link>', url: null },
  ])('$name', ({ given, url }) => {
    const root = 'rss version="2.0" xml:base="https://b.example/y/"'

    expect(firstOf(rss(`<item><title>x</title>${given}</item>`, root)).url).toBe(url)
  })

  test.each([
    { given: 'Tom &amp;amp; Jerry', want: 'Tom & Jerry' },
    { given: '<![CDATA[<em>Tom</em> &amp; Jerry]]>', want: 'Tom & Jerry' },
    { given: 'Using &lt;main&gt; well', want: 'Using <main> well' },
    { given: 'two\n  lines', want: 'two lines' },
    { given: 'Caf&eacute; &#8212; &#x41;', want: 'Café — A' },
    { given: 'می‌خواهم', want: 'می‌خواهم' },
  ])('the title $given is $want', ({ given, want }) => {
    expect(firstOf(rss(`<item><title>${given}</title></item>`)).title).toBe(want)
  })

  test.each([
    { given: '<author>anna@a.example</author>', want: [] },
    { given: '<author>anna@a.example (Anna B.)</author>', want: ['Anna B.'] },
    { given: '<author>Anna &amp;amp; Co</author>', want: ['Anna & Co'] },
    { given: '<author><name>Anna</name><email>anna@a.example</email></author>', want: ['Anna'] },
    { given: '<author><![CDATA[Anna]]></author><AUTHOR>Boris</AUTHOR>', want: ['Anna', 'Boris'] },
  ])('the authors of $given are $want', ({ given, want }) => {
    expect(firstOf(rss(`<item><title>x</title>${given}</item>`)).authors).toEqual(want)
  })
})

describe('damage costs no more than what is damaged', () => {
  test.each([
    {
      name: 'a bad date',
      given: rss('<item><title>a</title><pubDate>soon</pubDate></item><item><title>c</title></item>'),
    },
    {
      name: 'a bad address',
      given: rss('<item><title>a</title><link>http://[</link></item><item><title>c</title></item>'),
    },
    {
      name: 'a broken-off transfer with prefixes',
      given:
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>a</a:title></a:entry><a:entry><a:title>c</a:title></a:entry><a:ent',
    },
    {
      name: 'an odd item',
      given: '{"version":"https://jsonfeed.org/version/1","items":[{"title":"a"},null,5,{"title":"c"}]}',
    },
    {
      name: 'an entry of endless depth',
      given: rss(`<item><title>a</title><x>${'<a>'.repeat(100_000)}</x></item><item><title>c</title></item>`),
    },
  ])('$name', ({ given }) => {
    expect(parse(given).entries.map(entry => entry.title)).toEqual(['a', 'c'])
  })
})

describe('a hostile feed ends quickly', () => {
  const deep = (name: string) => `<${name}>`.repeat(100_000) + `</${name}>`.repeat(100_000)
  const laughs = Array.from({ length: 20 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
    '',
  )
  const numbers = Array.from({ length: 20_000 }, (_, i) => i)

  test.each([
    {
      name: 'a billion laughs',
      given: `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>${rss('<item><title>&l20;</title></item>')}`,
    },
    {
      name: '100,000 nested elements of a text',
      given: rss(`<item><title>a</title><description>${deep('b')}</description></item>`),
    },
    {
      name: '100,000 nested elements of XHTML',
      given: atom(`<entry><id>1</id><content type="xhtml">${deep('div')}</content></entry>`),
    },
    {
      name: '300,000 brackets in a name',
      given: rss(`<item><title>a</title><author>${'('.repeat(300_000)}</author></item>`),
    },
    {
      name: '300,000 brackets behind a false end of a name',
      given: rss(`<item><title>a</title><author><![CDATA[</author>${'('.repeat(300_000)}]]></author></item>`),
    },
    {
      name: '300,000 brackets in the name of an editor',
      given: rss(`<managingEditor>${'['.repeat(300_000)}</managingEditor><item><title>a</title></item>`),
    },
    {
      name: 'a table of contents of 20,000 entries',
      given: `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><items><rdf:Seq>${numbers
        .map(i => `<rdf:li rdf:resource="${i}"/>`)
        .join(
          '',
        )}</rdf:Seq></items></channel>${numbers.map(i => `<item rdf:about="${i}"><title>a</title></item>`).join('')}</rdf:RDF>`,
    },
    {
      name: '5 MB of text',
      given: rss(`<item><title>a</title><description>${'слово &amp; '.repeat(320_000)}</description></item>`),
    },
  ])('$name', { timeout: 5000 }, ({ given }) => {
    expect(parse(given).entries.length).toBeGreaterThan(0)
  })

  test('an external entity is never named to anyone', () => {
    const given = `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>${rss('<item><title>a &x;</title></item>')}`

    expect(firstOf(given).title).toBe('a &x;')
  })
})

describe('what is no feed is refused by its name', () => {
  test.each([
    { given: '', found: 'nothing' },
    { given: '  \n', found: 'nothing' },
    { given: '<!DOCTYPE html><html><head><title>News</title></head></html>', found: 'an HTML page' },
    { given: '<html><title>Just a moment...</title></html>', found: 'a challenge' },
    { given: '<?xml version="1.0"?><svg/>', found: '<svg>' },
    { given: 'Service unavailable', found: 'plain text' },
    { given: '{"error":"no such page"}', found: 'json that cannot be read' },
    { given: '<opml><body/></opml>', found: 'a list of feeds (OPML)' },
  ])('$found', ({ given, found }) => {
    expect(() => parse(given)).toThrow(found)
    expect(() => parse(given)).toThrow(AppError)
    expect(() => parse(given)).toThrow(
      expect.objectContaining({ kind: 'feed-unreadable', next: expect.any(String) }),
    )
  })
})
