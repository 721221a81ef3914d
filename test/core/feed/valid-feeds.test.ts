import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TextDirection } from '../../../src/core/article/article.ts'
import { sanitizeHtml, trustArchivedHtml } from '../../../src/core/article/sanitize.ts'
import { editionFormats } from '../../../src/core/feed/edition.ts'
import { fillSlots } from '../../../src/core/feed/fill-slots.ts'
import { writeEdition } from '../../../src/core/feed/write-edition.ts'
import { createReadersApp } from '../../../src/http/readers-app.ts'
import { checkFeed, feedChecks, type ServedFeed } from '../../support/feed-checks.ts'
import { jsonFeedSchema } from '../../support/json-feed-schema.ts'
import { openReadingRoom, sampleSite } from '../../support/reading-room.ts'
import { atomFaults, jing } from '../../support/relax-ng.ts'
import { sampleArticle, sampleNowMs } from '../../support/sample-article.ts'
import { readXml } from '../../support/xml-tree.ts'
import { nastyText } from './nasty-text.ts'
import { publishedMs, sampleEdition, sampleEntry } from './sample-edition.ts'

const base = 'https://a.example'
const fill = { base, announcement: null }

const languages: readonly { language: string; direction: TextDirection; words: string }[] = [
  { language: 'fa', direction: 'rtl', words: 'نمی‌خواهم «آزادی»' },
  { language: 'ug', direction: 'rtl', words: 'ئۇيغۇرچە خەۋەرلەر' },
  { language: 'ka', direction: 'ltr', words: 'საქართველოს ამბები' },
  { language: 'zh-Hant', direction: 'ltr', words: '中文新聞，自由' },
  { language: 'bo', direction: 'ltr', words: 'བོད་ཡིག་གི་གསར་འགྱུར།' },
  { language: 'ar', direction: 'rtl', words: '\u200fالأخبار (BBC)\u200e' },
  { language: 'ru', direction: 'ltr', words: 'Новости «сегодня» ]]> ]]>' },
  { language: 'en', direction: 'ltr', words: 'R&D <b>now</b> &amp; \u0007then' },
  { language: 'my', direction: 'ltr', words: 'သတင်းများ' },
  { language: 'tr', direction: 'ltr', words: 'İstanbul haberleri \ud83d' },
]

describe('whatever an article holds', () => {
  const entry = fc
    .record({ title: nastyText, summary: nastyText, name: nastyText, category: nastyText, html: nastyText })
    .map(({ name, category, html, ...rest }) =>
      sampleEntry({
        ...rest,
        authors: [name, `${name}2`],
        categories: [category],
        sourceName: name,
        rights: name,
        html: sanitizeHtml(html),
      }),
    )
  const edition = fc
    .record({ title: nastyText, description: nastyText, rights: nastyText, entry })
    .map(({ entry: only, ...rest }) => sampleEdition({ ...rest, entries: [only] }))

  test.skipIf(jing.skip)(`its Atom feed is valid by the grammar of RFC 4287${jing.note}`, async () => {
    const documents = fc.sample(edition, { numRuns: 150, seed: 4287 }).map(each => {
      return fillSlots(writeEdition(each, 'atom'), 'atom', fill)
    })

    expect(await atomFaults(documents)).toEqual([])
  })

  test('its JSON Feed is valid by the schema', () => {
    fc.assert(
      fc.property(edition, each => {
        const document: unknown = JSON.parse(fillSlots(writeEdition(each, 'json'), 'json', fill))
        expect(jsonFeedSchema.safeParse(document).error?.issues ?? []).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

describe('the grammar refuses', () => {
  const good = fillSlots(writeEdition(sampleEdition(), 'atom'), 'atom', fill)

  test.skipIf(jing.skip).each([
    { name: 'a feed without an id', from: /<id>urn:uuid:[^<]*<\/id>/, to: '' },
    { name: 'an entry with two titles', from: /<entry ([^>]*)>/, to: '<entry $1><title>again</title>' },
    { name: 'a date that is none', from: /<published>[^<]*/, to: '<published>1 November 2026' },
    { name: 'an author without a name', from: /<name>Anna<\/name>/, to: '' },
    { name: 'a link that leads nowhere', from: / href="[^"]*"/, to: '' },
    { name: 'an element that Atom has not', from: /<published>/, to: '<pubDate>x</pubDate><published>' },
  ])(`$name${jing.note}`, async ({ from, to }) => {
    const bad = good.replace(from, to)

    expect(bad).not.toBe(good)
    expect(await atomFaults([bad])).not.toEqual([])
  })
})

test.each([
  { name: 'an item without an id', from: '"id":"tag:news.example,2026:1",', to: '' },
  { name: 'an item without a text', from: /"content_html":"[^"]*(?:\\"[^"]*)*",/, to: '' },
  { name: 'a date that is none', from: /"date_published":"[^"]*"/, to: '"date_published":"today"' },
  { name: 'a relative address', from: `"url":"${base}/`, to: '"url":"/' },
  { name: 'a key of the first version', from: '"title":"News', to: '"author":{"name":"A"},"title":"News' },
  { name: 'the first version', from: 'version/1.1', to: 'version/1' },
  { name: 'a language that is none', from: '"language":"ru"', to: '"language":"Russian?"' },
])('the JSON Feed schema refuses $name', ({ from, to }) => {
  const good = fillSlots(writeEdition(sampleEdition(), 'json'), 'json', fill)
  const bad = good.replace(from, to)

  expect(bad).not.toBe(good)
  expect(jsonFeedSchema.safeParse(JSON.parse(good)).success).toBe(true)
  expect(jsonFeedSchema.safeParse(JSON.parse(bad)).success).toBe(false)
})

describe('what the W3C service warns of', () => {
  const at = (format: 'rss' | 'atom') => {
    const paging = {
      self: `feeds/all-2.${format}`,
      current: `feeds/all.${format}`,
      previous: null,
      next: null,
    }
    const entries = [
      sampleEntry({ updatedMs: publishedMs + 1_000 }),
      sampleEntry({ id: 'tag:news.example,2026:2', sourceUrl: null }),
    ]
    const text = writeEdition(sampleEdition({ paging, contact: 'a@example.net', entries }), format)
    const url = `${base}/feeds/all-2.${format}`
    const contentType = `application/${format}+xml; charset=utf-8`
    return { format, url, contentType, text: fillSlots(text, format, fill) }
  }
  const inText = (from: string | RegExp, to: string) => (feed: ServedFeed) => ({
    ...feed,
    text: feed.text.replace(from, to),
  })
  const served = (contentType: string) => (feed: ServedFeed) => ({ ...feed, contentType })
  const bad: readonly { check: string; format: 'rss' | 'atom'; spoil: (feed: ServedFeed) => ServedFeed }[] = [
    { check: 'MissingElement', format: 'rss', spoil: inText(/<description>Everything<\/description>/, '') },
    { check: 'DuplicateElement', format: 'rss', spoil: inText('<ttl>', '<ttl>5</ttl><ttl>') },
    { check: 'UndefinedElement', format: 'rss', spoil: inText('<ttl>', '<age>1</age><ttl>') },
    { check: 'InvalidRFC2822Date', format: 'rss', spoil: inText(/<pubDate>[^<]*/, '<pubDate>2026-11-01') },
    { check: 'IncorrectDOW', format: 'rss', spoil: inText('<pubDate>Sun', '<pubDate>Mon') },
    {
      check: 'InvalidRFC3339Date',
      format: 'atom',
      spoil: inText(/<published>[^<]*/, '<published>2026-11-01'),
    },
    { check: 'InvalidLink', format: 'rss', spoil: inText(/<link>[^<]*a\/0/, '<link>a/0') },
    { check: 'InvalidHttpGUID', format: 'rss', spoil: inText('isPermaLink="false"', 'isPermaLink="true"') },
    { check: 'InvalidIRI', format: 'atom', spoil: inText('<id>tag:', '<id>') },
    { check: 'DuplicateIds', format: 'rss', spoil: inText('2026:2<', '2026:1<') },
    { check: 'InvalidLanguage', format: 'atom', spoil: inText('xml:lang="ru"', 'xml:lang="Русский"') },
    { check: 'InvalidContact', format: 'rss', spoil: inText('a@example.net (', 'somebody (') },
    { check: 'InvalidPositiveInteger', format: 'rss', spoil: inText('<ttl>10', '<ttl>ten') },
    { check: 'InvalidUpdatePeriod', format: 'atom', spoil: inText('>hourly<', '>often<') },
    { check: 'InvalidURLAttribute', format: 'rss', spoil: inText('<source url="https:', '<source url="') },
    {
      check: 'MissingSourceElement',
      format: 'atom',
      spoil: inText(/(<source><id>[^<]*<\/id>)<title>[^<]*<\/title>/, '$1'),
    },
    {
      check: 'MissingContentOrAlternate',
      format: 'atom',
      spoil: inText(/<link href="[^"]*a\/[^"]*"\/>/, ''),
    },
    { check: 'DuplicateAtomLink', format: 'atom', spoil: inText(/(<link rel="self"[^>]*>)/, '$1$1') },
    { check: 'MissingSelf', format: 'rss', spoil: inText(/<atom:link rel="self"[^>]*>/, '') },
    {
      check: 'SelfDoesntMatchLocation',
      format: 'rss',
      spoil: feed => ({ ...feed, url: `${base}/feeds/all.rss` }),
    },
    { check: 'MissingCurrentInArchive', format: 'atom', spoil: inText(/<link rel="current"[^>]*>/, '') },
    { check: 'FeedHistoryRelInEntry', format: 'atom', spoil: inText('rel="via"', 'rel="prev-archive"') },
    { check: 'UnregisteredAtomLinkRel', format: 'atom', spoil: inText('rel="via"', 'rel="mirror"') },
    { check: 'DuplicateUpdated', format: 'atom', spoil: inText(/(<entry[\s\S]*?<\/entry>)/, '$1$1') },
    {
      check: 'ImplausibleDate',
      format: 'rss',
      spoil: inText(/<pubDate>[^<]*/, '<pubDate>Thu, 01 Jan 1970 00:00:00 GMT'),
    },
    { check: 'CharacterData', format: 'rss', spoil: inText('<title>A', '<title>A &amp; B') },
    { check: 'ContainsHTML', format: 'rss', spoil: inText('>Anna<', '>&lt;b&gt;Anna&lt;/b&gt;<') },
    { check: 'ContainsRelRef', format: 'atom', spoil: inText('<p>At', '<p><a href="b.html">b</a>At') },
    { check: 'SecurityRisk', format: 'rss', spoil: inText('<p>At', '<script>1</script><p>At') },
    { check: 'SecurityRiskAttr', format: 'rss', spoil: inText('<p>At', '<p onclick="1">At') },
    {
      check: 'DuplicateItemSemantics',
      format: 'rss',
      spoil: inText('<source ', '<dc:source>x</dc:source><source '),
    },
    {
      check: 'NeedDescriptionBeforeContent',
      format: 'rss',
      spoil: inText(/(<description><!\[CDATA[\s\S]*?<\/description>)([\s\S]*?<\/content:encoded>)/, '$2$1'),
    },
    { check: 'MissingGuid', format: 'rss', spoil: inText(/<guid[\s\S]*?<\/guid>/, '') },
    { check: 'NotBlank', format: 'rss', spoil: inText('>Anna<', '> <') },
    {
      check: 'UnknownNamespace',
      format: 'atom',
      spoil: inText('<published>', '<x xmlns="urn:x">1</x><published>'),
    },
    { check: 'MissingEncoding', format: 'rss', spoil: inText(' encoding="utf-8"', '') },
    { check: 'EncodingMismatch', format: 'rss', spoil: served('application/rss+xml') },
    { check: 'UnexpectedContentType', format: 'atom', spoil: served('text/xml; charset=utf-8') },
    { check: 'BadCharacters', format: 'rss', spoil: inText('In short.', 'In \u0092short.') },
  ]

  test.each(['rss', 'atom'] as const)('is in no %s feed of ours', format => {
    expect(checkFeed(at(format))).toEqual([])
  })

  test.each(bad)('$check is found where it is ($format)', ({ check, format, spoil }) => {
    const good = at(format)
    const spoilt = spoil(good)

    expect(spoilt).not.toEqual(good)
    expect(checkFeed(spoilt).map(each => each.check)).toContain(check)
  })

  test('has a bad sample for each check', () => {
    expect(bad.map(each => each.check)).toEqual(feedChecks.map(each => each.name))
  })
})

describe('an archive of 1,000 articles in ten languages', () => {
  const documents: { readonly path: string; readonly contentType: string; readonly text: string }[] = []

  beforeAll(async () => {
    const room = await openReadingRoom({ site: { ...sampleSite, rights: 'Free', contact: 'a@example.net' } })
    for (let n = 1_000; n >= 1; n--) {
      const { words, ...where } = languages[n % languages.length] ?? { words: '' }
      const html = trustArchivedHtml(`<p>${words.replace(/[&<]/g, '').repeat(20)} ]]></p>`)
      const changes = { ...where, title: `${words} ${n}`, summary: words, tags: [words], html, text: `${n}` }
      await room.archive.put(sampleArticle(n, changes), { nowMs: sampleNowMs })
    }
    const app = createReadersApp(room)
    const slugs = (await room.archive.editions()).map(edition => edition.slug)
    const parts = (slug: string) => [
      '',
      '-light',
      ...Array.from({ length: slug === 'all' ? 21 : 3 }, (_, n) => `-${n + 1}`),
    ]
    for (const slug of slugs) {
      for (const part of parts(slug)) {
        for (const format of editionFormats) {
          const path = `/feeds/${slug}${part}.${format}`
          const answer = await app.fetch(new Request(`${base}${path}`))
          expect(answer.status, path).toBe(200)
          documents.push({
            path,
            contentType: answer.headers.get('content-type') ?? '',
            text: await answer.text(),
          })
        }
      }
    }
  }, 60_000)

  const withEnding = (format: string) => documents.filter(each => each.path.endsWith(`.${format}`))

  test('has feeds by the hundred', () => {
    expect(documents.length).toBeGreaterThan(200)
  })

  test.each(['rss', 'atom'] as const)('is without a fault in any %s document', format => {
    for (const { path, contentType, text } of withEnding(format)) {
      expect(checkFeed({ format, url: `${base}${path}`, contentType, text }), path).toEqual([])
    }
  })

  test.skipIf(jing.skip)(`is valid Atom throughout${jing.note}`, async () => {
    expect(await atomFaults(withEnding('atom').map(each => each.text))).toEqual([])
  })

  test('is valid JSON Feed throughout', () => {
    for (const { path, text } of withEnding('json')) {
      expect(jsonFeedSchema.safeParse(JSON.parse(text)).error?.issues ?? [], path).toEqual([])
    }
  })

  test('can be read from the subscription document back to the first article', () => {
    const byPath = new Map(documents.map(each => [`${base}${each.path}`, each.text]))
    const ids = new Set<string>()
    let next: string | undefined = `${base}/feeds/all.json`
    while (next !== undefined) {
      const page: { items: { id: string }[]; next_url?: string } = JSON.parse(
        byPath.get(next) ?? '{"items":[]}',
      )
      for (const { id } of page.items) ids.add(id)
      next = page.next_url
    }

    expect(ids.size).toBe(1_000)
    expect(readXml(byPath.get(`${base}/feeds/all.atom`) ?? '').children.length).toBeGreaterThan(50)
  })
})
