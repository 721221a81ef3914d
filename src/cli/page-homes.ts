import type { Config } from '../config/config.ts'
import { AppError } from '../core/errors.ts'
import { noSource, type PageSource } from '../core/source/no-source.ts'
import type { SiteRules, Source } from '../core/source/source.ts'
import type { FetchRequest } from '../ports/fetcher.ts'
import type { Session } from './session.ts'

/** Where a page belongs by the configuration: what is said of its source, and the rules that hold for it. */
export interface PageHome {
  readonly source: PageSource
  readonly rules: SiteRules
  /** As a refresh would ask for it. */
  readonly request: FetchRequest | null
}

/**
 * Finds the source and the rules of a page, as a pull with this configuration would.
 * @param options.source its id, where the address does not tell it.
 * @throws AppError `source-not-found`; `wrong-usage` where several sources with other rules each may be meant.
 */
export async function openPageHomes(
  { roots }: Session,
  options: { readonly config?: string; readonly source?: string },
): Promise<(url: string | null) => Promise<PageHome>> {
  if (options.config === undefined) {
    if (options.source === undefined) return async () => ({ source: noSource, rules: {}, request: null })
    throw new AppError('wrong-usage', '--source names a source of a configuration', {
      next: 'give --config FILE as well',
    })
  }
  const config = await roots.loadConfig(options.config)
  const siteBook = await roots.openSiteBook(config)
  const choose = await sourceChooser(config, options.source)
  const { rulesOfPage } = await import('../operations/rules-of-page.ts')
  const { requestOfPage } = await import('../operations/request-of.ts')
  return async url => {
    const source = choose(url) ?? noSource
    if (url === null) return { source, rules: source.rules, request: null }
    const rules = await rulesOfPage(url, source, siteBook)
    return { source, rules, request: requestOfPage(source, rules, url, undefined) }
  }
}

async function sourceChooser(
  { sources }: Config,
  id: string | undefined,
): Promise<(url: string | null) => Source | null> {
  if (id !== undefined) {
    const { chooseSources } = await import('./commands/sources/choose-sources.ts')
    const [named = null] = chooseSources(sources, id)
    return () => named
  }
  const { sourcesOfPage } = await import('../core/source/sources-of-page.ts')
  return url => {
    const [first = null, ...others] = url === null ? [] : sourcesOfPage(sources, url)
    if (first === null || others.every(({ rules }) => sameRules(rules, first.rules))) return first
    const ids = [first, ...others].map(source => source.id).join(', ')
    throw new AppError('wrong-usage', `${url} may be of several sources with other rules each: ${ids}`, {
      next: 'name one with --source ID',
    })
  }
}

function sameRules(a: SiteRules, b: SiteRules): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
