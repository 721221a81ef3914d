/** What upstream gave for asking again whether anything changed (RFC 9110 §8.8); opaque, kept byte for byte. */
export interface Validators {
  readonly etag: string | null
  readonly lastModified: string | null
}

/** One redirect that was followed. */
export interface Redirect {
  readonly status: number
  readonly from: string
  readonly to: string
}

/** One upstream response as received, content coding removed. */
export interface Capture {
  /** The final address, after redirects. */
  readonly url: string
  readonly status: number
  /** The way from the address that was asked for to the final one. */
  readonly redirects: readonly Redirect[]
  /** The Content-Type header as sent. */
  readonly contentType: string | null
  readonly validators: Validators
  /** Cache-Control max-age in seconds, if the upstream gave one. */
  readonly maxAgeSeconds: number | null
  readonly body: Uint8Array
  readonly capturedAtMs: number
  /** What time the upstream's clock had, where it said so (RFC 9110 §6.6.1). */
  readonly upstreamDateMs?: number
}
