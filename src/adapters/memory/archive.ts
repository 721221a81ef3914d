import type { ArchivedArticle, Article } from '../../core/article/article.ts'
import {
  articleIds,
  entryIds,
  firstPublishedMs,
  firstUpdatedMs,
  revisedAtMs,
} from '../../core/article/revision.ts'
import { trustArchivedHtml } from '../../core/article/sanitize.ts'
import { editionsOf } from '../../core/feed/edition.ts'
import type { Archive, EditionSummary, KeyedEntry, PendingEntry, PutOutcome } from '../../ports/archive.ts'

interface MemoryEdition {
  /** Article ids; the position is the index and one. */
  readonly ids: string[]
  version: number
}

/** An archive that lasts as long as the process, for the demo and for tests. */
export function createMemoryArchive(): Archive {
  const articles = new Map<string, ArchivedArticle>()
  const aliases = new Map<string, string>()
  const takenEntryIds = new Set<string>()
  const editions = new Map<string, MemoryEdition>()
  const settled = new Map<string, string>()
  const pending = new Map<string, PendingEntry & { readonly sourceId: string }>()
  let version = 0

  function summary(slug: string): EditionSummary | null {
    const edition = editions.get(slug)
    return edition === undefined ? null : { slug, count: edition.ids.length, version: edition.version }
  }

  function articlesOf(slug: string): ArchivedArticle[] {
    return (editions.get(slug)?.ids ?? []).flatMap(id => articles.get(id) ?? [])
  }

  /** Keeps an article as it is now, and raises the version of everything that holds it. */
  function change(article: ArchivedArticle, slugs = editionsOf(article)): void {
    articles.set(article.id, article)
    version++
    for (const slug of slugs) {
      const edition = editions.get(slug) ?? { ids: [], version }
      editions.set(slug, edition)
      if (!edition.ids.includes(article.id)) edition.ids.push(article.id)
    }
    for (const edition of editions.values()) if (edition.ids.includes(article.id)) edition.version = version
  }

  function alias(keys: readonly string[], id: string): void {
    for (const key of keys) if (!aliases.has(key)) aliases.set(key, id)
  }

  function settle(sourceId: string, { key, fingerprint }: KeyedEntry): void {
    settled.set(entryKey(sourceId, key), fingerprint)
    pending.delete(entryKey(sourceId, key))
  }

  function put({ identity, ...article }: Article, nowMs: number): PutOutcome {
    const knownId = identity.keys.map(key => aliases.get(key)).find(id => id !== undefined)
    const known = knownId === undefined ? undefined : articles.get(knownId)
    if (known === undefined) {
      const id = firstFree(articleIds(identity), articles)
      const entryId = firstFree(entryIds(identity), takenEntryIds)
      const publishedMs = firstPublishedMs(article, nowMs)
      const updatedMs = firstUpdatedMs(article, publishedMs, nowMs)
      takenEntryIds.add(entryId)
      alias(identity.keys, id)
      const state = { revision: 1, archivedAtMs: nowMs, pinned: false, withdrawn: null }
      change({ ...article, id, entryId, publishedMs, updatedMs, ...state })
      return { status: 'new', id }
    }
    const { id, entryId, publishedMs, archivedAtMs, pinned, withdrawn } = known
    alias(identity.keys, id)
    if (withdrawn !== null) return { status: 'unchanged', id }
    if (known.contentHash === article.contentHash) {
      // A second source that announces the article has it in its own edition too.
      const slugs = editionsOf(article)
      if (slugs.some(slug => !editions.get(slug)?.ids.includes(id))) change(known, slugs)
      return { status: 'unchanged', id }
    }
    const updatedMs = revisedAtMs(article, known, nowMs)
    const revision = known.revision + 1
    change({ ...article, id, entryId, publishedMs, updatedMs, archivedAtMs, pinned, withdrawn, revision })
    return { status: 'revised', id }
  }

  return {
    version: async () => version,

    withoutKnown: async (sourceId, entries) =>
      entries.filter(({ key, fingerprint }) => {
        const name = entryKey(sourceId, key)
        return settled.get(name) !== fingerprint && pending.get(name)?.fingerprint !== fingerprint
      }),
    async put(article, { entry, nowMs }) {
      const outcome = put(article, nowMs)
      if (entry !== undefined) settle(article.sourceId, entry)
      return outcome
    },
    async postpone(sourceId, { key, fingerprint, entry }, retryAtMs) {
      const name = entryKey(sourceId, key)
      const attempts = (pending.get(name)?.attempts ?? 0) + 1
      pending.set(name, { sourceId, key, fingerprint, entry, attempts, retryAtMs })
    },
    pending: async (sourceId, nowMs) =>
      [...pending.values()]
        .filter(entry => entry.sourceId === sourceId && entry.retryAtMs <= nowMs)
        .sort((a, b) => a.retryAtMs - b.retryAtMs || compare(a.key, b.key))
        .map(({ sourceId: _, ...entry }) => entry),
    settle: async (sourceId, entry) => settle(sourceId, entry),

    find: async id => articles.get(id) ?? null,
    range: async (slug, from, to) => articlesOf(slug).slice(Math.max(from, 1) - 1, Math.max(to, 0)),
    newest: async (slug, limit, offset = 0) =>
      articlesOf(slug)
        .filter(article => article.withdrawn === null)
        .reverse()
        .sort((a, b) => b.publishedMs - a.publishedMs)
        .slice(offset, offset + limit),
    editions: async () => [...editions.keys()].sort(compare).flatMap(slug => summary(slug) ?? []),
    edition: async slug => summary(slug),

    async withdraw(id, { reason, nowMs }) {
      const article = articles.get(id)
      if (article === undefined) return false
      if (article.withdrawn === null) change({ ...emptied(article), withdrawn: { atMs: nowMs, reason } })
      return true
    },
    async pin(id, pinned) {
      const article = articles.get(id)
      if (article === undefined) return false
      if (article.pinned !== pinned) change({ ...article, pinned })
      return true
    },

    // Nothing that lasts as long as the process is ever half written.
    faults: async () => [],

    close: async () => undefined,
  }
}

/** What a withdrawal leaves: all that is the article's text or was made from it is gone. */
function emptied(article: ArchivedArticle): ArchivedArticle {
  const html = trustArchivedHtml('')
  return { ...article, contentHash: '', summary: '', corrections: [], figures: [], html, text: '' }
}

function entryKey(sourceId: string, key: string): string {
  return JSON.stringify([sourceId, key])
}

function firstFree(candidates: Generator<string, never>, taken: { has(candidate: string): boolean }): string {
  let { value } = candidates.next()
  while (taken.has(value)) value = candidates.next().value
  return value
}

// By code point, as SQLite sorts; the order of a language would differ from machine to machine.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
