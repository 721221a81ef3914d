import { parse } from 'tldts'
import { feedAddresses, type Source } from './source.ts'

/**
 * The sources that a page may belong to: those that have an address on its host, else those with one under the same
 * registrable domain (publicsuffix.org).
 */
export function sourcesOfPage<Given extends Pick<Source, 'feeds' | 'pages' | 'website'>>(
  sources: readonly Given[],
  url: string,
): readonly Given[] {
  const own = hostsOf([url])
  const here = sources.filter(source => meet(own, hostsOf(addressesOf(source))))
  if (here.length > 0) return here
  return sources.filter(source => meet(own.map(domainOf), hostsOf(addressesOf(source)).map(domainOf)))
}

function addressesOf(source: Pick<Source, 'feeds' | 'pages' | 'website'>): readonly string[] {
  return [...feedAddresses(source), ...(source.website === undefined ? [] : [source.website])]
}

function hostsOf(addresses: readonly string[]): readonly string[] {
  return addresses
    .filter(address => URL.canParse(address))
    .map(address => new URL(address).hostname.replace(/^www\./, ''))
}

function domainOf(host: string): string {
  return parse(host, { allowPrivateDomains: true }).domain ?? host
}

function meet(some: readonly string[], others: readonly string[]): boolean {
  return some.some(each => others.includes(each))
}
