import { addressOf, disarmText } from './slots.ts'
import { cleanXml, escapeXml } from './xml-text.ts'

/** A feed as a reading list names it; paths are below the base. */
export interface OpmlFeed {
  readonly title: string
  readonly path: string
  /** Its page for people. */
  readonly pagePath: string
  /** Null where it has none of its own. */
  readonly language: string | null
}

/** Feeds that stand together under one heading. */
export interface OpmlFolder {
  readonly title: string
  readonly feeds: readonly OpmlFeed[]
}

/** A list of feeds that readers import (OPML 2.0, dev.opml.org/spec2.html), with the marker for the base. */
export function writeOpml(feeds: readonly OpmlFeed[], folder: OpmlFolder, title: string): string {
  const outlines = feeds.map(feed => `    ${writeFeed(feed)}\n`).join('')
  const inFolder = folder.feeds.map(feed => `      ${writeFeed(feed)}\n`).join('')
  const name = escapeTitle(folder.title)
  return `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head>
    <title>${escapeTitle(title)}</title>
  </head>
  <body>
${outlines}    <outline text="${name}" title="${name}">
${inFolder}    </outline>
  </body>
</opml>
`
}

function writeFeed({ title, path, pagePath, language }: OpmlFeed): string {
  const name = escapeTitle(title)
  const spoken = language === null ? '' : ` language="${escapeXml(language)}"`
  return `<outline type="rss" text="${name}" title="${name}" xmlUrl="${escapeXml(addressOf(path))}" htmlUrl="${escapeXml(addressOf(pagePath))}"${spoken}/>`
}

function escapeTitle(title: string): string {
  return escapeXml(disarmText(cleanXml(title).replace(/\s+/g, ' ').trim()))
}
