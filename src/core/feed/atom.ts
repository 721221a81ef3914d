import { type AtomFeed, parseAtomFeed } from 'feedsmith'
import { cleanEdition, cleanEntry } from './clean-edition.ts'
import type { Edition, EditionEntry } from './edition.ts'
import { authorsOf, cutElement, feedItem, feedOfOne } from './entry-markup.ts'
import { alternateLink, firstDate, namesOf } from './entry-parts.ts'
import type { Entry, Feed } from './feed.ts'
import { archiveLinks, feedFrame, historyNamespace, isArchiveDocument } from './feed-frame.ts'
import { foldText, likelyPlainText, plainText } from './plain-text.ts'
import { resolveBase, resolveUrl } from './reference.ts'
import { escapeXml, keepReferences } from './xml-text.ts'

/** An edition as Atom (RFC 4287) with archive links (RFC 5005). */
export function writeAtom(edition: Edition): string {
  const clean = cleanEdition(edition)
  const document = writeFrame(clean)
  const end = document.lastIndexOf('\n</feed>')
  const entries = clean.entries.map(entry => `\n    ${writeEntry(entry, clean.title)}`)
  return document.slice(0, end) + writeArchive(clean) + entries.join('') + document.slice(end)
}

/** One entry as an Atom entry. */
export function writeAtomEntry(entry: EditionEntry): string {
  return writeEntry(cleanEntry(entry), entry.sourceName)
}

function writeFrame(edition: Edition): string {
  const language = edition.language === null ? '' : ` xml:lang="${escapeXml(edition.language)}"`
  const feed = feedFrame(edition, 'atom')
  return feed.atom1().replace('<feed ', () => `<feed${language} xmlns:fh="${historyNamespace}" `)
}

function writeArchive(edition: Edition): string {
  const archive = isArchiveDocument(edition) ? ['<fh:archive/>'] : []
  const links = archiveLinks(edition).map(({ rel, href }) => `<link rel="${rel}" href="${escapeXml(href)}"/>`)
  return [...archive, ...links].map(line => `\n    ${line}`).join('')
}

// `feed` writes an id through `new URL`, which changes some and refuses others.
const idPlace = 'urn:tamizdat:id'

function writeEntry(entry: EditionEntry, editionTitle: string): string {
  const feed = feedOfOne({
    ...feedItem(entry),
    id: idPlace,
    author: authorsOf(entry).map(name => ({ name: keepReferences(name) })),
    category: entry.categories.map(cleanCategory).map(term => ({ term, name: term })),
  })
  // Titles are escaped, so the first of each is the element and no one's text.
  const written = cutElement(feed.atom1(), 'entry')
    .replace('<entry>', () => `<entry xml:lang="${escapeXml(entry.language)}">`)
    .replace(`<id>${idPlace}</id>`, () => `<id>${escapeXml(entry.id)}</id>`)
  if (entry.sourceName === editionTitle) return written
  const source = `    <source>\n            <title>${escapeXml(entry.sourceName)}</title>\n        </source>\n    `
  return written.replace(/<\/entry>$/, () => `${source}</entry>`)
}

// `feed` leaves `<` in an attribute as it is.
function cleanCategory(name: string): string {
  return name.replaceAll('<', '‹').replaceAll('>', '›')
}

/**
 * Atom 1.0 and 0.3 as a feed.
 * @param url where it was found, against which its references are resolved.
 */
export function parseAtom(text: string, url: string | null): Feed {
  const feed = parseAtomFeed(text)
  const base = resolveBase(feed.xml?.base, url)
  const feedAuthors = namesOf((feed.authors ?? []).map(author => author.name))
  return {
    format: 'atom',
    title: titleText(feed.title),
    url: resolveUrl(alternateLink(feed.links), base),
    language: foldText(feed.xml?.lang ?? feed.dc?.languages?.[0]),
    ttlMinutes: null,
    entries: (feed.entries ?? []).map(entry => readEntry(entry, base, feedAuthors)),
  }
}

function readEntry(
  entry: AtomFeed.Entry<string>,
  feedBase: string | null,
  feedAuthors: readonly string[],
): Entry {
  const base = resolveBase(entry.xml?.base, feedBase)
  const own = namesOf([...(entry.authors ?? []).map(author => author.name), ...(entry.dc?.creators ?? [])])
  // RFC 4287 §4.2.1: authors of the source, else of the feed, stand for those of the entry.
  const source = namesOf((entry.source?.authors ?? []).map(author => author.name))
  return {
    id: entry.id ?? null,
    url: resolveUrl(alternateLink(entry.links), base),
    title: titleText(entry.title),
    publishedMs: firstDate(entry.published, entry.dcterms?.issued?.[0], entry.dc?.dates?.[0]),
    updatedMs: firstDate(entry.updated, entry.dcterms?.modified?.[0]),
    authors: [own, source, feedAuthors].find(names => names.length > 0) ?? [],
    categories: namesOf([
      ...(entry.categories ?? []).map(category => category.label ?? category.term),
      ...(entry.dc?.subjects ?? []),
    ]),
    summary: markupOf(entry.summary),
    content: markupOf(entry.content),
  }
}

function titleText(title: AtomFeed.Text | undefined): string | null {
  return isMarkup(title) ? plainText(title?.value) : likelyPlainText(title?.value)
}

// Plain text becomes markup that shows it (RFC 4287 §3.1.1).
function markupOf(text: AtomFeed.Text | AtomFeed.Content | undefined): string | null {
  if (text?.value === undefined) return null
  return isMarkup(text) || text.type === undefined ? text.value : escapeXml(text.value)
}

function isMarkup(text: AtomFeed.Text | AtomFeed.Content | undefined): boolean {
  return /html/i.test(text?.type ?? '')
}
