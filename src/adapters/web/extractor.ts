import { type MadeArticle, makeArticle } from '../../core/article/make-article.ts'
import { AppError } from '../../core/errors.ts'
import type { Extractor } from '../../ports/extractor.ts'

/** Extraction on the thread that asks, for runtimes that have no other. The limits of the parser bound it. */
export function createExtractor(): Extractor {
  let isClosed = false
  return {
    hands: 1,
    async extract(raw): Promise<MadeArticle> {
      if (isClosed) throw new AppError('interrupted', 'the extractor is closed')
      return makeArticle(raw)
    },
    async close() {
      isClosed = true
    },
  }
}
