import type { Work } from './core/source/work.ts'

/** What deploy/cloudflare/wrangler.jsonc binds; secrets of the configuration stand beside it, by name. */
export interface WorkerEnv {
  readonly ARCHIVE: D1Database
  /** Rendered bytes; without it they are kept in the archive. */
  readonly PUBLISHED?: R2Bucket
  /** The key of the operator's site-config files in that bucket; left out where there are none. */
  readonly SITE_RULES?: string
  /** Without it nothing is pulled. */
  readonly WORK?: Queue<Work>
}
