import type { ArchivedArticle, Article, ArticleState, Revision } from '../../core/article/article.ts'
import {
  articleIds,
  entryIds,
  firstPublishedMs,
  firstUpdatedMs,
  isRecheckDue,
  mayRevise,
  revisedAtMs,
} from '../../core/article/revision.ts'
import { trustArchivedHtml } from '../../core/article/sanitize.ts'
import type { AuditAction } from '../../core/audit.ts'
import { holdsAll, searchedWords } from '../../core/search/words.ts'
import type { Archive, ByHand, PutOutcome } from '../../ports/archive.ts'
import type { AuditLog } from '../../ports/audit-log.ts'
import { createMemoryAuditLog } from './audit-log.ts'
import { createEditionBook } from './edition-book.ts'
import { createEntryBook } from './entry-book.ts'

/** An archive that lasts as long as the process, for the demo and for tests. */
export function createMemoryArchive(auditLog: AuditLog = createMemoryAuditLog()): Archive {
  const articles = new Map<string, ArchivedArticle>()
  const revisions = new Map<string, Revision[]>()
  /** Of the latest text that upstream gave, whether it is shown or not. */
  const upstreamHashes = new Map<string, string>()
  const checkedAtMs = new Map<string, number>()
  const aliases = new Map<string, string>()
  const takenEntryIds = new Set<string>()
  const editions = createEditionBook()
  const entries = createEntryBook()
  let version = 0

  function articlesOf(slug: string): ArchivedArticle[] {
    return editions.ids(slug).flatMap(id => found(id) ?? [])
  }

  /** Keeps an article as it is now, and raises the version of everything that holds it. */
  function change(article: ArchivedArticle, slugs = editions.slugsOf(article)): void {
    articles.set(article.id, article)
    version++
    editions.enter(article.id, slugs, version)
  }

  function alias(keys: readonly string[], id: string): void {
    for (const key of keys) if (!aliases.has(key)) aliases.set(key, id)
  }

  /** The article with what is read from elsewhere. */
  function complete(article: ArchivedArticle): ArchivedArticle {
    const announcers = editions
      .slugs()
      .filter(slug => slug.startsWith('source-') && editions.ids(slug).includes(article.id))
      .map(slug => slug.slice('source-'.length))
    const last = lastRevision(article.id)
    return {
      ...article,
      sourceIds: [article.sourceId, ...announcers.filter(id => id !== article.sourceId)],
      waitingRevision: article.withdrawn === null && last > article.revision ? last : null,
    }
  }

  function found(id: string): ArchivedArticle | null {
    const article = articles.get(id)
    return article === undefined ? null : complete(article)
  }

  function lastRevision(id: string): number {
    return revisions.get(id)?.at(-1)?.revision ?? 0
  }

  function keep(id: string, revision: Revision): Revision {
    revisions.set(id, [...(revisions.get(id) ?? []), revision])
    return revision
  }

  function note(action: AuditAction, id: string, detail: string | null, { actor, nowMs }: ByHand) {
    return auditLog.record({ atMs: nowMs, actor, action, subject: id, detail })
  }

  function put({ identity, ...given }: Article, nowMs: number): PutOutcome {
    const { publishedMs: upstreamMs, ...article } = given
    const knownId = identity.keys.map(key => aliases.get(key)).find(id => id !== undefined)
    const known = knownId === undefined ? undefined : articles.get(knownId)
    if (known === undefined) {
      const id = firstFree(articleIds(identity), articles)
      const entryId = firstFree(entryIds(identity), takenEntryIds)
      const publishedMs = firstPublishedMs({ publishedMs: upstreamMs }, nowMs)
      const updatedMs = firstUpdatedMs(article, publishedMs, nowMs)
      takenEntryIds.add(entryId)
      alias(identity.keys, id)
      upstreamHashes.set(id, article.contentHash)
      checkedAtMs.set(id, nowMs)
      const revision = keep(id, { ...article, revision: 1, madeBy: 'upstream', revisedAtMs: nowMs })
      const state = { archivedAtMs: nowMs, pinned: false, withdrawn: null, vanishedAtMs: null }
      const derived = { sourceIds: [], waitingRevision: null }
      change({ ...revision, ...state, ...derived, id, entryId, publishedMs, updatedMs })
      return { status: 'new', id }
    }
    const { id } = known
    alias(identity.keys, id)
    if (known.withdrawn !== null) return { status: 'unchanged', id }
    const isSame = [upstreamHashes.get(id), known.contentHash].includes(article.contentHash)
    const present = { sourceId: known.sourceId, method: known.provenance.method, text: known.text }
    if (isSame || !mayRevise(present, given)) {
      // A second source that announces the article has it in its own edition too.
      const slugs = editions.slugsOf(article)
      if (slugs.some(slug => !editions.ids(slug).includes(id))) change(known, slugs)
      return { status: 'unchanged', id }
    }
    upstreamHashes.set(id, article.contentHash)
    const number = lastRevision(id) + 1
    const revision = keep(id, { ...article, revision: number, madeBy: 'upstream', revisedAtMs: nowMs })
    if (known.madeBy === 'operator') return { status: 'held', id }
    change({ ...known, ...revision, updatedMs: revisedAtMs(article, known, nowMs) })
    return { status: 'revised', id }
  }

  return {
    version: async () => version,

    ...entries.book,
    async put(article, { entry, nowMs }) {
      const outcome = put(article, nowMs)
      if (entry !== undefined) await entries.book.settle(article.sourceId, entry, nowMs)
      return outcome
    },

    find: async id => found(id),
    locate: async addressKeys =>
      new Map(
        addressKeys.flatMap(key => {
          const article = articles.get(aliases.get(`url:${key}`) ?? '')
          return article === undefined ? [] : [[key, { id: article.id, archivedAtMs: article.archivedAtMs }]]
        }),
      ),
    range: async (slug, from, to) => articlesOf(slug).slice(Math.max(from, 1) - 1, Math.max(to, 0)),
    newest: async (slug, limit, offset = 0) =>
      newestFirst(articlesOf(slug).filter(article => article.withdrawn === null)).slice(
        offset,
        offset + limit,
      ),
    listed: async (slug, { state, limit }) =>
      newestFirst(articlesOf(slug).filter(article => state === undefined || states[state](article))).slice(
        0,
        limit,
      ),
    search: async (phrases, limit, offset = 0) =>
      phrases.length === 0
        ? []
        : newestFirst(articlesOf('all'))
            .filter(article => article.withdrawn === null && holdsAll(searchedWords(article), phrases))
            .slice(offset, offset + limit),
    defineEditions: async (given, nowMs) =>
      editions.define(given, { articles: () => articlesOf('all'), raiseVersion: () => ++version }, nowMs),
    editions: async () => editions.slugs().flatMap(slug => editions.summary(slug) ?? []),
    edition: async slug => editions.summary(slug),

    revisions: async id => revisions.get(id) ?? [],
    dueForRecheck: async (sourceId, { sinceMs, nowMs, limit }) =>
      articlesOf(`source-${sourceId}`)
        .filter(article => article.publishedMs >= sinceMs && article.withdrawn === null)
        .filter(article => isRecheckDue({ ...article, checkedAtMs: checkedAtMs.get(article.id) ?? 0 }, nowMs))
        .sort((a, b) => (checkedAtMs.get(a.id) ?? 0) - (checkedAtMs.get(b.id) ?? 0))
        .slice(0, limit),
    async checked(id, { isGone, nowMs }) {
      const article = articles.get(id)
      if (article === undefined) return
      checkedAtMs.set(id, nowMs)
      articles.set(id, { ...article, vanishedAtMs: isGone ? (article.vanishedAtMs ?? nowMs) : null })
    },

    async withdraw(id, { reason, ...by }) {
      const article = articles.get(id)
      if (article === undefined) return false
      if (article.withdrawn !== null) return true
      revisions.set(id, revisions.get(id)?.map(emptied) ?? [])
      change({ ...emptied(article), withdrawn: { atMs: by.nowMs, reason } }, [])
      await note('article-withdrawn', id, reason, by)
      return true
    },
    async correct(id, correction, by) {
      const article = articles.get(id)
      const present = revisions.get(id)?.find(each => each.revision === article?.revision)
      if (article === undefined || present === undefined || article.withdrawn !== null) return false
      const made = { revision: lastRevision(id) + 1, madeBy: 'operator', revisedAtMs: by.nowMs } as const
      const revision = keep(id, { ...present, ...correction, ...made })
      change({ ...article, ...revision, updatedMs: by.nowMs })
      await note('article-corrected', id, `revision ${revision.revision}`, by)
      return true
    },
    async decide(id, take, by) {
      const article = found(id)
      const waiting = revisions.get(id)?.at(-1)
      if (article === null || article.waitingRevision === null || waiting === undefined) return false
      const detail = `revision ${waiting.revision}`
      if (take === 'upstream') {
        change({ ...article, ...waiting, updatedMs: by.nowMs })
        await note('upstream-accepted', id, detail, by)
        return true
      }
      const present = revisions.get(id)?.find(each => each.revision === article.revision)
      const revision = waiting.revision + 1
      if (present !== undefined) keep(id, { ...present, revision })
      articles.set(id, { ...article, revision })
      await note('upstream-declined', id, detail, by)
      return true
    },
    async pin(id, pinned, by) {
      const article = articles.get(id)
      if (article === undefined) return false
      if (article.pinned !== pinned) change({ ...article, pinned }, [])
      await note(pinned ? 'article-pinned' : 'article-unpinned', id, null, by)
      return true
    },

    async sourceFigures(sourceIds, { sinceMs }) {
      const figuresOf = (sourceId: string) => {
        const newest = newestFirst(articlesOf(`source-${sourceId}`))
        const methods = { rules: 0, page: 0, feed: 0, 'feed-summary': 0 }
        for (const { publishedMs, provenance } of newest) {
          if (publishedMs >= sinceMs) methods[provenance.method]++
        }
        const textless = entries
          .settledSince(sourceId, sinceMs)
          .filter(key => !aliases.has(`entry:${sourceId}:${key}`)).length
        return { publishedMs: newest.slice(0, 200).map(each => each.publishedMs), methods, textless }
      }
      return new Map(sourceIds.map(id => [id, figuresOf(id)]))
    },
    // Nothing that lasts as long as the process is ever half written.
    faults: async () => [],

    close: async () => undefined,
  }
}

/** What an article in a state has in common. */
const states: Readonly<Record<ArticleState, (article: ArchivedArticle) => boolean>> = {
  revised: article => article.revision > 1,
  corrected: article => article.madeBy === 'operator',
  conflicting: article => article.waitingRevision !== null,
  vanished: article => article.vanishedAtMs !== null,
  withdrawn: article => article.withdrawn !== null,
  pinned: article => article.pinned,
}

function newestFirst(articles: readonly ArchivedArticle[]): readonly ArchivedArticle[] {
  return articles.toReversed().sort((a, b) => b.publishedMs - a.publishedMs)
}

/** What a withdrawal leaves: all that is the article's text or was made from it is gone. */
function emptied<Kept extends Revision>(kept: Kept): Kept {
  const html = trustArchivedHtml('')
  return { ...kept, contentHash: '', summary: '', corrections: [], figures: [], html, text: '' }
}

function firstFree(candidates: Generator<string, never>, taken: { has(candidate: string): boolean }): string {
  let { value } = candidates.next()
  while (taken.has(value)) value = candidates.next().value
  return value
}
