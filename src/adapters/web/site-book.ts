import { readSiteConfig } from '../../core/source/read-site-config.ts'
import { siteHosts } from '../../core/source/site-hosts.ts'
import type { SiteRules } from '../../core/source/source.ts'
import type { SiteBook, SitePage } from '../../ports/site-book.ts'

/** Reads the site-config file of a host; null where there is none. Throws AppError `config-invalid`, `store-failed`. */
export type ReadSiteFile = (host: string) => Promise<string | null>

export interface SiteBookOptions {
  /** Rules of the configuration, by host; a leading dot stands for every host below it. */
  readonly sites: readonly { readonly host: string; readonly rules: SiteRules }[]
  /** FiveFilters' site-config files, `HOST.txt` each; null for none. */
  readonly readFile: ReadSiteFile | null
}

/** The configuration's rules for sites, and behind them the operator's site-config files, each read when it is needed. */
export function createSiteBook({ sites, readFile }: SiteBookOptions): SiteBook {
  const written = new Map(sites.map(({ host, rules }) => [host.replace(/^www\./, ''), rules]))
  return {
    async find(url) {
      for (const host of siteHosts(url)) {
        const rules = written.get(host)
        const page = rules === undefined ? await readSite(host, readFile) : { rules, skipped: [] }
        if (page !== null) return page
      }
      return null
    },
  }
}

async function readSite(host: string, readFile: ReadSiteFile | null): Promise<SitePage | null> {
  const text = (await readFile?.(host)) ?? null
  if (text === null) return null
  const { rules, skipped } = readSiteConfig(text)
  return { rules, skipped: skipped.map(line => `${host}.txt: ${line}`) }
}
