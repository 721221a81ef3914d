import type { Edition, EditionEntry, EditionFormat } from '../feed/edition.ts'
import { fillSlots } from '../feed/fill-slots.ts'
import { writeEdition } from '../feed/write-edition.ts'
import { cutAtWord } from '../html/text.ts'
import { type AnnouncingSite, announcementEntry } from '../mirror/announcement.ts'
import { isLight, takeFitting } from './weight.ts'

// Addresses of 100 bytes and an announcement: what may be filled in when the document is asked for.
const longHost = `${'mirror-of-the-news.'.repeat(5)}`.slice(0, 60)
const longBase = `https://${longHost}/${'p'.repeat(100 - longHost.length - 'https:///'.length)}`
const heaviestMove = { channelId: 'public', fromHost: longHost, toHost: longHost, announcedAtMs: 0 }

const longestTitle = 200
const mostAuthors = 5

/**
 * Writes a light edition with as many of its newest entries as a page may weigh, whatever mirror it is filled in for.
 * An entry that is too heavy even alone, for a notice is never cut, is left to the full form.
 * @param site who announces the next address in it.
 */
export function writeLightEdition(edition: Edition, format: EditionFormat, site: AnnouncingSite): string {
  const fill = { base: longBase, announcement: announcementEntry(heaviestMove, site) }
  const write = (entries: readonly EditionEntry[]) => writeEdition({ ...edition, entries }, format)
  const fits = (entries: readonly EditionEntry[]) => isLight(fillSlots(write(entries), format, fill))
  const entries = edition.entries.map(lighten).filter(entry => fits([entry]))
  return write(
    entries.slice(
      0,
      takeFitting(entries.length, n => fits(entries.slice(0, n))),
    ),
  )
}

function lighten(entry: EditionEntry): EditionEntry {
  const { title, authors } = entry
  return {
    ...entry,
    title: cutAtWord(title, longestTitle),
    authors: authors.slice(0, mostAuthors),
    categories: [],
  }
}
