import type { Edition, EditionFormat } from '../feed/edition.ts'
import { fillSlots } from '../feed/fill-slots.ts'
import { writeEdition } from '../feed/write-edition.ts'
import { announcementEntry } from '../mirror/announcement.ts'
import { isLight, takeFitting } from './weight.ts'

// Addresses of 100 bytes and an announcement: what may be filled in when the document is asked for.
const longHost = `${'mirror-of-the-news.'.repeat(5)}`.slice(0, 60)
const heaviestFill = {
  base: `https://${longHost}/${'p'.repeat(100 - longHost.length - 'https:///'.length)}`,
  announcement: announcementEntry({
    channelId: 'public',
    fromHost: longHost,
    toHost: longHost,
    announcedAtMs: 0,
  }),
}

/** Writes a light edition with as many of its newest entries as a page may weigh, whatever mirror it is filled in for. */
export function writeLightEdition(edition: Edition, format: EditionFormat): string {
  const write = (count: number) =>
    writeEdition({ ...edition, entries: edition.entries.slice(0, count) }, format)
  return write(takeFitting(edition.entries.length, n => isLight(fillSlots(write(n), format, heaviestFill))))
}
