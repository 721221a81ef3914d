import { describe, expect, test } from 'vitest'
import type { Entry, Feed } from '../../../src/core/feed/feed.ts'
import { parseFeed } from '../../../src/core/feed/parse-feed.ts'

const parse = (text: string): Feed =>
  parseFeed({
    body: new TextEncoder().encode(text),
    contentType: null,
    url: 'https://news.example/feeds/all',
  })
const rss = (items: string) => `<rss version="2.0"><channel><title>News</title>${items}</channel></rss>`
const atom = (entries: string, attributes = '') =>
  `<feed xmlns="http://www.w3.org/2005/Atom"${attributes}><title>News</title>${entries}</feed>`
const titles = (text: string) => parse(text).entries.map(entry => entry.title)
const item = (parts: string): Partial<Entry> => parse(rss(`<item>${parts}</item>`)).entries[0] ?? {}
const entry = (parts: string, attributes = ''): Partial<Entry> =>
  parse(atom(`<entry>${parts}</entry>`, attributes)).entries[0] ?? {}

describe('malformed markup is read as it was meant', () => {
  test.each<{ name: string; given: string; want: Partial<Entry> }>([
    { name: 'a bare ampersand', given: '<title>Tom & Jerry</title>', want: { title: 'Tom & Jerry' } },
    {
      name: 'bare ampersands in an address',
      given: '<link>https://a.example/?a=1&b=2&copy=3</link>',
      want: { url: 'https://a.example/?a=1&b=2&copy=3' },
    },
    {
      name: 'an address escaped as it should be',
      given: '<link>https://a.example/?a=1&amp;copy=3</link>',
      want: { url: 'https://a.example/?a=1&copy=3' },
    },
    {
      name: "HTML's entities",
      given: '<title>Caf&eacute;&nbsp;&mdash; &hellip;</title>',
      want: { title: 'Café — …' },
    },
    {
      name: 'an entity that nobody knows',
      given: '<title>a &nosuch; b</title>',
      want: { title: 'a &nosuch; b' },
    },
    {
      name: 'references of windows-1252',
      given: '<title>It&#146;s &#x97; ok</title>',
      want: { title: 'It’s — ok' },
    },
    { name: 'a lone less-than sign', given: '<title>1 < 2 and <3</title>', want: { title: '1 < 2 and <3' } },
    {
      name: 'a tag that another interrupts',
      given: '<title>x<y</title><link>/1</link>',
      want: { title: 'x<y', url: 'https://news.example/1' },
    },
    {
      name: 'HTML that nobody escaped',
      given: '<description><p>One<br>two <img src="a.png"> & three</p></description>',
      want: { summary: '<p>One<br>two <img src="a.png"> &amp; three</p>' },
    },
    {
      name: 'crossed tags',
      given: '<description><b>one <i>two</b> three</i></description><title>x</title>',
      want: { title: 'x', summary: '<b>one <i>two</i></b> three' },
    },
    { name: 'an end without a beginning', given: '</b></title><title>x</title>', want: { title: 'x' } },
    { name: 'an end tag without its bracket', given: '<title>x</title<link>/1</link>', want: { title: 'x' } },
    {
      name: 'a prefix that nobody declared',
      given: '<dc:creator>Anna</dc:creator><foo:title>no</foo:title><title>x</title>',
      want: { title: 'x', authors: ['Anna'] },
    },
    {
      name: 'attributes without quotes',
      given: '<guid isPermaLink=false>https://a.example/1</guid>',
      want: { id: 'https://a.example/1', url: null },
    },
    {
      name: 'upper case',
      given: '<TITLE>x</TITLE><PubDate>Sat, 07 Sep 2002 00:00:01 GMT</PubDate>',
      want: { title: 'x', publishedMs: Date.UTC(2002, 8, 7, 0, 0, 1) },
    },
    { name: 'CDATA in lower case', given: '<title><![cdata[x & y]]></title>', want: { title: 'x & y' } },
    { name: 'CDATA next to text', given: '<title>a <![CDATA[& b]]> c</title>', want: { title: 'a & b c' } },
    {
      name: 'CDATA that is split',
      given: '<description><![CDATA[<p>a]]]]><![CDATA[>b</p>]]></description>',
      want: { summary: '<p>a]]>b</p>' },
    },
    {
      name: 'CDATA without its end before another',
      given: '<title><![CDATA[x</title><description><![CDATA[y]]></description>',
      want: { title: 'x', summary: 'y' },
    },
    {
      name: 'CDATA without its end after all others',
      given: '<title>x</title><description><![CDATA[y</description>',
      want: { title: 'x', summary: 'y' },
    },
    { name: 'a comment within a text', given: '<title>a<!-- <b> -->b</title>', want: { title: 'ab' } },
    { name: 'a comment without its end', given: '<!-- oops ><title>x</title>', want: { title: 'x' } },
    {
      name: 'a control character',
      given: '<title>a\u0008b</title><link>/1</link>',
      want: { url: 'https://news.example/1' },
    },
    {
      name: 'an instruction with a bracket in it',
      given: '<?php echo "a > b" ?><title>x</title>',
      want: { title: 'x' },
    },
  ])('$name', ({ given, want }) => {
    expect(item(given)).toMatchObject(want)
  })

  test.each([
    { name: 'white space', given: ` \n ${rss('<item><title>a</title></item>')}` },
    { name: 'a comment', given: `<!-- cached -->${rss('<item><title>a</title></item>')}` },
    {
      name: 'a comment before the declaration',
      given: `<!-- c --><?xml version="1.0"?>${rss('<item><title>a</title></item>')}`,
    },
    {
      name: 'a declaration without its end mark',
      given: `<?xml version="1.0">${rss('<item><title>a</title></item>')}`,
    },
    {
      name: "a warning of the server's",
      given: `<br />\n<b>Warning</b>: no such file<br />\n${rss('<item><title>a</title></item>')}`,
    },
    { name: 'text', given: `Warning: 3 > 2\n<?xml version="1.0"?>${rss('<item><title>a</title></item>')}` },
    { name: 'a wrapper', given: `<Envelope><Body>${rss('<item><title>a</title></item>')}</Body></Envelope>` },
    {
      name: 'a document type',
      given: `<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "rss.dtd">${rss('<item><title>a</title></item>')}`,
    },
    { name: 'a byte order mark', given: `\ufeff${rss('<item><title>a</title></item>')}` },
  ])('$name before the root element', ({ given }) => {
    expect(titles(given)).toEqual(['a'])
  })

  test('text after the root element is passed over', () => {
    expect(titles(`${rss('<item><title>a</title></item>')}<!-- 0.1 s --><script>x</script>`)).toEqual(['a'])
  })

  test("a document's own entities are resolved", () => {
    const given = `<!DOCTYPE rss [<!ENTITY paper "The Daily"><!ENTITY dash '&#8212;'>]>${rss('<item><title>&paper; &dash; x</title></item>')}`

    expect(titles(given)).toEqual(['The Daily — x'])
  })

  test("entities of one's own stay within bounds", () => {
    const long = 'x'.repeat(200)
    const given = `<!DOCTYPE rss [<!ENTITY a "${long}">]>${rss(`<item><title>t</title><description>${'&a;'.repeat(200_000)}</description></item>`)}`

    expect(parse(given).entries[0]?.summary?.length).toBeLessThan(2_000_000)
  })
})

describe('an entry counts wherever it stands', () => {
  test.each([
    {
      name: 'outside the channel',
      given:
        '<rss><channel><title>News</title></channel><item><title>a</title></item><item><title>b</title></item></rss>',
    },
    {
      name: 'without a channel',
      given: '<rss><item><title>a</title></item><item><title>b</title></item></rss>',
    },
    {
      name: 'in a list',
      given: rss('<items><item><title>a</title></item><item><title>b</title></item></items>'),
    },
    {
      name: 'after the end of the root',
      given: `${rss('<item><title>a</title></item>')}<item><title>b</title></item>`,
    },
    { name: 'without an end', given: rss('<item><title>a</title><item><title>b</title>') },
    { name: 'with an open text before the next', given: rss('<item><title>a<item><title>b</title></item>') },
    {
      name: 'after a lost beginning',
      given: '<channel><item><title>a</title></item><item><title>b</title></item></channel>',
    },
    {
      name: 'as an entry of Atom in RSS',
      given: rss('<entry><title>a</title></entry><item><title>b</title></item>'),
    },
    {
      name: 'in several channels',
      given:
        '<rss><channel><item><title>a</title></item></channel><channel><item><title>b</title></item></channel></rss>',
    },
  ])('$name', ({ given }) => {
    expect(titles(given)).toEqual(['a', 'b'])
  })

  test('an entry without its end costs no other', () => {
    expect(
      titles(rss('<item><title>a</title></item><item><title>b</item><item><title>c</title></item>')),
    ).toEqual(['a', 'b', 'c'])
  })

  test('an entry alone is a feed of one', () => {
    expect(parse('<entry xmlns="http://www.w3.org/2005/Atom"><title>a</title></entry>')).toMatchObject({
      format: 'atom',
      entries: [{ title: 'a' }],
    })
  })

  test("what stands in an entry's content is no entry", () => {
    const given = atom(
      '<entry><title>a</title><content type="application/xml"><entry><title>no</title></entry></content></entry>',
    )

    expect(titles(given)).toEqual(['a'])
  })

  test('titles of images and forms are not those of the feed', () => {
    const given =
      '<rss><channel><image><title>Logo</title></image><textInput><title>Search</title></textInput><title>News</title></channel></rss>'

    expect(parse(given)).toMatchObject({ title: 'News', entries: [] })
  })
})

describe('a document that broke off', () => {
  test.each([
    {
      name: 'within a tag',
      given: '<rss><channel><item><title>a</title></item><item><title>b</title><lin',
      last: { title: 'b', url: null },
    },
    {
      name: 'within a title',
      given: '<rss><channel><item><title>a</title></item><item><link>/b</link><title>The be',
      last: { title: null, url: 'https://news.example/b' },
    },
    {
      name: 'within CDATA',
      given:
        '<rss><channel><item><title>a</title></item><item><title>b</title><description><![CDATA[<p>The be',
      last: { title: 'b', summary: null },
    },
    {
      name: 'within the mark of CDATA',
      given: '<rss><channel><item><title>a</title></item><item><title><![CD',
      last: { title: null },
    },
  ])('$name gives its last entry without what was cut', ({ given, last }) => {
    const feed = parse(given)

    expect(feed.isCutOff).toBe(true)
    expect(feed.entries).toHaveLength(2)
    expect(feed.entries[1]).toMatchObject(last)
  })

  test('between two entries has lost nothing of those that it has', () => {
    expect(parse('<rss><channel><item><title>a</title></item>')).toMatchObject({
      isCutOff: false,
      entries: [{ title: 'a' }],
    })
  })

  test.each([
    '<rss/>',
    '<rss><channel/></rss>',
    '<feed xmlns="http://www.w3.org/2005/Atom"/>',
    '<rss version="2.0"><cha',
  ])('a feed that says nothing is one without entries: %s', given => {
    expect(parse(given)).toMatchObject({ title: null, entries: [] })
  })
})

describe('namespaces', () => {
  test.each([
    {
      name: 'a prefix for RSS itself',
      given:
        '<r:rss xmlns:r="http://backend.userland.com/rss2"><r:channel><r:item><r:title>a</r:title></r:item></r:channel></r:rss>',
    },
    {
      name: 'a namespace that only this publisher knows',
      given: '<rss xmlns="urn:mine"><channel><item><title>a</title></item></channel></rss>',
    },
    {
      name: 'another prefix for a module',
      given:
        '<rss xmlns:x="http://purl.org/dc/elements/1.1/"><channel><item><x:title>a</x:title></item></channel></rss>',
    },
    {
      name: 'a namespace declared at the element',
      given:
        '<rss><channel><item><t:title xmlns:t="http://purl.org/dc/elements/1.1/">a</t:title></item></channel></rss>',
    },
    {
      name: 'a title of a module that means something else',
      given:
        '<rss xmlns:m="urn:m"><channel><item><m:title>no</m:title><title>a</title></item></channel></rss>',
    },
    {
      name: 'a title of a medium beside its own',
      given:
        '<rss xmlns:media="http://search.yahoo.com/mrss/"><channel><item><media:title>no</media:title><title>a</title></item></channel></rss>',
    },
    {
      name: 'Atom within RSS',
      given:
        '<rss xmlns:a="http://www.w3.org/2005/Atom"><channel><item><a:title>a</a:title></item></channel></rss>',
    },
    {
      name: 'Atom by a prefix',
      given: '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>a</a:title></a:entry></a:feed>',
    },
    {
      name: 'RSS 0.90',
      given:
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>News</title></channel><item><title>a</title></item></rdf:RDF>',
    },
    {
      name: 'RSS 1.0 by another prefix',
      given:
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://purl.org/rss/1.0/"><s:item><s:title>a</s:title></s:item></r:RDF>',
    },
  ])('$name', ({ given }) => {
    expect(titles(given)).toEqual(['a'])
  })
})

describe('texts of Atom', () => {
  test.each<{ name: string; given: string; want: Partial<Entry> }>([
    {
      name: 'a title of text is no markup',
      given: '<title type="text">a &lt;x> b</title>',
      want: { title: 'a <x> b' },
    },
    {
      name: 'a title of HTML',
      given: '<title type="html">&lt;b>a&lt;/b> &amp;amp; b</title>',
      want: { title: 'a & b' },
    },
    {
      name: 'a title of XHTML',
      given: '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>b</b></div></title>',
      want: { title: 'a b' },
    },
    {
      name: "Atom 0.3's escaped mode",
      given: '<title type="text/html" mode="escaped">&lt;b>a&lt;/b></title>',
      want: { title: 'a' },
    },
    {
      name: "Atom 0.3's Base64",
      given: '<content type="text/html" mode="base64">PHA+YTwvcD4=</content>',
      want: { content: '<p>a</p>' },
    },
    {
      name: 'XHTML by a prefix',
      given:
        '<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>a<x:br/>b</x:p></x:div></content>',
      want: { content: '<p>a<br>b</p>' },
    },
    {
      name: 'an empty element of XHTML has its end',
      given: '<content type="xhtml"><div><p/><i/>b</div></content>',
      want: { content: '<p></p><i></i>b' },
    },
    {
      name: 'plain text becomes markup',
      given: '<content type="text">1 &lt; 2</content>',
      want: { content: '1 &lt; 2' },
    },
    {
      name: 'content elsewhere is none here',
      given: '<content type="text/html" src="https://a.example/1"/><summary>s</summary>',
      want: { content: null, summary: 's' },
    },
    {
      name: 'the first title that says something',
      given: '<title/><title> </title><title>a</title><title>b</title>',
      want: { title: 'a' },
    },
    {
      name: 'the page among several links',
      given:
        '<link rel="self" href="/s"/><link rel="enclosure" href="/e"/><link rel="alternate" type="application/json" href="/j"/><link rel="alternate" type="text/html" href="/p"/>',
      want: { url: 'https://news.example/p' },
    },
    {
      name: 'an id that is an address, where there is no link',
      given: '<id>https://a.example/1</id>',
      want: { id: 'https://a.example/1', url: 'https://a.example/1' },
    },
    {
      name: 'the author of the source',
      given: '<source><title>S</title><author><name>Anna</name></author></source>',
      want: { title: null, authors: ['Anna'] },
    },
  ])('$name', ({ given, want }) => {
    expect(entry(given)).toMatchObject(want)
  })

  test.each<{ name: string; given: string; attributes?: string; want: Partial<Entry> }>([
    {
      name: 'a base of the feed',
      given: '<link href="1"/>',
      attributes: ' xml:base="https://b.example/x/"',
      want: { url: 'https://b.example/x/1' },
    },
    { name: 'a base of the entry', given: '', attributes: '', want: { url: null } },
    {
      name: 'a base of the link itself, below another',
      given: '<link xml:base="y/" href="1"/>',
      attributes: ' xml:base="https://b.example/x/"',
      want: { url: 'https://b.example/x/y/1' },
    },
    {
      name: 'a base that cannot be read',
      given: '<link href="/1"/>',
      attributes: ' xml:base="http://["',
      want: { url: 'https://news.example/1' },
    },
    {
      name: 'links in a text',
      given: `<content type="html">&lt;a href="1?a&amp;amp;b">x&lt;/a> &lt;img src='/i.png'> &lt;a href="#n"></content>`,
      attributes: ' xml:base="https://b.example/x/"',
      want: {
        content:
          '<a href="https://b.example/x/1?a&amp;b">x</a> <img src="https://b.example/i.png"> <a href="#n">',
      },
    },
  ])('$name', ({ given, attributes, want }) => {
    expect(entry(given, attributes)).toMatchObject(want)
  })
})

describe('JSON Feed', () => {
  const items = (text: string) => parse(text).entries.map(each => each.id)

  test.each([
    { name: 'no version', given: '{"title":"x","items":[{"id":"a"},{"id":"b"}]}' },
    {
      name: 'ids that are numbers',
      given: '{"version":"https://jsonfeed.org/version/1","items":[{"id":"a"},{"id":"b"}]}',
    },
    { name: 'a byte order mark', given: '\ufeff{"items":[{"id":"a"},{"id":"b"}]}' },
    { name: 'a line end within a text', given: '{"items":[{"id":"a","title":"x\ny"},{"id":"b"}]}' },
    { name: 'a comma too many', given: '{"items":[{"id":"a",},{"id":"b"},]}' },
    { name: 'text behind its end', given: '{"items":[{"id":"a"},{"id":"b"}]}<!-- 0.1 s -->' },
    { name: 'a list alone', given: '[{"id":"a"},{"id":"b"}]' },
    { name: 'a text where it broke off', given: '{"items":[{"id":"a"},{"id":"b","content_html":"<p>Th' },
    { name: 'something else among the items', given: '{"items":[null,{"id":"a"},5,[],{"id":"b"}]}' },
  ])('$name', ({ given }) => {
    expect(items(given)).toEqual(['a', 'b'])
  })

  test('members of a wrong type are taken as they must be meant', () => {
    const given =
      '{"items":[{"id":7,"url":"/7","tags":"Sport","author":"Anna","title":null,"date_published":5}]}'

    expect(parse(given).entries).toMatchObject([
      {
        id: '7',
        url: 'https://news.example/7',
        categories: ['Sport'],
        authors: ['Anna'],
        title: null,
        publishedMs: null,
      },
    ])
  })

  test('one that broke off says so', () => {
    expect(parse('{"items":[{"id":"a"},{"id":"b","title":"Th').isCutOff).toBe(true)
    expect(parse('{"items":[{"id":"a"}]}').isCutOff).toBe(false)
  })
})

describe('time and memory stay in proportion', { timeout: 20_000 }, () => {
  const many = 300_000

  test.each([
    { name: 'comments without an end', given: '<!--'.repeat(many) },
    { name: 'CDATA without an end', given: '<![CDATA['.repeat(many) },
    { name: 'instructions without an end', given: '<?x '.repeat(many) },
    { name: 'quotes without an end', given: '<a b="<a b=\''.repeat(many) },
    { name: 'attributes', given: `<a ${'b="c" '.repeat(many)}>` },
    {
      name: 'names of attributes',
      given: `<a ${Array.from({ length: many }, (_, n) => `b${n}`).join(' ')}>`,
    },
    { name: 'white space in a tag', given: `<a${' '.repeat(many * 10)}>` },
    { name: 'white space in an end tag', given: `</${' '.repeat(many * 10)}a>` },
    { name: 'ends without a beginning', given: `${'<a>'.repeat(1000)}${'</b>'.repeat(many)}` },
    { name: 'beginnings without an end', given: '<a>'.repeat(many) },
    { name: 'different beginnings', given: Array.from({ length: many }, (_, n) => `<a${n}>`).join('') },
    { name: 'less-than signs', given: '<'.repeat(many * 3) },
    { name: 'ampersands', given: '&'.repeat(many * 3) },
    { name: 'namespaces', given: Array.from({ length: 5000 }, (_, n) => `<a xmlns:b${n}="c${n}">`).join('') },
    { name: 'entries within entries', given: '<item>'.repeat(many) },
    { name: 'elements beside each other', given: '<a/>'.repeat(many * 2) },
  ])('$name', ({ given }) => {
    const startedMs = performance.now()

    parse(rss(`<item><title>a</title>${given}`))

    // Ten times what a slow machine needs; by the square of the length it would be hours.
    expect(performance.now() - startedMs).toBeLessThan(15_000)
  })

  test('references in a text of many pieces are each resolved once', () => {
    const text = '&amp;lt; &eacute; &lt; '.repeat(150_000)
    const feed = parse(rss(`<item><description>${text}</description></item>`))

    expect(feed.entries[0]?.summary === '&lt; é < '.repeat(150_000).trim()).toBe(true)
  })

  test('JSON that is nested without end is refused', () => {
    expect(() => parse(`{"items":${'['.repeat(5_000_000)}`)).toThrow('nested deeper than 500 levels')
  })

  test('of a million items the first are taken', () => {
    const feed = parse(rss('<item><title>a</title></item>'.repeat(1_000_000)))

    expect(feed.entries).toHaveLength(20_000)
  })
})
