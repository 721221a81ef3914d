import type { SafeHtml } from '../article/article.ts'
import { hashUuid } from '../digest.ts'
import type { Edition, EditionEntry } from './edition.ts'
import { disarmHtml, disarmText } from './slots.ts'
import { cleanXml } from './xml-text.ts'

/** The edition as the writers need it: nothing in it can break a document, and no entry can stop the others. */
export function cleanEdition(edition: Edition): Edition {
  const updatedMs = cleanInstant(edition.updatedMs, 0)
  return {
    ...edition,
    title: cleanLine(edition.title),
    description: cleanLine(edition.description),
    rights: cleanOrNull(edition.rights),
    contact: cleanOrNull(edition.contact),
    language: edition.language === null ? null : cleanLine(edition.language),
    updatedMs,
    entries: edition.entries.map(entry => cleanEntry(entry)),
  }
}

/** One entry of it. */
export function cleanEntry(entry: EditionEntry): EditionEntry {
  const publishedMs = cleanInstant(entry.publishedMs, 0)
  const sourceName = cleanLine(entry.sourceName)
  return {
    ...entry,
    // Without an id readers would take every change for a new entry.
    id: cleanLine(entry.id) || `urn:uuid:${hashUuid(entry.path)}`,
    title: cleanLine(entry.title) || sourceName,
    publishedMs,
    updatedMs: cleanInstant(entry.updatedMs, publishedMs),
    authors: cleanNames(entry.authors),
    categories: cleanNames(entry.categories),
    language: cleanLine(entry.language),
    // Of a withdrawn entry this is the notice. Whoever kept the entry has its text already; a short one under the same
    // id takes its place there, which leaving the entry out would not (readers keep what has gone from a feed).
    summary: disarmText(cleanXml(entry.summary).trim()),
    html: entry.html === null ? null : cleanHtml(entry.html),
    sourceName,
    sourceUrl: cleanAddress(entry.sourceUrl),
    originalUrl: cleanAddress(entry.originalUrl),
    rights: cleanOrNull(entry.rights),
  }
}

function cleanLine(text: string): string {
  return disarmText(cleanXml(text).replace(/\s+/g, ' ').trim())
}

function cleanOrNull(text: string | null): string | null {
  return (text !== null && cleanLine(text)) || null
}

/** An absolute http or https address; a faulty one makes the whole feed invalid and helps nobody. */
function cleanAddress(url: string | null): string | null {
  if (url === null || !/^https?:/i.test(url) || !URL.canParse(url)) return null
  return disarmText(new URL(url).href)
}

function cleanNames(names: readonly string[]): readonly string[] {
  return [...new Set(names.map(cleanLine))].filter(name => name !== '')
}

// Taking characters away and writing one as a reference leaves sanitized markup sanitized. `feed` splits only the first
// end of a CDATA section (xml-js #139); in HTML `>` may as well be a reference.
function cleanHtml(html: SafeHtml): SafeHtml {
  return disarmHtml(cleanXml(html)).replaceAll(']]>', ']]&gt;') as SafeHtml
}

function cleanInstant(ms: number, otherwiseMs: number): number {
  return Number.isNaN(new Date(ms).getTime()) ? otherwiseMs : ms
}
