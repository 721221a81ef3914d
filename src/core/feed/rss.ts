import type { Extension } from 'feed'
import { cleanEdition, cleanEntry } from './clean-edition.ts'
import type { Edition, EditionEntry } from './edition.ts'
import { authorsOf, cutElement, feedItem, feedOfOne, isFromElsewhere } from './entry-markup.ts'
import {
  archiveLinks,
  expectedRate,
  feedFrame,
  historyNamespace,
  isArchiveDocument,
  syndicationNamespace,
} from './feed-frame.ts'
import { addressOf } from './slots.ts'
import { keepReferences } from './xml-text.ts'

// Readers that honour it wait so many minutes; the same as the feeds' max-age.
const ttlMinutes = 10

/** An edition as RSS 2.0 with full text (content:encoded), Dublin Core and archive links (RFC 5005). */
export function writeRss(edition: Edition): string {
  const clean = cleanEdition(edition)
  const document = writeFrame(clean)
  const end = document.lastIndexOf('\n    </channel>')
  const items = clean.entries.map(entry => `\n        ${writeItem(entry)}`)
  return document.slice(0, end) + items.join('') + document.slice(end)
}

/** One entry as an RSS item, for a document that declares the namespaces of `writeRss`. */
export function writeRssEntry(entry: EditionEntry): string {
  return writeItem(cleanEntry(entry))
}

function writeFrame(edition: Edition): string {
  const feed = feedFrame(edition, 'rss')
  feed.options.docs = 'https://www.rssboard.org/rss-specification'
  feed.options.ttl = ttlMinutes
  if (edition.language !== null) feed.options.language = edition.language
  const self = { rel: 'self', href: addressOf(edition.paging.self), type: 'application/rss+xml' }
  feed.addExtension(
    repeated(
      'atom:link',
      [self, ...archiveLinks(edition)].map(link => ({ _attributes: link })),
    ),
  )
  if (isArchiveDocument(edition)) feed.addExtension({ name: 'fh:archive', objects: {} })
  for (const [name, text] of Object.entries(expectedRate)) feed.addExtension(element(name, text))
  if (edition.contact !== null) feed.addExtension(contactElement(edition.contact, edition.title))
  // `feed` declares only what it writes itself.
  const document = feed
    .rss2()
    .replace(
      '<rss version="2.0"',
      `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:fh="${historyNamespace}" xmlns:sy="${syndicationNamespace}"`,
    )
  return withPlainTitle(document)
}

function contactElement(contact: string, title: string): Extension {
  // RSS 2.0: a person is a mail address, with a name in brackets.
  if (contact.includes('@')) return element('webMaster', `${contact} (${title})`)
  const author = {
    'atom:name': { _text: keepReferences(title) },
    'atom:uri': { _text: keepReferences(contact) },
  }
  return { name: 'atom:author', objects: author }
}

/** The first title in a form that readers who take it for markup and those who do not read alike (RSS best practices). */
function withPlainTitle(xml: string): string {
  return xml.replace(/<title>[^<]*/, title =>
    title.replaceAll('&amp;', '&#x26;').replaceAll('&lt;', '&#x3C;'),
  )
}

function writeItem(entry: EditionEntry): string {
  const extensions = [
    // A title is plain text here, and `feed` would write it as CDATA, which no `]]>` may be in.
    element('title', entry.title),
    repeated(
      'dc:creator',
      authorsOf(entry).map(name => ({ _text: keepReferences(name) })),
    ),
    element('dc:language', entry.language),
    ...(isFromElsewhere(entry) ? sourceElements(entry) : []),
    ...(entry.rights === null ? [] : [element('dc:rights', entry.rights)]),
    ...(entry.updatedMs === entry.publishedMs
      ? []
      : [element('atom:updated', new Date(entry.updatedMs).toISOString())]),
  ]
  const category = entry.categories.map(name => ({ name: keepReferences(name) }))
  const feed = feedOfOne({
    ...feedItem(entry),
    guid: keepReferences(entry.id),
    category,
    extensions,
  })
  return withPlainTitle(cutElement(feed.rss2(), 'item'))
}

/** Who published it, and where. `source` needs an address; both forms at once would say it twice. */
function sourceElements({ sourceName, sourceUrl, originalUrl }: EditionEntry): readonly Extension[] {
  const attribute = (url: string) => url.replaceAll('&', '&amp;')
  const via =
    originalUrl === null
      ? []
      : [{ name: 'atom:link', objects: { _attributes: { rel: 'via', href: attribute(originalUrl) } } }]
  if (sourceUrl === null) return [element('dc:source', sourceName), ...via]
  const source = { _attributes: { url: attribute(sourceUrl) }, _text: keepReferences(sourceName) }
  return [{ name: 'source', objects: source }, ...via]
}

function element(name: string, text: string): Extension {
  return { name, objects: { _text: keepReferences(text) } }
}

// The package's type forgets that it writes an array as one element after the other.
function repeated(name: string, elements: readonly object[]): Extension {
  return { name, objects: elements as unknown as Extension['objects'] }
}
