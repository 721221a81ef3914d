import { headersFor } from '../core/source/headers.ts'
import type { Source } from '../core/source/source.ts'
import type { FetchRequest } from '../ports/fetcher.ts'

/** A request for an address of a source, as the operator wants it made. */
export function requestOf(
  source: Pick<Source, 'feeds' | 'pages' | 'headers' | 'politeness' | 'proxy'>,
  url: string,
  signal: AbortSignal | undefined,
): FetchRequest {
  const { politeness, proxy } = source
  const headers = headersFor(source, url)
  return { url, headers, politeness, ...(proxy !== undefined && { proxy }), ...(signal && { signal }) }
}
