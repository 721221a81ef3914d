import { toIso } from '../instant.ts'
import { cleanEdition, cleanEntry } from './clean-edition.ts'
import type { Edition, EditionEntry } from './edition.ts'
import { authorsOf, contentOf } from './entry-markup.ts'
import { feedFrame } from './feed-frame.ts'
import { addressOf } from './slots.ts'

/** An edition as JSON Feed 1.1 (jsonfeed.org/version/1.1), one item a line. */
export function writeJsonFeed(edition: Edition): string {
  const clean = cleanEdition(edition)
  const { language, paging } = clean
  // `feed` writes version 1, which knows neither languages nor several authors.
  const head: Readonly<Record<string, unknown>> = JSON.parse(feedFrame(clean, 'json').json1())
  const frame = JSON.stringify({
    ...head,
    version: 'https://jsonfeed.org/version/1.1',
    ...(language === null ? {} : { language }),
    ...(paging.previous === null ? {} : { next_url: addressOf(paging.previous) }),
    // Last, so that the entries can be added to it.
    items: undefined,
  })
  const items = clean.entries.map(entry => `\n${JSON.stringify(jsonItem(entry))}`)
  return `${frame.slice(0, -1)},"items":[${items.join(',')}\n]}\n`
}

/** One entry as a JSON Feed item. */
export function writeJsonEntry(entry: EditionEntry): string {
  return JSON.stringify(jsonItem(cleanEntry(entry)))
}

function jsonItem(entry: EditionEntry) {
  const content = contentOf(entry)
  return {
    id: entry.id,
    url: addressOf(entry.path),
    title: entry.title,
    ...(content === null
      ? { content_text: entry.summary }
      : { content_html: content, summary: entry.summary }),
    date_published: toIso(entry.publishedMs),
    date_modified: toIso(entry.updatedMs),
    authors: authorsOf(entry).map(name => ({ name })),
    tags: entry.categories,
    language: entry.language,
  }
}
