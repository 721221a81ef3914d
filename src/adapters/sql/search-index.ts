import { type Compilable, type Kysely, sql } from 'kysely'
import { type Phrase, searchedWords } from '../../core/search/words.ts'
import { anyOf, type SqlDatabase } from './database.ts'
import { presentRevisions } from './editions.ts'
import type { Schema } from './schema.ts'

// The full-text index (FTS5, in SQLite and D1): a row for each article that is not withdrawn.

/** Puts an article's words into the index, in place of those that it had. */
export function indexed(
  db: Kysely<Schema>,
  article: { readonly title: string; readonly text: string },
  id: string,
): readonly Compilable[] {
  const words = searchedWords(article).join(' ')
  return [forgotten(db, id), db.insertInto('article_words').values({ article: id, words })]
}

const indexedAtOnce = 10

/**
 * Puts some of the articles into the index that are older than it; a start that was cut off goes on where it was.
 * @returns how many; 0 when all are in it.
 */
export async function indexOlder({ db, batch }: SqlDatabase): Promise<number> {
  const older = await db.selectFrom('unindexed_articles').select('id').limit(indexedAtOnce).execute()
  if (older.length === 0) return 0
  const ids = anyOf(older.map(({ id }) => id))
  const articles = await presentRevisions(db)
    .where('articles.id', 'in', ids)
    .where('articles.withdrawn_ms', 'is', null)
    .execute()
  await batch([
    ...articles.flatMap(article => indexed(db, article, article.id)),
    db.deleteFrom('unindexed_articles').where('id', 'in', ids),
  ])
  return older.length
}

/** Takes them out again. The row is found by the index itself: a virtual table has no other. */
export function forgotten(db: Kysely<Schema>, id: string): Compilable {
  return db
    .deleteFrom('article_words')
    .where(
      sql<boolean>`rowid in (select rowid from article_words where article_words match ${`article : "${id}"`})`,
    )
}

/** The ids of the articles that hold every phrase. */
export function findPhrases(db: Kysely<Schema>, phrases: readonly Phrase[]) {
  // Words are letters and digits only, so quotes around them are enough.
  const wanted = phrases.map(phrase => `"${phrase.join(' ')}"*`).join(' AND ')
  return db
    .selectFrom('article_words')
    .select('article')
    .where(sql<boolean>`article_words match ${`words : (${wanted})`}`)
}
