import { readSiteFile } from './adapters/node/site-folder.ts'
import { createSiteBook } from './adapters/web/site-book.ts'
import type { Config } from './config/config.ts'
import type { SiteBook } from './ports/site-book.ts'

/** The rules for sites of a configuration and of its folder, each file read when it is needed. */
export function openSiteBook({
  sites,
  siteConfigs: folder,
}: Pick<Config, 'sites' | 'siteConfigs'>): SiteBook {
  const readFile = folder === null ? null : (host: string) => readSiteFile(folder, host)
  return createSiteBook({ sites, readFile })
}
