import { writeAtomEntry } from './atom.ts'
import type { EditionEntry, EditionFormat } from './edition.ts'
import { writeJsonEntry } from './json-feed.ts'
import { writeRssEntry } from './rss.ts'
import { baseMarker } from './slots.ts'
import { escapeXml } from './xml-text.ts'

export interface SlotFill {
  /** The address that was asked, without a trailing slash: `https://host`, `https://host/prefix`. */
  readonly base: string
  /** Stands before the first entry. */
  readonly announcement: EditionEntry | null
  /** The address of the WebSub hub that pushes the feed; left out where there is none. */
  readonly hub?: string | null
}

/** A document of `writeEdition` as one mirror serves it. The same body and the same fill give the same text. */
export function fillSlots(body: string, format: EditionFormat, fill: SlotFill): string {
  const announced = fill.announcement === null ? body : announcers[format](body, fill.announcement)
  const { hub = null } = fill
  return fillBase(hub === null ? announced : hubPlaces[format](announced, hub), fill.base)
}

/** An OPML document, or any other one with markers and no entries, as one mirror serves it. */
export function fillBase(document: string, base: string): string {
  const safe = base.replace(
    /[^\w.~:/[\]%-]/g,
    character => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
  // Joined piece by piece and not by `replaceAll`, which would copy all the text: the engine copies once, when it is encoded.
  let filled = ''
  let from = 0
  for (let at = document.indexOf(baseMarker); at !== -1; at = document.indexOf(baseMarker, from)) {
    filled += document.slice(from, at) + safe
    from = at + baseMarker.length
  }
  return filled + document.slice(from)
}

// No article can pose as one of the places looked for here: they are the first of their kind in the document's head, and
// in its texts `<` and `"` are escaped.
const announcers = {
  rss: (body, entry) => {
    const dated = postpone(body, entry, { name: 'lastBuildDate', write: date => date.toUTCString() })
    return insertBefore(dated, ['<item>', '</channel>'], `${writeRssEntry(entry)}\n        `)
  },
  atom: (body, entry) => {
    const dated = postpone(body, entry, { name: 'updated', write: date => date.toISOString() })
    return insertBefore(dated, ['<entry ', '</feed>'], `${writeAtomEntry(entry)}\n    `)
  },
  // JSON Feed has no date of its own.
  json: (body, entry) => {
    const at = body.indexOf('"items":[') + '"items":['.length
    const comma = body.startsWith('\n{', at) ? ',' : ''
    return `${body.slice(0, at)}\n${writeJsonEntry(entry)}${comma}${body.slice(at)}`
  },
} as const satisfies Record<EditionFormat, (body: string, entry: EditionEntry) => string>

// WebSub §4: a feed names its hub beside itself; JSON Feed has a list of them.
const hubPlaces = {
  rss: (body, hub) =>
    insertBefore(
      body,
      ['<atom:link rel="self"', '</channel>'],
      `<atom:link rel="hub" href="${escapeXml(hub)}"/>\n        `,
    ),
  atom: (body, hub) =>
    insertBefore(body, ['<link rel="self"', '</feed>'], `<link rel="hub" href="${escapeXml(hub)}"/>\n    `),
  json: (body, hub) => {
    const hubs = JSON.stringify([{ type: 'WebSub', url: hub }])
    return insertBefore(body, ['"items":[', ''], `"hubs":${hubs},`)
  },
} as const satisfies Record<EditionFormat, (body: string, hub: string) => string>

function postpone(
  body: string,
  entry: EditionEntry,
  element: { readonly name: string; readonly write: (date: Date) => string },
): string {
  const start = body.indexOf(`<${element.name}>`) + element.name.length + 2
  const end = body.indexOf('</', start)
  if (Date.parse(body.slice(start, end)) >= entry.updatedMs) return body
  return body.slice(0, start) + element.write(new Date(entry.updatedMs)) + body.slice(end)
}

function insertBefore(body: string, places: readonly [string, string], text: string): string {
  const first = body.indexOf(places[0])
  const at = first === -1 ? body.lastIndexOf(places[1]) : first
  return body.slice(0, at) + text + body.slice(at)
}
