import type { Archive, KeyedEntry, PendingEntry } from '../../ports/archive.ts'
import { compare } from './compare.ts'

/** What an archive knows of feeds' entries: which are settled, and which wait for another try. */
export interface EntryBook {
  readonly book: Pick<Archive, 'withoutKnown' | 'postpone' | 'reserve' | 'waiting' | 'pending' | 'settle'>
  /** The keys of a source's entries that were settled since then, with or without an article. */
  settledSince(sourceId: string, sinceMs: number): readonly string[]
}

export function createEntryBook(): EntryBook {
  const settled = new Map<string, { sourceId: string; key: string; fingerprint: string; atMs: number }>()
  const pending = new Map<string, PendingEntry & { readonly sourceId: string }>()

  function wait(sourceId: string, given: KeyedEntry, retryAtMs: number, failed: 0 | 1): void {
    const { key, fingerprint, entry } = given
    const name = entryKey(sourceId, key)
    const attempts = (pending.get(name)?.attempts ?? 0) + failed
    pending.set(name, { sourceId, key, fingerprint, entry, attempts, retryAtMs })
  }

  return {
    book: {
      withoutKnown: async (sourceId, entries) =>
        entries.filter(({ key, fingerprint }) => {
          const name = entryKey(sourceId, key)
          return (
            settled.get(name)?.fingerprint !== fingerprint && pending.get(name)?.fingerprint !== fingerprint
          )
        }),
      postpone: async (sourceId, entry, retryAtMs) => wait(sourceId, entry, retryAtMs, 1),
      async reserve(sourceId, entries, untilMs) {
        for (const entry of entries) wait(sourceId, entry, untilMs, 0)
      },
      waiting: async (sourceId, keys) =>
        keys.flatMap(key => {
          const found = pending.get(entryKey(sourceId, key))
          if (found === undefined) return []
          const { sourceId: _, ...entry } = found
          return [entry]
        }),
      pending: async (sourceId, nowMs) =>
        [...pending.values()]
          .filter(entry => entry.sourceId === sourceId && entry.retryAtMs <= nowMs)
          .sort((a, b) => a.retryAtMs - b.retryAtMs || compare(a.key, b.key))
          .map(({ sourceId: _, ...entry }) => entry),
      async settle(sourceId, { key, fingerprint }, atMs) {
        settled.set(entryKey(sourceId, key), { sourceId, key, fingerprint, atMs })
        pending.delete(entryKey(sourceId, key))
      },
    },
    settledSince: (sourceId, sinceMs) =>
      [...settled.values()]
        .filter(entry => entry.sourceId === sourceId && entry.atMs >= sinceMs)
        .map(entry => entry.key),
  }
}

function entryKey(sourceId: string, key: string): string {
  return JSON.stringify([sourceId, key])
}
