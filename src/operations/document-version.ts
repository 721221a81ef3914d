import type { Address, DraftFacts } from './document.ts'

/** What a channel offers to its readers and says in their tabs. */
export function offersOf({ audience, neutralTitle, epub }: Address): readonly unknown[] {
  return [audience, neutralTitle, epub]
}

/** A client that knows dates alone must be told of an announcement too. */
export function changedAtMs({ lastModifiedMs, reach }: DraftFacts, { announcement }: Address): number {
  const tells = reach === 'announcement' || reach === 'host'
  if (!tells || lastModifiedMs === 0) return lastModifiedMs
  return Math.max(lastModifiedMs, announcement?.announcedAtMs ?? 0)
}

// A date has whole seconds, and what is being written carries the moment at which that began.
const settlingMs = 2_000

/**
 * The date to tell a client now: never one that a later change may bear too, or a client that knows dates alone would
 * miss that change (RFC 9110 §8.8.2.2), and never one to come. 0 where there is nothing to tell.
 */
export function tellableMs(changedMs: number, nowMs: number): number {
  return Math.max(0, Math.min(changedMs, nowMs - settlingMs))
}

/** What two documents must have in common to be the same, byte for byte before content coding. */
export function versionOf({ path, stamp, reach }: DraftFacts, address: Address): readonly unknown[] {
  const { origin, announcement, hub } = address
  switch (reach) {
    case 'everywhere':
      return [path, stamp]
    case 'announcement':
      return [path, stamp, announcement, offersOf(address)]
    case 'base':
      return [path, stamp, offersOf(address), origin]
    case 'host':
      // The origin and not the base: two invites of a group get equal validators, so that none of them is a tracker.
      return [path, stamp, announcement, offersOf(address), origin, hub]
    case 'request':
      return [path, stamp, origin]
  }
}
