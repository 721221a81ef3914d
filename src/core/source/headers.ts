import type { Source } from './source.ts'

/**
 * The operator's request headers for an address of this source: only for the hosts of its own feeds, with or without
 * `www.`, since a header may be a secret between us and the publisher, and an entry may link anywhere.
 */
export function headersFor(source: Pick<Source, 'feeds' | 'headers'>, url: string): Source['headers'] {
  const host = siteHost(url)
  return source.feeds.some(feed => siteHost(feed) === host) ? source.headers : {}
}

function siteHost(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host.replace(/^www\./, '') : null
}
