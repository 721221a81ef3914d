import { type RawBuilder, sql } from 'kysely'
import type { ArticleState } from '../../core/article/article.ts'
import { isRecheckDue } from '../../core/article/revision.ts'
import type { Archive } from '../../ports/archive.ts'
import { findFaults } from './archive-faults.ts'
import { toArchivedArticle, toRevision } from './article-row.ts'
import * as changes from './change-article.ts'
import { anyOf, retryOnConflict, type SqlDatabase } from './database.ts'
import { defineEditions } from './edition-rules.ts'
import { editionArticles, editionSummaries, presentRevisions } from './editions.ts'
import * as entries from './entry-log.ts'
import { putArticle } from './put-article.ts'
import { findPhrases } from './search-index.ts'
import { readFigures } from './source-figures.ts'

/** An archive in SQLite or D1. Closing it closes the database, for the other ports on it too. */
export function createSqlArchive(database: SqlDatabase): Archive {
  const { db } = database
  return {
    async version() {
      const row = await db.selectFrom('counters').select('archive_version').executeTakeFirstOrThrow()
      return row.archive_version
    },

    withoutKnown: (sourceId, keyed) => entries.withoutKnown(db, sourceId, keyed),
    put: (article, options) => retryOnConflict(() => putArticle(database, article, options)),
    postpone: (sourceId, entry, retryAtMs) =>
      database.batch([entries.postponed(db, sourceId, entry, retryAtMs)]),
    reserve: (sourceId, keyed, untilMs) => database.batch(entries.reserved(db, sourceId, keyed, untilMs)),
    waiting: (sourceId, keys) => entries.waiting(db, sourceId, keys),
    pending: (sourceId, nowMs) => entries.pending(db, sourceId, nowMs),
    settle: (sourceId, entry, nowMs) => database.batch(entries.settled(db, sourceId, { entry, nowMs })),

    async find(id) {
      const row = await presentRevisions(db).where('articles.id', '=', id).executeTakeFirst()
      return row === undefined ? null : toArchivedArticle(row)
    },
    async locate(addressKeys) {
      if (addressKeys.length === 0) return new Map()
      const rows = await db
        .selectFrom('aliases')
        .innerJoin('articles', 'articles.id', 'aliases.article_id')
        .select(['aliases.key', 'articles.id', 'articles.archived_ms as archivedAtMs'])
        .where('aliases.key', 'in', anyOf(addressKeys.map(key => `url:${key}`)))
        .execute()
      return new Map(rows.map(({ key, ...place }) => [key.slice('url:'.length), place]))
    },
    async range(slug, from, to) {
      const rows = await editionArticles(db, slug)
        .where('place.position', '>=', from)
        .where('place.position', '<=', to)
        .orderBy('place.position')
        .execute()
      return rows.map(toArchivedArticle)
    },
    async newest(slug, limit, offset = 0) {
      const rows = await editionArticles(db, slug)
        .where('articles.withdrawn_ms', 'is', null)
        .orderBy('place.published_ms', 'desc')
        .orderBy('place.position', 'desc')
        .limit(limit)
        .offset(offset)
        .execute()
      return rows.map(toArchivedArticle)
    },
    async search(phrases, limit, offset = 0) {
      if (phrases.length === 0) return []
      const rows = await presentRevisions(db)
        .where('articles.id', 'in', findPhrases(db, phrases))
        .where('articles.withdrawn_ms', 'is', null)
        .orderBy('articles.published_ms', 'desc')
        .orderBy('articles.id')
        .limit(limit)
        .offset(offset)
        .execute()
      return rows.map(toArchivedArticle)
    },
    defineEditions: (rules, nowMs) => retryOnConflict(() => defineEditions(database, rules, nowMs)),
    editions: () => editionSummaries(db).orderBy('slug').execute(),
    async edition(slug) {
      const row = await editionSummaries(db).where('slug', '=', slug).executeTakeFirst()
      return row ?? null
    },

    async revisions(id) {
      const rows = await db
        .selectFrom('revisions')
        .selectAll()
        .where('article_id', '=', id)
        .orderBy('revision')
        .execute()
      return rows.map(toRevision)
    },
    async listed(slug, { state, limit }) {
      const rows = await editionArticles(db, slug)
        .$if(state !== undefined, query => query.where(states[state ?? 'pinned']))
        .orderBy('place.published_ms', 'desc')
        .orderBy('place.position', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toArchivedArticle)
    },
    async dueForRecheck(sourceId, { sinceMs, nowMs, limit }) {
      // Without the texts: there may be a thousand articles to choose two from.
      const candidates = await db
        .selectFrom('edition_entries as place')
        .innerJoin('articles', 'articles.id', 'place.article_id')
        .select(['articles.id', 'archived_ms as archivedAtMs', 'checked_ms as checkedAtMs'])
        .where('place.slug', '=', `source-${sourceId}`)
        .where('place.published_ms', '>=', sinceMs)
        .where('articles.withdrawn_ms', 'is', null)
        .execute()
      const due = candidates
        .filter(each => isRecheckDue(each, nowMs))
        .sort((a, b) => a.checkedAtMs - b.checkedAtMs)
        .slice(0, limit)
      const found = await Promise.all(due.map(({ id }) => this.find(id)))
      return found.filter(article => article !== null)
    },
    checked: (id, { isGone, nowMs }) =>
      database.batch([
        db
          .updateTable('articles')
          .set({ checked_ms: nowMs, vanished_ms: isGone ? sql`coalesce(vanished_ms, ${nowMs})` : null })
          .where('id', '=', id),
      ]),

    withdraw: (id, options) => changes.withdraw(database, id, options),
    correct: (id, correction, by) => retryOnConflict(() => changes.correct(database, id, correction, by)),
    decide: (id, take, by) => retryOnConflict(() => changes.decide(database, id, take, by)),
    pin: (id, pinned, by) => changes.pin(database, id, pinned, by),

    sourceFigures: (sourceIds, { sinceMs }) => readFigures(db, sourceIds, sinceMs),
    faults: () => findFaults(db),

    close: () => database.close(),
  }
}

/** What an article in a state has in common. */
const states = {
  revised: sql<boolean>`articles.revision > 1`,
  corrected: sql<boolean>`revisions.made_by = 'operator'`,
  conflicting: sql<boolean>`articles.withdrawn_ms is null and articles.revision <
    (select max(revision) from revisions as each where each.article_id = articles.id)`,
  vanished: sql<boolean>`articles.vanished_ms is not null`,
  withdrawn: sql<boolean>`articles.withdrawn_ms is not null`,
  pinned: sql<boolean>`articles.pinned = 1`,
} as const satisfies Record<ArticleState, RawBuilder<boolean>>
