import type { SiteRules, Source } from '../core/source/source.ts'
import type { SiteBook } from '../ports/site-book.ts'

/** The operator's rules for a page: those of its source, and where they are silent those of its site. */
export async function rulesOfPage(
  url: string,
  source: Pick<Source, 'rules'>,
  siteBook: SiteBook | undefined,
): Promise<SiteRules> {
  return { ...(await siteBook?.find(url))?.rules, ...source.rules }
}
