import type { Validators } from './capture.ts'
import type { Hop } from './redirect.ts'

// Some firewalls turn away who does not say what he takes. Feed and page weigh the same, so that nothing is negotiated.
const accept =
  'application/rss+xml, application/atom+xml, application/feed+json, text/html, application/xhtml+xml, */*;q=0.8'

/** What one upstream request says, in lower case; the source's own headers before ours, the validators as received. */
export function requestHeaders(
  hop: Hop,
  {
    userAgent,
    validators,
  }: { readonly userAgent: string; readonly validators?: Validators | null | undefined },
): Record<string, string> {
  const own = Object.entries(hop.headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  return {
    accept,
    'user-agent': userAgent,
    ...Object.fromEntries(own),
    ...(validators?.etag && { 'if-none-match': validators.etag }),
    ...(validators?.lastModified && { 'if-modified-since': validators.lastModified }),
  }
}

/** Whether a request with these validators may be answered 304. */
export function isConditional(validators: Validators | null | undefined): boolean {
  return validators != null && (validators.etag !== null || validators.lastModified !== null)
}
