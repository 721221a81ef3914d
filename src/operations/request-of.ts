import { headersFor } from '../core/source/headers.ts'
import type { SiteRules, Source } from '../core/source/source.ts'
import type { FetchRequest } from '../ports/fetcher.ts'

type Asked = Pick<Source, 'feeds' | 'pages' | 'headers' | 'politeness' | 'proxy'>

/** A request for an address of a source, as the operator wants it made. */
export function requestOf(source: Asked, url: string, signal: AbortSignal | undefined): FetchRequest {
  const { politeness, proxy } = source
  const headers = headersFor(source, url)
  return { url, headers, politeness, ...(proxy !== undefined && { proxy }), ...(signal && { signal }) }
}

/** A request for an article's page, named to its site as the rules say. */
export function requestOfPage(
  source: Asked,
  { userAgent }: SiteRules,
  url: string,
  signal: AbortSignal | undefined,
): FetchRequest {
  const request = requestOf(source, url, signal)
  // Unlike the source's own headers a user agent is no secret, and goes wherever an entry leads.
  return userAgent === undefined
    ? request
    : { ...request, headers: { 'user-agent': userAgent, ...request.headers } }
}
