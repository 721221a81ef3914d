import { hashHex } from '../digest.ts'
import type { Entry } from './feed.ts'

/**
 * What an entry is known by within its source: the upstream id, else its address, else its title.
 * @returns null for an entry that has none of them.
 */
export function entryKey(entry: Entry): string | null {
  return entry.id ?? entry.url ?? entry.title
}

/** Changes whenever the entry says something else. */
export function entryFingerprint(entry: Entry): string {
  const { id, url, title, publishedMs, updatedMs, summary, content } = entry
  return hashHex(JSON.stringify([id, url, title, publishedMs, updatedMs, summary, content]))
}
