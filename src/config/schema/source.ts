import * as z from 'zod'
import { note } from './key-note.ts'
import { siteRules } from './site-rules.ts'
import { headerName, headerValue, id, idWords, language, proxyValue, webAddress } from './values.ts'

const patterns = () => z.array(z.string().regex(/^(?:\/|\*|https?:)/)).default([])
const patternWords =
  'list of patterns, `*` for anything: a path with its query (`/news/*`), or a whole address (`https://www.example.org/*`)'

/** Addresses that are taken, and others that are not. */
const addressRule = (includeExample: string, excludeExample: string) =>
  z
    .strictObject({
      include: note(patterns(), {
        description: 'Addresses that are taken. Empty: all.',
        allowed: patternWords,
        example: includeExample,
      }),
      exclude: note(patterns(), {
        description: 'Addresses that are not taken.',
        allowed: patternWords,
        example: excludeExample,
      }),
    })
    .prefault({})

export const source = z.strictObject({
  id: note(id(), {
    description:
      'Names the source in addresses (`/feeds/source-ID.rss`) and commands. Do not change it later.',
    allowed: idWords,
    example: `'bbc-persian'`,
  }),
  name: note(z.string().trim().min(1), {
    description: 'What readers see as the publisher.',
    allowed: 'text',
    example: `'BBC Persian'`,
  }),
  feeds: note(z.array(z.url({ protocol: /^https?$/ })).default([]), {
    description:
      'Addresses of feeds (RSS, RDF, Atom, JSON Feed), sitemaps or indexes of sitemaps, pulled in this order. Of a sitemap the newest 200 articles are followed, of an index the newest three sitemaps.',
    allowed: 'http or https addresses; at least one here or in pages',
    example: `['https://feeds.bbci.co.uk/persian/rss.xml']`,
  }),
  website: note(webAddress.exactOptional(), {
    description:
      "The publisher's own front page, which feeds name as the source. Left out: the host of the first feed.",
    allowed: 'an http or https address',
    example: `'https://www.bbc.com/persian'`,
  }),
  rights: note(z.string().trim().min(1).exactOptional(), {
    description:
      'Whose the articles are and what may be done with them; stands in every feed. Left out: © and the name.',
    allowed: 'text',
    example: `'© BBC. Republication with attribution is allowed.'`,
  }),
  pages: note(
    z
      .array(
        z.strictObject({
          url: note(z.url({ protocol: /^https?$/ }), {
            description: 'Address of a page that lists articles.',
            allowed: 'an http or https address',
            example: `'https://www.example.org/news'`,
          }),
          links: note(z.string().trim().min(1), {
            description:
              'Selects the links to articles, or the teasers that hold a link and perhaps a `<time datetime>`. Try it out with `tamizdat parse URL --links SELECTOR`.',
            allowed: 'a CSS selector',
            example: `'main h2 a'`,
          }),
        }),
      )
      .default([]),
    {
      description:
        'Pages that list articles, for a publisher without a feed; entries in the order of the page.',
    },
  ),
  entries: note(addressRule(`['/news/*']`, `['*/video/*', '/sport/*']`), {
    description:
      'Which articles are followed, by their addresses: those that fit one of `include`, or all where it is empty, and none of `exclude`. Others are not taken, from whatever feed, sitemap or page.',
  }),
  sitemaps: note(addressRule(`['*/sitemap-news-*']`, `['*video*', '*image*']`), {
    description: 'Which of the sitemaps that an index names are asked for; of these the newest three.',
  }),
  language: note(language, {
    description: 'Language of the articles where page and feed do not say.',
    allowed: 'a language tag (BCP 47)',
    example: `'fa'`,
  }),
  topic: note(id().exactOptional(), {
    description: 'Topic of every article of the source; stands in `/feeds/topic-SLUG.rss`.',
    allowed: idWords,
    example: `'world'`,
  }),
  topics: note(z.array(id()).default([]), {
    description: 'Further topics.',
    allowed: `list; each ${idWords}`,
    example: `['world', 'iran']`,
  }),
  fullText: note(z.enum(['page', 'feed']).default('page'), {
    description: 'Where the text comes from: the page behind each entry, or the feed itself.',
    example: `'feed'`,
  }),
  everyMinutes: note(
    z
      .strictObject({
        min: note(z.int().min(1).max(10_080).default(15), {
          description: 'Shortest pause between two pulls; a busy source is pulled this often.',
          unit: 'minutes',
          example: '10',
        }),
        max: note(z.int().min(1).max(10_080).default(240), {
          description: 'Longest pause between two pulls; a quiet source is pulled this seldom.',
          unit: 'minutes',
          example: '120',
        }),
      })
      .prefault({}),
    { description: 'How often the source is pulled; it finds its own pace in between.' },
  ),
  politeness: note(
    z
      .strictObject({
        concurrency: note(z.int().min(1).max(16).default(1), {
          description: 'Requests to one host at a time.',
          unit: 'requests',
          example: '2',
        }),
        delaySeconds: note(z.number().min(0).max(3600).default(1), {
          description: 'Pause between two requests to one host; the real one varies by half.',
          unit: 'seconds',
          example: '2.5',
        }),
      })
      .prefault({}),
    { description: "How gently the publisher's server is asked." },
  ),
  headers: note(z.record(headerName, headerValue).default({}), {
    description: "Request headers for this source, for instance a pass for the publisher's firewall.",
    allowed: `header names with text or secret('NAME')`,
    example: `{ 'x-pass': secret('BBC_PASS') }`,
    confidential: true,
  }),
  proxy: note(z.union([z.literal('none'), proxyValue]).exactOptional(), {
    description:
      "Proxy for this source's requests, in place of the one for all. It resolves the names, so that only its own address, IP addresses and redirects are guarded.",
    allowed: `'none', http://, https:// or socks5://host:port without user name and password, or secret('NAME')`,
    example: `'socks5://127.0.0.1:9050'`,
    confidential: true,
  }),
  rules: note(siteRules().prefault({}), {
    description: "Selectors for this publisher's pages, where the general extraction needs help.",
  }),
  recheck: note(
    z
      .strictObject({
        days: note(z.int().min(1).max(365).default(7), {
          description: 'How old an article may be.',
          unit: 'days',
          example: '30',
        }),
        perPull: note(z.int().min(0).max(50).default(2), {
          description:
            'Pages looked at in one pull, those unseen for longest first; each about four times in a week. 0 looks at none.',
          unit: 'pages',
          example: '5',
        }),
      })
      .prefault({}),
    {
      description:
        'Recent articles whose pages are looked at again: for corrections that the feed does not tell of, and for articles that were taken down.',
    },
  ),
  maxNewArticles: note(z.int().min(1).max(1000).default(50), {
    description: 'New articles taken in one pull; the rest wait for the next.',
    unit: 'articles',
    example: '20',
  }),
})
