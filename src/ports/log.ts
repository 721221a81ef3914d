import type { ErrorKind } from '../core/errors.ts'

/** Everything that can be logged, field by field. A reader's address, agent, referrer or query has no field here. */
export type LogEvent =
  | { readonly event: 'started'; readonly port: number; readonly operatorPort: number }
  | { readonly event: 'stopped' }
  | {
      readonly event: 'archive-upgraded'
      readonly from: number
      readonly to: number
      /** The file as it was. */
      readonly copy: string
    }
  | {
      readonly event: 'source-refreshed'
      readonly sourceId: string
      readonly status: 'changed' | 'unchanged'
      readonly added: number
      readonly revised: number
      readonly failed: number
      readonly tookMs: number
      readonly nextDueAt: string
    }
  | {
      readonly event: 'source-failed'
      readonly sourceId: string
      readonly kind: ErrorKind
      readonly message: string
      readonly failures: number
      readonly nextDueAt: string
    }
  | {
      /** A permanent redirect that is believed from now on, or not any more. */
      readonly event: 'feed-moved'
      readonly sourceId: string
      readonly from: string
      readonly to: string
    }
  | {
      readonly event: 'article-failed'
      readonly sourceId: string
      readonly url: string | null
      readonly kind: ErrorKind
      readonly message: string
    }
  | {
      readonly event: 'article-vanished'
      readonly sourceId: string
      readonly articleId: string
      readonly url: string | null
    }
  | { readonly event: 'hub-told'; readonly topics: number }
  | { readonly event: 'editions-published'; readonly documents: number; readonly tookMs: number }
  | {
      readonly event: 'mirror-changed'
      readonly channelId: string
      readonly from: string
      readonly to: string
    }
  | {
      readonly event: 'mirrors-probed'
      readonly hosts: number
      readonly measured: number
      readonly interfered: number
    }
  | { readonly event: 'mailbox-opened' }
  | {
      /** In the last hour. */
      readonly event: 'mails-answered'
      readonly answered: number
      readonly thrownAway: number
    }
  | { readonly event: 'failure'; readonly kind: ErrorKind | 'unexpected'; readonly message: string }

export interface Log {
  write(event: LogEvent): void
}
