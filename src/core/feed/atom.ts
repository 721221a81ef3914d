import { hashUuid } from '../digest.ts'
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
import { escapeXml, keepReferences } from './xml-text.ts'

/** An edition as Atom (RFC 4287) with archive links (RFC 5005). */
export function writeAtom(edition: Edition): string {
  const clean = cleanEdition(edition)
  const document = writeFrame(clean)
  const end = document.lastIndexOf('\n</feed>')
  const entries = clean.entries.map(entry => `\n    ${writeEntry(entry)}`)
  return document.slice(0, end) + writeHead(clean) + entries.join('') + document.slice(end)
}

/** One entry as an Atom entry. */
export function writeAtomEntry(entry: EditionEntry): string {
  return writeEntry(cleanEntry(entry))
}

function writeFrame(edition: Edition): string {
  const language = edition.language === null ? '' : ` xml:lang="${escapeXml(edition.language)}"`
  const feed = feedFrame(edition, 'atom')
  const namespaces = `xmlns:fh="${historyNamespace}" xmlns:sy="${syndicationNamespace}"`
  return feed.atom1().replace('<feed ', () => `<feed${language} ${namespaces} `)
}

/** What `feed` does not write of what stands before the entries. */
function writeHead(edition: Edition): string {
  const archive = isArchiveDocument(edition) ? ['<fh:archive/>'] : []
  const links = archiveLinks(edition).map(({ rel, href }) => `<link rel="${rel}" href="${escapeXml(href)}"/>`)
  const rate = Object.entries(expectedRate).map(([name, text]) => `<${name}>${text}</${name}>`)
  return [...writeContact(edition), ...rate, ...archive, ...links].map(line => `\n    ${line}`).join('')
}

function writeContact({ contact, title }: Edition): readonly string[] {
  if (contact === null) return []
  const name = contact.includes('@') ? 'email' : 'uri'
  return [`<author><name>${escapeXml(title)}</name><${name}>${escapeXml(contact)}</${name}></author>`]
}

// `feed` writes an id through `new URL`, which changes some and refuses others.
const idPlace = 'urn:tamizdat:id'

function writeEntry(entry: EditionEntry): string {
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
  const added = [
    ...(entry.rights === null ? [] : [`<rights>${escapeXml(entry.rights)}</rights>`]),
    ...(isFromElsewhere(entry) ? writeSource(entry) : []),
  ]
  return written.replace(/<\/entry>$/, () => `${added.map(line => `    ${line}\n    `).join('')}</entry>`)
}

/** Who published it, and where; the source's feed stood as it did when the entry was last changed (RFC 4287 §4.2.11). */
function writeSource({ sourceId, sourceName, sourceUrl, originalUrl, updatedMs }: EditionEntry): string[] {
  const home = sourceUrl === null ? '' : `<link href="${escapeXml(sourceUrl)}"/>`
  const id = `<id>urn:uuid:${hashUuid(`source ${sourceId}`)}</id>`
  const updated = `<updated>${new Date(updatedMs).toISOString()}</updated>`
  const source = `<source>${id}<title>${escapeXml(sourceName)}</title>${updated}${home}</source>`
  return [...(originalUrl === null ? [] : [`<link rel="via" href="${escapeXml(originalUrl)}"/>`]), source]
}

// `feed` leaves `<` in an attribute as it is.
function cleanCategory(name: string): string {
  return name.replaceAll('<', '‹').replaceAll('>', '›')
}
