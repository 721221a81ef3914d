import type { MadeArticle, RawEntry, RawPage } from '../../core/article/make-article.ts'
import type { ErrorKind } from '../../core/errors.ts'

/** What the pool sends to a worker thread. */
export type Request = RawPage | RawEntry

/** What a worker thread sends: once that it is ready, then an answer to each request. */
export type Reply =
  | { readonly status: 'ready' }
  | { readonly status: 'made'; readonly made: MadeArticle }
  | {
      readonly status: 'failed'
      readonly kind: ErrorKind
      readonly message: string
      readonly next: string | undefined
    }
