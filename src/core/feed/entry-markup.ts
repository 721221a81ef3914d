import { Feed, type Item } from 'feed'
import type { EditionEntry } from './edition.ts'
import { addressOf } from './slots.ts'
import { escapeXml } from './xml-text.ts'

/** The whole text, marked with its own language and direction, since an edition holds several; null without a text. */
export function contentOf(entry: EditionEntry): string | null {
  return entry.html === null ? null : inItsLanguage(entry.html, entry)
}

/** The summary as markup. Where it is all that there is, its paragraphs stay apart: the publisher's notice is among them. */
function summaryOf(entry: EditionEntry): string {
  const summary = escapeXml(entry.summary)
  if (entry.html !== null || summary === '') return summary
  const paragraphs = summary.split('\n\n').map(each => `<p>${each.replaceAll('\n', '<br/>')}</p>`)
  return inItsLanguage(paragraphs.join(''), entry)
}

function inItsLanguage(markup: string, { language, direction }: EditionEntry): string {
  return `<div lang="${escapeXml(language)}" dir="${direction}">${markup}</div>`
}

/** Who wrote it; Atom asks for one name at least (RFC 4287 §4.2.1), so the publisher stands in. */
export function authorsOf(entry: EditionEntry): readonly string[] {
  return entry.authors.length > 0 ? entry.authors : [entry.sourceName]
}

/** Whether an entry has a source of its own to name: our announcements have none. */
export function isFromElsewhere(entry: EditionEntry): boolean {
  return entry.sourceId !== ''
}

/** What the XML formats have in common, for the `feed` package. */
export function feedItem(entry: EditionEntry): Item {
  const content = contentOf(entry)
  return {
    title: escapeXml(entry.title),
    link: addressOf(entry.path),
    date: new Date(entry.updatedMs),
    published: new Date(entry.publishedMs),
    description: summaryOf(entry),
    ...(content === null ? {} : { content }),
  }
}

/** A `Feed` of one item, out of whose document the writers take the entry: so one can be mended where it stands. */
export function feedOfOne(item: Item): Feed {
  const feed = new Feed({ title: '', updated: new Date(0) })
  feed.addItem(item)
  return feed
}

/** The one entry's element, from the first opening to the last closing tag. */
export function cutElement(document: string, name: string): string {
  const closing = `</${name}>`
  return document.slice(document.indexOf(`<${name}>`), document.lastIndexOf(closing) + closing.length)
}
