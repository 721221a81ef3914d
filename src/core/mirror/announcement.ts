import { hashUuid } from '../digest.ts'
import type { EditionEntry } from '../feed/edition.ts'
import { safetyFor, wordsFor } from '../page/words.ts'
import type { Announcement, Mirror } from './mirror.ts'
import { isServing } from './transition.ts'

/**
 * What the readers of a host are to be told: the newest move away from it, as long as both hosts serve.
 * Readers of other hosts are told nothing: their address stays.
 */
export function announcementFor(
  host: string,
  announcements: readonly Announcement[],
  mirrors: readonly Mirror[],
): Announcement | null {
  const serves = (name: string) => mirrors.some(mirror => mirror.host === name && isServing(mirror.state))
  const old = mirrors.find(mirror => mirror.host === host)
  if (old === undefined || (old.state !== 'draining' && old.state !== 'blocked')) return null
  const moves = announcements.filter(each => each.fromHost === host)
  return moves.findLast(each => serves(each.toHost)) ?? null
}

/** Who announces, and in which language (BCP 47). */
export interface AnnouncingSite {
  readonly title: string
  readonly language: string
  readonly reviewedLanguages: readonly string[]
}

/**
 * The announcement as an entry that stands before all others in a feed. The next address is plain text and never a
 * link: a feed reader that prefetches links would show an observer of the old host the new one.
 */
export function announcementEntry(
  announcement: Announcement,
  site: AnnouncingSite,
  nextAddress = announcement.toHost,
): EditionEntry {
  const { channelId, fromHost, toHost, announcedAtMs } = announcement
  const safety = safetyFor(site.language, site.reviewedLanguages)
  const words = wordsFor(safety.language)
  const name = `announcement:${channelId}:${fromHost}:${toHost}:${announcedAtMs}`
  return {
    id: `urn:uuid:${hashUuid(name)}`,
    path: 'mirrors.html',
    title: words.newAddress(nextAddress),
    publishedMs: announcedAtMs,
    updatedMs: announcedAtMs,
    authors: [site.title],
    categories: [],
    language: words.language,
    direction: words.direction,
    summary: safety.words.moving(nextAddress),
    html: null,
    sourceId: '',
    sourceName: site.title,
    sourceUrl: null,
    originalUrl: null,
    rights: null,
    withdrawn: false,
  }
}
