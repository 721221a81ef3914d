import { addressOf, disarmText } from './slots.ts'
import { cleanXml, escapeXml } from './xml-text.ts'

/** A list of feeds that readers import (OPML 2.0, dev.opml.org/spec2.html), with the marker for the base. */
export function writeOpml(
  feeds: readonly { readonly title: string; readonly path: string }[],
  title: string,
): string {
  const outlines = feeds.map(feed => {
    const name = escapeXml(cleanTitle(feed.title))
    return `    <outline type="rss" text="${name}" title="${name}" xmlUrl="${escapeXml(addressOf(feed.path))}"/>\n`
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0">
  <head>
    <title>${escapeXml(cleanTitle(title))}</title>
  </head>
  <body>
${outlines.join('')}  </body>
</opml>
`
}

function cleanTitle(title: string): string {
  return disarmText(cleanXml(title).replace(/\s+/g, ' ').trim())
}
