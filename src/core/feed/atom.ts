import { cleanEdition, cleanEntry } from './clean-edition.ts'
import type { Edition, EditionEntry } from './edition.ts'
import { authorsOf, cutElement, feedItem, feedOfOne } from './entry-markup.ts'
import { archiveLinks, feedFrame, historyNamespace, isArchiveDocument } from './feed-frame.ts'
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
