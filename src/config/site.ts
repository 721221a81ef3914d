import type { Site } from '../core/page/site.ts'
import type { Config } from './config.ts'

/** What pages and feeds say of the publication. Its language is that of its sources, English where they have several. */
export function siteOf(config: Pick<Config, 'title' | 'description' | 'sources'>): Site {
  const languages = new Set(config.sources.map(source => source.language))
  const [language = 'en'] = languages.size === 1 ? languages : []
  const sources = config.sources.map(({ id, name }) => ({ id, name }))
  return { title: config.title, description: config.description, language, sources }
}

/** The address of a host as readers type it, without a trailing slash. */
export function originOf(host: string, { publicScheme, publicPort }: Config['server']): string {
  return new URL(`${publicScheme}://${host}${publicPort === null ? '' : `:${publicPort}`}`).origin
}
