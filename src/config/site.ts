import type { Site, SiteSource } from '../core/page/site.ts'
import { feedAddresses, type Source } from '../core/source/source.ts'
import type { Config } from './config.ts'

/** What pages and feeds say of the publication. Its language is that of its sources, English where they have several. */
export function siteOf(
  config: Pick<
    Config,
    'feeds' | 'title' | 'description' | 'rights' | 'contact' | 'sources' | 'reviewedLanguages'
  >,
): Site {
  const languages = new Set(config.sources.map(source => source.language))
  const [language = 'en'] = languages.size === 1 ? languages : []
  const { title, description, rights, contact, reviewedLanguages } = config
  const sources = config.sources.map(siteSource)
  const feeds = config.feeds.map(({ id, title: name }) => ({ id, title: name }))
  return { title, description, rights, contact, language, reviewedLanguages, sources, feeds }
}

function siteSource(source: Source): SiteSource {
  const { id, name, website, rights } = source
  const [address = ''] = feedAddresses(source)
  // Of a feed's address only the host is told: the rest may hold a key that was given to the operator alone.
  return { id, name, website: website ?? `${new URL(address).origin}/`, rights: rights ?? `© ${name}` }
}

/** The address of a host as readers type it, without a trailing slash. An onion address is its own encryption: plain http. */
export function originOf(host: string, { publicScheme, publicPort }: Config['server']): string {
  if (host.endsWith('.onion')) return `http://${host}`
  return new URL(`${publicScheme}://${host}${publicPort === null ? '' : `:${publicPort}`}`).origin
}
