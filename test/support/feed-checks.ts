import { childrenOf, readXml, textOf, type XmlElement } from './xml-tree.ts'

/** One of our RSS or Atom documents as it is served. */
export interface ServedFeed {
  readonly format: 'rss' | 'atom'
  /** Where it was found. */
  readonly url: string
  readonly contentType: string
  readonly text: string
}

interface ReadFeed extends ServedFeed {
  readonly root: XmlElement
  /** `channel` or `feed`. */
  readonly head: XmlElement
  readonly entries: readonly XmlElement[]
}

export interface FeedCheck {
  /** As the W3C feed validation service's documentation calls it. */
  readonly name: string
  readonly format: 'rss' | 'atom' | 'both'
  /** What is wrong, a few words for each. */
  readonly faults: (feed: ReadFeed) => readonly string[]
}

const atom = 'http://www.w3.org/2005/Atom'
const isoDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/
const mailDate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/
const languageTag = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/
const knownNamespaces = [
  atom,
  'http://purl.org/dc/elements/1.1/',
  'http://purl.org/rss/1.0/modules/content/',
  'http://purl.org/rss/1.0/modules/syndication/',
  'http://purl.org/syndication/history/1.0',
]
const rssNames = {
  channel:
    'title link description language copyright webMaster lastBuildDate docs ttl category item atom:link atom:author sy:updatePeriod sy:updateFrequency fh:archive',
  item: 'title link guid pubDate description content:encoded category source dc:creator dc:language dc:rights dc:source atom:link atom:updated',
}

const oneOf = [
  'title',
  'link',
  'description',
  'language',
  'copyright',
  'webMaster',
  'lastBuildDate',
  'docs',
  'ttl',
]
const oneOfEntry = ['title', 'guid', 'pubDate', 'description', 'content:encoded', 'source', 'id', 'updated']

/** What the W3C service calls errors, then what it calls warnings, as far as they can be about a feed like ours. */
export const feedChecks: readonly FeedCheck[] = [
  {
    name: 'MissingElement',
    format: 'both',
    faults: ({ format, head, entries }) => [
      ...missing(head, format === 'rss' ? ['title', 'link', 'description'] : ['id', 'title', 'updated']),
      ...entries.flatMap(entry =>
        missing(entry, format === 'rss' ? ['title'] : ['id', 'title', 'updated', 'author']),
      ),
    ],
  },
  {
    name: 'DuplicateElement',
    format: 'both',
    faults: ({ head, entries, format }) => [
      ...repeated(head, format === 'rss' ? oneOf : ['id', 'title', 'updated', 'subtitle', 'rights']),
      ...entries.flatMap(entry =>
        repeated(entry, [...oneOfEntry, ...(format === 'rss' ? ['link'] : ['content'])]),
      ),
    ],
  },
  {
    name: 'UndefinedElement',
    format: 'rss',
    faults: ({ head, entries }) => [
      ...undefinedIn(head, rssNames.channel),
      ...entries.flatMap(entry => undefinedIn(entry, rssNames.item)),
    ],
  },
  {
    name: 'InvalidRFC2822Date',
    format: 'rss',
    faults: feed => datesOf(feed, ['lastBuildDate', 'pubDate']).filter(date => !mailDate.test(date)),
  },
  {
    name: 'IncorrectDOW',
    format: 'rss',
    faults: feed =>
      datesOf(feed, ['lastBuildDate', 'pubDate']).filter(date => new Date(date).toUTCString() !== date),
  },
  {
    name: 'InvalidRFC3339Date',
    format: 'both',
    faults: feed =>
      datesOf(feed, feed.format === 'atom' ? ['updated', 'published'] : ['atom:updated']).filter(
        date => !isoDate.test(date) || Number.isNaN(Date.parse(date)),
      ),
  },
  {
    name: 'InvalidLink',
    format: 'both',
    faults: feed => linksOf(feed).filter(link => !/^https?:\/\/[^\s/]+\//.test(link) || !URL.canParse(link)),
  },
  {
    name: 'InvalidHttpGUID',
    format: 'rss',
    faults: ({ entries }) =>
      entries
        .flatMap(entry => childrenOf(entry, 'guid'))
        .filter(guid => guid.attributes['isPermaLink'] !== 'false' && !/^https?:/.test(guid.text))
        .map(guid => guid.text),
  },
  {
    name: 'InvalidIRI',
    format: 'atom',
    faults: ({ head, entries }) =>
      [head, ...entries]
        .map(each => textOf(each, 'id') ?? '')
        .filter(id => !/^[a-z][a-z0-9+.-]*:\S+$/i.test(id)),
  },
  {
    name: 'DuplicateIds',
    format: 'both',
    faults: ({ entries }) => twice(entries.map(entry => textOf(entry, 'id') ?? textOf(entry, 'guid') ?? '')),
  },
  {
    name: 'InvalidLanguage',
    format: 'both',
    faults: ({ root, head, entries }) =>
      [
        root.attributes['xml:lang'],
        textOf(head, 'language'),
        ...entries.flatMap(entry => [entry.attributes['xml:lang'], textOf(entry, 'dc:language')]),
      ].filter((tag): tag is string => typeof tag === 'string' && !languageTag.test(tag)),
  },
  {
    name: 'InvalidContact',
    format: 'rss',
    faults: ({ head }) =>
      childrenOf(head, 'webMaster')
        .map(each => each.text)
        .filter(text => !/^[^\s@()]+@[^\s@()]+ \([^)]+\)$/.test(text)),
  },
  {
    name: 'InvalidPositiveInteger',
    format: 'rss',
    faults: ({ head }) =>
      childrenOf(head, 'ttl')
        .map(each => each.text)
        .filter(text => !/^[1-9]\d*$/.test(text)),
  },
  {
    name: 'InvalidUpdatePeriod',
    format: 'both',
    faults: ({ head }) =>
      childrenOf(head, 'sy:updatePeriod')
        .map(each => each.text)
        .filter(text => !/^(?:hourly|daily|weekly|monthly|yearly)$/.test(text)),
  },
  {
    name: 'InvalidURLAttribute',
    format: 'rss',
    faults: ({ entries }) =>
      entries
        .flatMap(entry => childrenOf(entry, 'source'))
        .map(source => source.attributes['url'] ?? '')
        .filter(url => !URL.canParse(url)),
  },
  {
    name: 'MissingSourceElement',
    format: 'atom',
    faults: ({ entries }) =>
      entries
        .flatMap(entry => childrenOf(entry, 'source'))
        .flatMap(source => missing(source, ['id', 'title', 'updated'])),
  },
  {
    name: 'MissingContentOrAlternate',
    format: 'atom',
    faults: ({ entries }) =>
      entries
        .filter(entry => linksFrom(entry, 'alternate').length !== 1)
        .map(() => 'an entry without its page'),
  },
  {
    name: 'DuplicateAtomLink',
    format: 'both',
    faults: ({ head, entries, format }) =>
      [head, ...entries].flatMap(each =>
        twice(
          childrenOf(each, format === 'rss' ? 'atom:link' : 'link').map(
            link => link.attributes['rel'] ?? 'alternate',
          ),
        ),
      ),
  },
  {
    name: 'MissingSelf',
    format: 'both',
    faults: ({ head }) => (linksFrom(head, 'self').length === 1 ? [] : ['no link to itself']),
  },
  {
    name: 'SelfDoesntMatchLocation',
    format: 'both',
    faults: ({ head, url }) => linksFrom(head, 'self').filter(href => href !== url),
  },
  {
    name: 'MissingCurrentInArchive',
    format: 'both',
    faults: ({ head }) =>
      childrenOf(head, 'fh:archive').length > 0 && linksFrom(head, 'current').length === 0
        ? ['no current']
        : [],
  },
  {
    name: 'FeedHistoryRelInEntry',
    format: 'both',
    faults: ({ entries }) =>
      entries.flatMap(entry =>
        ['current', 'prev-archive', 'next-archive'].flatMap(rel => linksFrom(entry, rel)),
      ),
  },
  {
    name: 'UnregisteredAtomLinkRel',
    format: 'both',
    faults: ({ head, entries, format }) =>
      [head, ...entries]
        .flatMap(each => childrenOf(each, format === 'rss' ? 'atom:link' : 'link'))
        .map(link => link.attributes['rel'] ?? 'alternate')
        .filter(rel => !/^(?:alternate|self|via|current|prev-archive|next-archive|hub)$/.test(rel)),
  },
  {
    name: 'DuplicateUpdated',
    format: 'atom',
    faults: ({ entries }) =>
      twice(entries.map(entry => `${textOf(entry, 'id')} ${textOf(entry, 'updated')}`)),
  },
  {
    name: 'ImplausibleDate',
    format: 'both',
    faults: feed =>
      datesOf(feed, ['lastBuildDate', 'pubDate', 'updated', 'published']).filter(date => {
        const year = new Date(date).getUTCFullYear()
        return year < 1980 || year > 2100
      }),
  },
  {
    name: 'CharacterData',
    format: 'rss',
    faults: ({ text }) =>
      [...text.matchAll(/<title>([^<]*)<\/title>/g)]
        .map(match => match[1] ?? '')
        .filter(title => /&(?:amp|lt);/.test(title)),
  },
  {
    name: 'ContainsHTML',
    format: 'rss',
    faults: ({ head, entries }) =>
      [textOf(head, 'title'), ...entries.map(entry => textOf(entry, 'dc:creator'))].filter(
        (text): text is string => text !== null && /<\/?[a-z][^>]*>/i.test(text),
      ),
  },
  {
    name: 'ContainsRelRef',
    format: 'both',
    faults: feed =>
      markupOf(feed).flatMap(markup =>
        [...markup.matchAll(/\s(?:href|src)="([^"]*)"/g)]
          .map(match => match[1] ?? '')
          .filter(href => !/^(?:https?:|mailto:|#)/.test(href)),
      ),
  },
  {
    name: 'SecurityRisk',
    format: 'both',
    faults: feed =>
      markupOf(feed).flatMap(
        markup => markup.match(/<(?:script|iframe|object|embed|meta|style|form|base|applet)\b/gi) ?? [],
      ),
  },
  {
    name: 'SecurityRiskAttr',
    format: 'both',
    faults: feed =>
      markupOf(feed).flatMap(markup => markup.match(/<[a-z][^>]*\s(?:on\w+|style|srcdoc)\s*=/gi) ?? []),
  },
  {
    name: 'DuplicateItemSemantics',
    format: 'rss',
    faults: ({ entries }) =>
      entries
        .filter(entry => has(entry, 'source') && has(entry, 'dc:source'))
        .map(() => 'source and dc:source'),
  },
  {
    name: 'NeedDescriptionBeforeContent',
    format: 'rss',
    faults: ({ entries }) =>
      entries
        .map(entry => entry.children.map(child => child.name))
        .filter(
          names =>
            names.includes('content:encoded') &&
            names.indexOf('description') > names.indexOf('content:encoded'),
        )
        .map(() => 'content:encoded stands first'),
  },
  {
    name: 'MissingGuid',
    format: 'rss',
    faults: ({ entries }) => entries.flatMap(entry => missing(entry, ['guid'])),
  },
  {
    name: 'NotBlank',
    format: 'both',
    faults: ({ head, entries }) =>
      [head, ...entries]
        .flatMap(each => each.children)
        .filter(
          ({ name, text, attributes }) =>
            text.trim() === '' && Object.keys(attributes).length === 0 && name !== 'fh:archive',
        )
        .map(({ name }) => `${name} is empty`),
  },
  {
    name: 'UnknownNamespace',
    format: 'both',
    faults: ({ root }) =>
      namespacesOf(root).filter(namespace => namespace !== '' && !knownNamespaces.includes(namespace)),
  },
  {
    name: 'MissingEncoding',
    format: 'both',
    faults: ({ text }) =>
      text.startsWith('<?xml version="1.0" encoding="utf-8"?>') ? [] : ['no declaration'],
  },
  {
    name: 'EncodingMismatch',
    format: 'both',
    faults: ({ contentType }) => (/; charset=utf-8$/.test(contentType) ? [] : [contentType]),
  },
  {
    name: 'UnexpectedContentType',
    format: 'both',
    faults: ({ contentType, format }) =>
      contentType.startsWith(`application/${format}+xml`) ? [] : [contentType],
  },
  {
    name: 'BadCharacters',
    format: 'both',
    faults: ({ text }) => text.match(/[\u0080-\u009f\ufffd]/g) ?? [],
  },
]

/** What is wrong with a feed, each fault with the name of its check. */
export function checkFeed(feed: ServedFeed): readonly { readonly check: string; readonly fault: string }[] {
  const root = readXml(feed.text)
  const head = feed.format === 'rss' ? (childrenOf(root, 'channel')[0] ?? root) : root
  const read = { ...feed, root, head, entries: childrenOf(head, feed.format === 'rss' ? 'item' : 'entry') }
  return feedChecks
    .filter(check => check.format === 'both' || check.format === feed.format)
    .flatMap(check => check.faults(read).map(fault => ({ check: check.name, fault })))
}

function missing(element: XmlElement, names: readonly string[]): readonly string[] {
  return names.filter(name => !has(element, name)).map(name => `${element.name} has no ${name}`)
}

function has(element: XmlElement, name: string): boolean {
  return childrenOf(element, name).length > 0
}

function repeated(element: XmlElement, names: readonly string[]): readonly string[] {
  return names.filter(name => childrenOf(element, name).length > 1).map(name => `${name} stands twice`)
}

function undefinedIn(element: XmlElement, names: string): readonly string[] {
  const known = names.split(' ')
  return element.children.map(child => child.name).filter(name => !known.includes(name))
}

function datesOf({ head, entries }: ReadFeed, names: readonly string[]): readonly string[] {
  return [head, ...entries].flatMap(each =>
    names.flatMap(name => childrenOf(each, name).map(date => date.text)),
  )
}

function linksFrom(element: XmlElement, rel: string): readonly string[] {
  return element.children
    .filter(child => child.namespace === atom && child.name.endsWith('link'))
    .filter(link => (link.attributes['rel'] ?? 'alternate') === rel)
    .map(link => link.attributes['href'] ?? '')
}

function linksOf({ head, entries, format }: ReadFeed): readonly string[] {
  return [head, ...entries].flatMap(each => [
    ...(format === 'rss' ? childrenOf(each, 'link').map(link => link.text) : []),
    ...['alternate', 'self', 'via', 'current', 'prev-archive', 'next-archive'].flatMap(rel =>
      linksFrom(each, rel),
    ),
  ])
}

function markupOf({ entries }: ReadFeed): readonly string[] {
  return entries.flatMap(entry =>
    ['content:encoded', 'description', 'content', 'summary'].flatMap(name => textOf(entry, name) ?? []),
  )
}

function namespacesOf(element: XmlElement): readonly string[] {
  return [element.namespace, ...element.children.flatMap(namespacesOf)]
}

function twice(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) < index)
}
