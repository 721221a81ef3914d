import { feedAddresses, type Source } from './source.ts'

/**
 * The operator's request headers for an address of this source: only for the hosts of its own feeds, with or without
 * `www.`, and never in clear text where the feed is not, since a header may be a secret between us and the publisher,
 * and an entry may link anywhere.
 */
export function headersFor(
  source: Pick<Source, 'feeds' | 'pages' | 'headers'>,
  url: string,
): Source['headers'] {
  return feedAddresses(source).some(feed => isSameSite(feed, url)) ? source.headers : {}
}

function isSameSite(feed: string, url: string): boolean {
  if (!URL.canParse(feed) || !URL.canParse(url)) return false
  const [own, other] = [new URL(feed), new URL(url)]
  const isAsSafe = other.protocol === 'https:' || other.protocol === own.protocol
  return isAsSafe && siteHost(own) === siteHost(other)
}

function siteHost({ host }: URL): string {
  return host.replace(/^www\./, '')
}
