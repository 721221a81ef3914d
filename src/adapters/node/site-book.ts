import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../core/errors.ts'
import { readSiteConfig } from '../../core/source/read-site-config.ts'
import { siteHosts } from '../../core/source/site-hosts.ts'
import type { SiteRules } from '../../core/source/source.ts'
import type { SiteBook, SitePage } from '../../ports/site-book.ts'

export interface SiteBookOptions {
  /** Rules of the configuration, by host; a leading dot stands for every host below it. */
  readonly sites: readonly { readonly host: string; readonly rules: SiteRules }[]
  /** A folder of FiveFilters' site-config files, `HOST.txt` each; null for none. */
  readonly folder: string | null
}

/** The configuration's rules for sites, and behind them those of the operator's folder, each file read when it is needed. */
export function createSiteBook({ sites, folder }: SiteBookOptions): SiteBook {
  const written = new Map(sites.map(({ host, rules }) => [host.replace(/^www\./, ''), rules]))
  return {
    async find(url) {
      for (const host of siteHosts(url)) {
        const rules = written.get(host)
        const page = rules === undefined ? await readSiteFile(folder, host) : { rules, skipped: [] }
        if (page !== null) return page
      }
      return null
    },
  }
}

/**
 * Reads one site's file of a folder.
 * @returns null where there is none.
 * @throws AppError `config-invalid` for one that can't be read.
 */
async function readSiteFile(folder: string | null, host: string): Promise<SitePage | null> {
  // A host is no path: this is what keeps it one file of this folder.
  if (folder === null || !/^\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(host)) return null
  try {
    const file = `${host}.txt`
    const { rules, skipped } = readSiteConfig(await readFile(join(folder, file), 'utf8'))
    return { rules, skipped: skipped.map(line => `${file}: ${line}`) }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('config-invalid', `the rules for ${host} can't be read: ${reason}`, { cause })
  }
}
