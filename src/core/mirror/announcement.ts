import { hashUuid } from '../digest.ts'
import type { EditionEntry } from '../feed/edition.ts'
import { toIso } from '../instant.ts'
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

/**
 * The announcement as an entry that stands before all others in a feed. The next address is plain text and never a
 * link: a feed reader that prefetches links would show an observer of the old host the new one.
 */
export function announcementEntry(announcement: Announcement): EditionEntry {
  const { channelId, fromHost, toHost, announcedAtMs } = announcement
  const name = `announcement:${channelId}:${fromHost}:${toHost}:${announcedAtMs}`
  return {
    id: `urn:uuid:${hashUuid(name)}`,
    path: 'mirrors.html',
    title: `New address: ${toHost}`,
    publishedMs: announcedAtMs,
    updatedMs: announcedAtMs,
    authors: [],
    categories: [],
    language: 'en',
    direction: 'ltr',
    summary: announcementText(announcement),
    html: null,
    sourceName: '',
    withdrawn: false,
  }
}

/** One plain sentence or two for people, the same in feeds and pages. */
export function announcementText(announcement: Announcement): string {
  const { fromHost, toHost, announcedAtMs } = announcement
  return (
    `${fromHost} will go away. The next address is ${toHost} (announced ${toIso(announcedAtMs).slice(0, 10)}). ` +
    'Write it down and open it later, not right after this one; in your feed reader, ' +
    'put it in place of the old name in the address of this feed. No article will come twice.'
  )
}
