import type { Capture, Redirect, Validators } from '../core/source/capture.ts'
import type { UpstreamProxy } from '../core/source/proxy.ts'

export interface FetchRequest {
  /** Absolute http(s) address. */
  readonly url: string
  /** Sent back byte for byte (RFC 9110 §8.8). */
  readonly validators?: Validators
  readonly headers?: Readonly<Record<string, string>>
  /** Taken in place of the fetcher's own; null for none. */
  readonly proxy?: UpstreamProxy | null
  readonly politeness?: { readonly concurrency: number; readonly delaySeconds: number }
  readonly signal?: AbortSignal
}

export type FetchOutcome =
  | { readonly status: 'fetched'; readonly capture: Capture }
  | {
      readonly status: 'unchanged'
      /** Cache-Control max-age of the 304 in seconds, if it has one. */
      readonly maxAgeSeconds: number | null
      /** The way from the address that was asked for to the one that answered. */
      readonly redirects: readonly Redirect[]
    }

/** Gets one upstream response with every guard of the project in force. */
export interface Fetcher {
  /** The longest body that it takes; what unpacks a body further keeps to it as well. */
  readonly maxBodyBytes: number
  /**
   * @throws AppError `blocked-address`, `fetch-failed`, `fetch-timeout`, `proxy-failed`, `body-too-large`, `too-many-redirects`,
   *   `upstream-refused` (any status but 200 and an expected 304; `retryAtMs` from Retry-After),
   *   `upstream-challenged` (a firewall's own page), `upstream-empty` (a 200 with nothing in it), `interrupted`.
   */
  get(request: FetchRequest): Promise<FetchOutcome>
  close(): Promise<void>
}
