import type { ArchivedArticle, Maker } from '../core/article/article.ts'
import { correctArticle, type WantedCorrection } from '../core/article/correct-article.ts'
import { AppError } from '../core/errors.ts'
import type { Archive } from '../ports/archive.ts'
import type { Clock } from '../ports/clock.ts'
import type { Publisher } from '../ports/publisher.ts'

// The newsroom's hand on its articles. Each shows on every host with the next request: servers read the archive's
// version before they answer.

export interface ChangeDeps {
  readonly archive: Archive
  readonly clock: Clock
  /** Who does it. */
  readonly actor: string
}

/** @throws AppError `article-not-found`. */
export async function findArticle(id: string, archive: Archive): Promise<ArchivedArticle> {
  const article = await archive.find(id)
  if (article !== null) return article
  throw new AppError('article-not-found', `there is no article ${id}`, {
    next: 'see: npx tamizdat articles list',
  })
}

/**
 * Takes an article's text away from readers and from everything that is kept: the archive, and the rendered bytes.
 * @throws AppError `article-not-found`.
 */
export async function withdrawArticle(
  id: string,
  reason: string | null,
  deps: ChangeDeps & { readonly publisher: Publisher },
): Promise<void> {
  await findArticle(id, deps.archive)
  await deps.archive.withdraw(id, { reason, ...byHand(deps) })
  // Rendered pages hold the text too; they are a memo, so all of them may go.
  await deps.publisher.clear()
}

/**
 * Puts the operator's words in place of an article's.
 * @returns the article as readers see it now.
 * @throws AppError `article-not-found`, also for a withdrawn one; `wrong-usage` for a correction that changes nothing.
 */
export async function correctByHand(
  id: string,
  wanted: WantedCorrection,
  deps: ChangeDeps,
): Promise<ArchivedArticle> {
  const article = await findArticle(id, deps.archive)
  refuseWithdrawn(article)
  await deps.archive.correct(id, correctArticle(article, wanted), byHand(deps))
  return findArticle(id, deps.archive)
}

/**
 * Decides on a text that upstream gave after the operator had corrected the article.
 * @throws AppError `article-not-found`, also for a withdrawn one; `wrong-usage` where nothing waits.
 */
export async function decideConflict(id: string, take: Maker, deps: ChangeDeps): Promise<ArchivedArticle> {
  refuseWithdrawn(await findArticle(id, deps.archive))
  if (!(await deps.archive.decide(id, take, byHand(deps))))
    throw new AppError('wrong-usage', `no text of upstream's waits for a decision on ${id}`, {
      next: 'see which do: npx tamizdat articles list --only conflicting',
    })
  return findArticle(id, deps.archive)
}

/** @throws AppError `article-not-found`. */
export async function pinArticle(id: string, pinned: boolean, deps: ChangeDeps): Promise<void> {
  await findArticle(id, deps.archive)
  await deps.archive.pin(id, pinned, byHand(deps))
}

function byHand({ actor, clock }: ChangeDeps) {
  return { actor, nowMs: clock.nowMs() }
}

function refuseWithdrawn({ id, withdrawn }: ArchivedArticle): void {
  if (withdrawn === null) return
  throw new AppError('article-not-found', `${id} was withdrawn: it has no text any more`, {
    next: 'a withdrawal is final; see: npx tamizdat articles list',
  })
}
