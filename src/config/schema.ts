import * as z from 'zod'
import { faultOfSelector } from '../core/article/extract/site-rules.ts'
import { isFreeSlug } from '../core/page/path.ts'
import { interfaceLanguages } from '../core/page/words.ts'
import { wordsOf } from '../core/search/words.ts'
import { parseProxy } from '../core/source/proxy.ts'
import type { Secret } from './secret.ts'

/** What a person needs to know about a key; the type, bounds and default are read from the schema itself. */
export interface KeyNote {
  readonly description: string
  /** What may stand here, in words, where the schema cannot tell. */
  readonly allowed?: string
  readonly unit?: string
  /** As it is written in the file. */
  readonly example?: string
  /** Never shown in an error. */
  readonly confidential?: boolean
}

export const keyNotes = z.registry<KeyNote>()

function note<Schema extends z.ZodType>(schema: Schema, keyNote: KeyNote): Schema {
  keyNotes.add(schema, keyNote)
  return schema
}

const idWords = 'lower-case letters, digits and inner hyphens, at most 63'
const id = () => z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/)
const port = () => z.int().min(0).max(65535)
const oneSelector = z
  .string()
  .trim()
  .min(1)
  .refine(text => faultOfSelector(text) === null)
const selector = (what: string, example: string) =>
  note(z.union([oneSelector, z.array(oneSelector).min(1)]).exactOptional(), {
    description: `Selects ${what}.`,
    allowed: "a CSS selector, or 'xpath:' and an expression of XPath 1.0, or a list of either",
    example,
  })

const secretValue = z.custom<Secret>(
  value =>
    z
      .strictObject({ kind: z.literal('secret'), name: z.string().min(1), file: z.string().exactOptional() })
      .safeParse(value).success,
)

// RFC 9110 §5.1: a field name is a token. §5.5: a value has no line break or other control character.
const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/)
const headerValue = z.union([z.string().regex(/^[^\u0000-\u0008\u000a-\u001f\u007f]*$/), secretValue])

const language = z
  .string()
  .refine(isLanguageTag)
  .transform(tag => Intl.getCanonicalLocales(tag)[0] ?? tag)

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** A host name as the Domain Name System has it: lower case, international names in their ASCII form. */
const hostName = z
  .string()
  // Whatever would make it more than a host is refused before the address parser could cut it off.
  .refine(text => !/[\s/\\:@?#%]/.test(text))
  .transform(text => (URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`).host : ''))
  .refine(host =>
    /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(
      host,
    ),
  )

const addressAndPort = z.string().refine(text => {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):([0-9]{1,5})$/.exec(text)
  if (match === null || Number(match[3]) > 65535 || Number(match[3]) < 1) return false
  return z.ipv6().safeParse(match[1]).success || z.ipv4().safeParse(match[2]).success
})

const webAddress = z.url({ protocol: /^https?$/ })
// Credentials in it would stand in the file.
const proxyValue = z.union([z.string().refine(text => parseProxy(text)?.credentials === null), secretValue])

const siteRules = () =>
  z.strictObject({
    body: selector(
      'the container, or the several containers, of the text; of a list, the first that finds any',
      `'article .text'`,
    ),
    title: selector('the headline', `'h1'`),
    byline: selector('the authors', `'.author-name'`),
    published: selector('the publishing date, as machines read it', `'time[datetime]'`),
    remove: selector('what is taken out of the text', `'.promo, .related'`),
    keep: selector('what stays in the text, whatever the general extraction takes it for', `'.timeline'`),
    notices: selector("the publisher's notices to readers, which stay with the article", `'.legal-notice'`),
    test: note(
      z
        .array(
          z.strictObject({
            url: note(z.url({ protocol: /^https?$/ }), {
              description: 'Address of an article.',
              allowed: 'an http or https address',
              example: `'https://news.example/a/1'`,
            }),
            contains: note(z.array(z.string().min(1)).default([]), {
              description: 'Texts that the article must hold.',
              allowed: 'list of texts',
              example: `['first words', 'last words']`,
            }),
          }),
        )
        .exactOptional(),
      { description: 'Pages by which `tamizdat sources check` finds out whether the rules still fit.' },
    ),
  })

const source = z.strictObject({
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

const ruleWords = z.array(z.string().refine(text => wordsOf(text).length > 0)).default([])
const ruleWordsAllowed = 'list of words or phrases with a letter in them'

const ownFeed = z.strictObject({
  id: note(id().refine(isFreeSlug), {
    description:
      'Names the feed in addresses (`/feeds/ID.rss`, `/ID.html`). Readers subscribe to it: do not change it later.',
    allowed: `${idWords}; no name of a page of ours, none that begins with source-, lang- or topic-, or ends with -light or a number`,
    example: `'iran-women'`,
  }),
  title: note(z.string().trim().min(1), {
    description: 'What readers see as its title.',
    allowed: 'text',
    example: `'Women in Iran'`,
  }),
  sources: note(z.array(id()).default([]), {
    description: 'Sources, one of which announced the article.',
    allowed: 'list of ids of sources',
    example: `['bbc-persian']`,
  }),
  topics: note(z.array(id()).default([]), {
    description: 'Topics, one of which the article has.',
    allowed: 'list of topics of sources',
    example: `['world', 'iran']`,
  }),
  languages: note(z.array(language).default([]), {
    description: 'Languages, one of which the article is in; `zh` stands for `zh-Hant` too.',
    allowed: 'list of language tags (BCP 47)',
    example: `['fa', 'ckb']`,
  }),
  include: note(ruleWords, {
    description:
      'Whole words or phrases, one of which stands in title or text, as the search would find them: in capitals or not, in any script.',
    allowed: ruleWordsAllowed,
    example: `['women', 'زنان', 'Islamic Republic']`,
  }),
  exclude: note(ruleWords.clone(), {
    description: 'Whole words or phrases, none of which does.',
    allowed: ruleWordsAllowed,
    example: `['football']`,
  }),
})

const mirror = z.strictObject({
  host: note(hostName, {
    description: 'A host name of yours that leads to this server.',
    allowed: 'a host name alone, without scheme, port or path',
    example: `'news.example.net'`,
  }),
  channel: note(id().default('public'), {
    description:
      'The public channel whose readers use it. Hosts of closed channels never stand in this file.',
    allowed: 'the id of a channel',
    example: `'public'`,
  }),
  state: note(z.enum(['live', 'standby']).default('standby'), {
    description:
      'How it starts: shown to readers, or held back until a rotation. Later changes are made by command.',
    example: `'live'`,
  }),
  provider: note(z.string().trim().min(1).exactOptional(), {
    description: 'Who hosts it; tells what would fall together.',
    allowed: 'text',
    example: `'hetzner'`,
  }),
})

const channel = z.strictObject({
  id: note(id(), {
    description: 'Names the channel in commands.',
    allowed: idWords,
    example: `'public'`,
  }),
  kind: note(z.enum(['public', 'mail', 'bot', 'partner', 'invite']).default('public'), {
    description: 'How readers learn of its mirrors; all but `public` are closed.',
    example: `'invite'`,
  }),
  audience: note(z.enum(['open', 'careful', 'offline']).exactOptional(), {
    description:
      'How much a reader risks. `open`: pages are kept for a minute, and there is a search. `careful`: nothing is kept on the device, nothing is offered that leaves a trace. `offline`: as `careful`, with the newest articles in one file to keep. Left out: `open` for a public channel, `careful` for a closed one.',
    example: `'careful'`,
  }),
  signatures: note(z.boolean().exactOptional(), {
    description:
      'Whether each article has its signature beside it (`/a/ID.sig`). A signature that is found on a device proves where its text came from: left out, it is there for an `open` audience only.',
    allowed: 'true or false',
    example: 'true',
  }),
  neutralTitle: note(z.string().trim().min(1).max(60).exactOptional(), {
    description:
      'Stands in the tab, the history and the bookmarks of the browser in place of every title. Pages have no icon in any case.',
    allowed: 'text',
    example: `'Notes'`,
  }),
  epub: note(z.boolean().default(false), {
    description: 'Offers an `offline` audience the newest articles as an EPUB too.',
    example: 'true',
  }),
  oneExchangePerConnection: note(z.boolean().default(false), {
    description:
      'Closes the connection after each answer, against networks that freeze one after some 16 KB.',
    example: 'true',
  }),
  groups: note(
    z
      .strictObject({
        size: note(z.int().min(1).max(100).default(10), {
          description: 'Invites that share one host at most; a block divides them.',
          unit: 'invites',
          example: '5',
        }),
        expectedAgents: note(z.number().min(0.001).max(0.5).default(0.05), {
          description: "The share of invites that you take to be the censor's, before anything is known.",
          example: '0.1',
        }),
        closes: note(z.boolean().default(true), {
          description:
            'Closes an invite that alone can have told, the third time. `false`: it only waits longer.',
          example: 'false',
        }),
      })
      .prefault({}),
    { description: 'How the readers of a closed channel are held in groups.' },
  ),
  rotation: note(
    z
      .strictObject({
        leadHours: note(z.int().min(1).max(2_160).default(48), {
          description:
            'How long an old host goes on beside the next one that was announced; it is not retired sooner.',
          unit: 'hours',
          example: '168',
        }),
        everyDays: note(z.int().min(1).max(3_650).exactOptional(), {
          description:
            'Age at which a live host is rotated out by itself, as long as a standby stays in reserve. Left out: by hand only.',
          unit: 'days',
          example: '30',
        }),
      })
      .prefault({}),
    { description: 'Planned rotations.' },
  ),
})

const vantagePoint = z.strictObject({
  id: note(
    id().refine(text => text !== 'here' && text !== 'ooni'),
    {
      description: 'Names the vantage point in measurements.',
      allowed: `${idWords}; not 'here' and not 'ooni'`,
      example: `'minsk'`,
    },
  ),
  region: note(z.string().regex(/^[A-Z]{2}$/), {
    description: 'The country whose network it stands in.',
    allowed: 'two capital letters (ISO 3166-1)',
    example: `'BY'`,
  }),
  proxy: note(proxyValue.exactOptional(), {
    description: 'A proxy in that network. Left out: probes leave this server straight.',
    allowed: `http://, https:// or socks5://host:port without user name and password, or secret('NAME')`,
    example: `secret('TAMIZDAT_MINSK')`,
    confidential: true,
  }),
  resolver: note(addressAndPort.exactOptional(), {
    description: 'A DNS server of that network, asked in place of the own one; only without a proxy.',
    allowed: 'an IP address with a port',
    example: `'192.0.2.53:53'`,
  }),
  canary: note(webAddress.exactOptional(), {
    description:
      'A page of somebody else that is surely reached from there. Where it is not, the vantage point is broken, and nothing is measured from it. Advised where a country has one vantage point only.',
    allowed: 'an http or https address',
    example: `'https://www.example.by/'`,
  }),
  group: note(z.string().trim().min(1).exactOptional(), {
    description:
      'Binds it for good to one group of a closed channel: it touches the host of that group, and no other host at all. Left out: it touches public hosts only.',
    allowed: 'the id of a group, from `tamizdat mirrors list`',
    example: `'k3v9x0m2qd'`,
  }),
})

/** The configuration as it is written. Strict everywhere: a misspelt key is an error and not a silent default. */
export const configSchema = z.strictObject({
  title: note(z.string().trim().min(1), {
    description: 'Title of the front page and of the feed of everything.',
    allowed: 'text',
    example: `'The Free Reader'`,
  }),
  description: note(z.string().trim().min(1).exactOptional(), {
    description: 'One sentence below the title.',
    allowed: 'text',
    example: `'Newsrooms that are blocked where you are'`,
  }),
  rights: note(z.string().trim().min(1).exactOptional(), {
    description: 'What may be done with the feeds, told to aggregators in each of them.',
    allowed: 'text',
    example: `'Articles belong to their publishers. Republication with attribution is welcome.'`,
  }),
  contact: note(z.union([z.email(), webAddress]).exactOptional(), {
    description: 'Whom an aggregator writes to; stands in every feed.',
    allowed: 'a mail address, or an http or https address of a page',
    example: `'feeds@example.net'`,
  }),
  reviewedLanguages: note(z.array(z.enum(interfaceLanguages)).default([]), {
    description:
      'Languages whose safety texts (src/core/page/words) somebody who speaks them has read for you. In those that nobody has read, they stand in English.',
    example: `['ru', 'be']`,
  }),
  sources: note(z.array(source).default([]), { description: 'The newsrooms that are followed.' }),
  feeds: note(z.array(ownFeed).default([]), {
    description:
      'Feeds of your own, narrowed by rules: an article that meets every condition is in it, of each list any one is enough.',
  }),
  sites: note(
    z
      .array(
        z.strictObject({
          host: note(
            z
              .string()
              .toLowerCase()
              .regex(/^\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/),
            {
              description:
                'Host of the pages, with or without `www.`; a leading dot stands for every host below it.',
              allowed: 'a host name',
              example: `'.news.example'`,
            },
          ),
          rules: note(siteRules(), { description: 'As the `rules` of a source, which come before them.' }),
        }),
      )
      .default([]),
    { description: 'Rules for the pages of a host, whichever source leads to it.' },
  ),
  siteConfigs: note(z.string().trim().min(1).exactOptional(), {
    description:
      "Folder of FiveFilters' site-config files (`HOST.txt`), read for hosts without rules in `sites`. From the folder of this file.",
    allowed: 'a folder name',
    example: `'ftr-site-config'`,
  }),
  mirrors: note(z.array(mirror).default([]), {
    description: 'Public host names that start the pool; from then on the archive knows how each stands.',
  }),
  channels: note(
    z
      .array(channel)
      .min(1)
      .prefault([{ id: 'public' }]),
    {
      description: 'The ways in which readers learn of mirrors.',
    },
  ),
  aggregators: note(
    z
      .strictObject({
        host: note(hostName.clone(), {
          description:
            'A host name of yours for aggregators alone. It is no mirror: it is never announced, named to readers or rotated, and answers with the public channel.',
          allowed: 'a host name alone, without scheme, port or path',
          example: `'feeds.example.net'`,
        }),
        hub: note(z.url({ protocol: /^https?$/ }).exactOptional(), {
          description: 'A WebSub hub that pushes the feeds of this host; it is told of every change.',
          allowed: 'an http or https address',
          example: `'https://hub.example.org/'`,
        }),
      })
      .exactOptional(),
    { description: 'Where aggregators read the feeds. Left out: at the public mirrors.' },
  ),
  store: note(
    z
      .strictObject({
        file: note(z.string().trim().min(1).default('data/tamizdat.db'), {
          description:
            'The archive: an SQLite database, made if it is not there. From the folder of this file.',
          allowed: 'a file name',
          example: `'/var/lib/tamizdat/archive.db'`,
        }),
      })
      .prefault({}),
    { description: 'Where articles are kept.' },
  ),
  limits: note(
    z
      .strictObject({
        maxBodyBytes: note(
          z
            .int()
            .min(1024)
            .max(256 * 1024 * 1024)
            .default(10 * 1024 * 1024),
          {
            description: 'Largest answer taken from a publisher, counted after decompression.',
            unit: 'bytes',
            example: '5_000_000',
          },
        ),
        timeoutSeconds: note(z.number().min(0.1).max(600).default(30), {
          description: 'Longest time for one request with all its redirects.',
          unit: 'seconds',
          example: '20',
        }),
        maxRedirects: note(z.int().min(0).max(20).default(5), {
          description: 'Redirects followed; each is checked like the first address.',
          unit: 'redirects',
          example: '3',
        }),
        allowPrivate: note(z.array(addressAndPort).default([]), {
          description:
            'Addresses that may be fetched though they are not public. Everything else on them stays refused.',
          allowed: 'list of exact IP addresses with a port',
          example: `['127.0.0.1:8090', '[::1]:8090']`,
        }),
      })
      .prefault({}),
    { description: 'What outgoing requests may cost and reach.' },
  ),
  signing: note(
    z
      .strictObject({
        key: note(secretValue, {
          description:
            'The Ed25519 private key that signs articles and the manifest (PKCS #8 in PEM); `tamizdat init` makes one.',
          allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
          example: `secret('TAMIZDAT_SIGNING_KEY', { file: 'keys/signing.key' })`,
          confidential: true,
        }),
        delegation: note(secretValue.exactOptional(), {
          description:
            "The root key's word for the signing key, as `tamizdat keygen --online` writes it. Left out, readers must know the signing key itself.",
          allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
          example: `secret('TAMIZDAT_DELEGATION', { file: 'keys/delegation.txt' })`,
        }),
      })
      .exactOptional(),
    { description: 'Left out, nothing is signed.' },
  ),
  server: note(
    z
      .strictObject({
        host: note(z.string().trim().min(1).default('127.0.0.1'), {
          description:
            "Address of the readers' listener; behind a front on the same machine the default is right.",
          allowed: 'an IP address or host name',
          example: `'0.0.0.0'`,
        }),
        port: note(port().default(8080), {
          description: "Port of the readers' listener; 0 takes any free one.",
          example: '3000',
        }),
        publicScheme: note(z.enum(['http', 'https']).default('https'), {
          description: 'Scheme of the addresses that readers see.',
          example: `'http'`,
        }),
        frontFiles: note(
          z
            .array(z.string().trim().min(1))
            .default([
              '/etc/caddy/Caddyfile',
              '/etc/nginx/nginx.conf',
              '/etc/nginx/conf.d/tamizdat.conf',
              '/var/log/caddy/access.log',
              '/var/log/nginx/access.log',
            ]),
          {
            description:
              'Configuration and logs of the front: `doctor` looks whether requests are written down there. Files that are not there are passed over.',
            allowed: 'list of file names',
            example: `['/etc/caddy/Caddyfile']`,
          },
        ),
        publicPort: note(z.int().min(1).max(65535).exactOptional(), {
          description: "Port of the addresses that readers see. Left out: the scheme's own.",
          example: '8443',
        }),
      })
      .prefault({}),
    { description: "The readers' listener." },
  ),
  operator: note(
    z
      .strictObject({
        host: note(z.string().trim().min(1).default('127.0.0.1'), {
          description: "Address of the operator's listener. Beyond loopback it needs a token.",
          allowed: 'an IP address or host name',
          example: `'127.0.0.1'`,
        }),
        port: note(port().default(8081), {
          description: "Port of the operator's listener; 0 takes any free one.",
          example: '3001',
        }),
        token: note(secretValue.exactOptional(), {
          description: 'Opens the dashboard and the API. Left out, both let nobody in.',
          allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
          example: `secret('TAMIZDAT_OPERATOR_TOKEN')`,
          confidential: true,
        }),
      })
      .prefault({}),
    { description: "The operator's listener: health, metrics, dashboard (`/admin`) and API (`/api/v1`)." },
  ),
  edge: note(
    z
      .strictObject({
        plan: note(z.enum(['free', 'paid']).default('free'), {
          description: 'The plan of the account, by whose limits the work is cut: docs/edge-limits.md.',
          example: `'paid'`,
        }),
        operatorHost: note(hostName.exactOptional(), {
          description:
            "Host name of the operator's app, which answers only to the bearer token of `operator.token`. Left out, there is none.",
          allowed: 'a host name alone, which is no mirror',
          example: `'desk.example.org'`,
        }),
      })
      .prefault({}),
    { description: 'What counts on Cloudflare Workers alone.' },
  ),
  mailResponder: note(
    z
      .strictObject({
        server: note(secretValue, {
          description:
            'The mail server that answers go out by: `smtps://user:password@host`, or `smtp://host:587`.',
          allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
          example: `secret('TAMIZDAT_RESPONDER', { file: 'keys/responder.url' })`,
          confidential: true,
        }),
        from: note(z.email(), {
          description: 'The address that readers write to, and that answers come from.',
          allowed: 'a mail address',
          example: `'ask@example.net'`,
        }),
      })
      .exactOptional(),
    {
      description:
        'Lets `answer-mail` answer; left out, it refuses. What it costs readers: docs/guide/mail-responder.md.',
    },
  ),
  notices: note(
    z
      .strictObject({
        webhook: note(secretValue.exactOptional(), {
          description:
            'Address that notices are posted to as JSON (`subject`, `lines`, `text`). It is reached directly, not through `proxy`.',
          allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
          example: `secret('TAMIZDAT_WEBHOOK')`,
          confidential: true,
        }),
        mail: note(
          z
            .strictObject({
              server: note(secretValue, {
                description: 'The mail server: `smtps://user:password@host`, or `smtp://host:587`.',
                allowed: `secret('NAME') or secret('NAME', { file: '…' })`,
                example: `secret('TAMIZDAT_SMTP', { file: 'keys/smtp.url' })`,
                confidential: true,
              }),
              from: note(z.email(), {
                description: 'Sender of notices.',
                allowed: 'a mail address',
                example: `'mirrors@example.net'`,
              }),
              to: note(z.array(z.email()).min(1), {
                description: 'Who gets them. A mail ties this server to the box that it goes to.',
                allowed: 'list of mail addresses',
                example: `['desk@example.org']`,
              }),
            })
            .exactOptional(),
          { description: 'Notices by mail.' },
        ),
      })
      .prefault({}),
    {
      description:
        'Whom `serve` tells, at most once an hour and all in one, that a source is silent or poor, a mirror blocked, the reserve low, a key, certificate or domain about to end. No closed host and no prefix stands in it.',
    },
  ),
  proxy: note(proxyValue.exactOptional(), {
    description:
      'Proxy for all outgoing requests. It resolves the names, so that only its own address, IP addresses and redirects are guarded; where its address is not public, `limits.allowPrivate` has to name it.',
    allowed: `http://, https:// or socks5://host:port without user name and password, or secret('NAME')`,
    example: `secret('TAMIZDAT_PROXY')`,
    confidential: true,
  }),
  where: note(
    z
      .strictObject({
        host: note(z.string().trim().min(1).default('127.0.0.1'), {
          description: 'Address of the listener where the holder of a secret asks for the present address.',
          allowed: 'an IP address or host name',
          example: `'127.0.0.1'`,
        }),
        port: note(port(), {
          description: 'Its port; 0 takes any free one.',
          example: '8082',
        }),
        perMinute: note(z.int().min(1).max(10_000).default(30), {
          description: 'Questions answered in a minute, whoever asks; more are refused.',
          unit: 'questions',
          example: '100',
        }),
      })
      .exactOptional(),
    {
      description:
        'A small form on a listener of its own, for a mail responder or bot that you run. Left out, there is none.',
    },
  ),
  addressList: note(
    z
      .strictObject({
        file: note(z.string().trim().min(1), {
          description:
            'Where the list is written, for you to put in a public place. From the folder of this file.',
          allowed: 'a file name',
          example: `'public/list.txt'`,
        }),
        slots: note(z.int().min(16).max(100_000).default(1_024), {
          description:
            'Slots of the list, never changed: more than you will ever have invites. A slot is 327 bytes.',
          unit: 'slots',
          example: '4096',
        }),
        everyHours: note(z.int().min(1).max(168).default(24), {
          description: 'How often it is written anew, whether or not anything changed.',
          unit: 'hours',
          example: '6',
        }),
      })
      .exactOptional(),
    {
      description:
        'The public encrypted list: with a secret and `tamizdat where SECRET --list FILE` a reader finds the present address. Left out, there is none.',
    },
  ),
  vantagePoints: note(z.array(vantagePoint).default([]), {
    description: 'The networks from which mirrors are probed.',
  }),
  probing: note(
    z
      .strictObject({
        everyMinutes: note(z.int().min(5).max(1_440).default(60), {
          description: 'How often `serve` probes, where there are vantage points.',
          unit: 'minutes',
          example: '30',
        }),
        decides: note(z.boolean().default(true), {
          description:
            'Whether a block that is found is recorded, so that groups split and a public host is rotated out. `false`: it is only reported.',
          example: 'false',
        }),
        ooni: note(
          z
            .strictObject({
              regions: note(z.array(z.string().regex(/^[A-Z]{2}$/)).min(1), {
                description: 'The countries that are asked about.',
                allowed: 'list of two capital letters each (ISO 3166-1)',
                example: `['BY', 'RU']`,
              }),
              address: note(webAddress.default('https://api.ooni.org/'), {
                description: 'Where its interface stands.',
                allowed: 'an http or https address',
                example: `'https://api.ooni.org/'`,
              }),
            })
            .exactOptional(),
          {
            description:
              "Asks OONI's public data once a day what volunteers saw of public hosts, which names these to OONI. Left out: it is not asked.",
          },
        ),
      })
      .prefault({}),
    { description: 'How mirrors are probed.' },
  ),
  userAgent: note(
    z
      .string()
      .trim()
      .regex(/^[\u0020-\u007e]+$/)
      .default('Mozilla/5.0 (compatible; tamizdat/0.1)'),
    {
      description: 'How the fetcher names itself to publishers.',
      allowed: 'printable ASCII',
      example: `'Mozilla/5.0 (compatible; ExampleReader/1.0; +https://example.net/)'`,
    },
  ),
})

/** What `defineConfig` takes. */
export type ConfigInput = z.input<typeof configSchema>

/** The configuration after the schema, with its defaults. */
export type ParsedConfig = z.output<typeof configSchema>
