import type { Work } from './core/source/work.ts'

/** What deploy/cloudflare/wrangler.jsonc binds; secrets of the configuration stand beside it, by name. */
export interface WorkerEnv {
  readonly ARCHIVE: D1Database
  /** Rendered bytes; without it they are kept in the archive. */
  readonly PUBLISHED?: R2Bucket
  /** Without it nothing is pulled. */
  readonly WORK?: Queue<Work>
}
