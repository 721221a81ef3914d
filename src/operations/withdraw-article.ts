import { AppError } from '../core/errors.ts'
import type { Archive } from '../ports/archive.ts'
import type { Clock } from '../ports/clock.ts'
import type { Publisher } from '../ports/publisher.ts'

/**
 * Takes an article's text away from readers and from everything that is kept: the archive, and the rendered bytes.
 * @throws AppError `article-not-found`.
 */
export async function withdrawArticle(
  id: string,
  reason: string | null,
  deps: { archive: Archive; publisher: Publisher; clock: Clock },
): Promise<void> {
  if (!(await deps.archive.withdraw(id, { reason, nowMs: deps.clock.nowMs() }))) {
    throw new AppError('article-not-found', `there is no article ${id}`, {
      next: 'see: tamizdat articles list',
    })
  }
  // Rendered pages hold the text too; they are a memo, so all of them may go.
  await deps.publisher.clear()
}
