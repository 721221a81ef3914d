import { noSource, type PageSource } from '../core/source/no-source.ts'
import { feedAddresses, type SiteRules, type SiteTest, type Source } from '../core/source/source.ts'
import { sourcesOfPage } from '../core/source/sources-of-page.ts'
import type { Archive } from '../ports/archive.ts'
import type { TakeEntryDeps } from './take-entry.ts'
import { type SiteTestOutcome, testPage } from './test-site-rules.ts'

export interface TestAllRulesDeps extends TakeEntryDeps {
  readonly sources: readonly Source[]
  /** Rules of the configuration, by host. */
  readonly sites: readonly { readonly host: string; readonly rules: SiteRules }[]
  readonly archive: Pick<Archive, 'listed'>
}

/**
 * Asks for every page that the operator's rules name for testing, each once: those of the sources, those of the
 * configuration's sites, and those of the sites' files for the sites that the sources lead to.
 * @throws AppError `interrupted`.
 */
export async function testAllRules(
  deps: TestAllRulesDeps,
  signal?: AbortSignal,
): Promise<readonly SiteTestOutcome[]> {
  const tests = new Map<string, { readonly test: SiteTest; readonly source: PageSource }>()
  const add = (rules: SiteRules | undefined, source: PageSource | undefined): void => {
    for (const test of rules?.test ?? [])
      if (!tests.has(test.url))
        tests.set(test.url, {
          test,
          source: source ?? sourcesOfPage(deps.sources, test.url)[0] ?? noSource,
        })
  }
  for (const source of deps.sources) add(source.rules, source)
  for (const { rules } of deps.sites) add(rules, undefined)
  for (const source of deps.sources)
    for (const url of await sitesOf(source, deps.archive))
      add((await deps.siteBook?.find(url))?.rules, source)
  const outcomes: SiteTestOutcome[] = []
  for (const { test, source } of tests.values()) outcomes.push(await testPage(test, source, deps, signal))
  return outcomes
}

/** Addresses on the sites to which a source leads, as far as is known. */
async function sitesOf(source: Source, archive: Pick<Archive, 'listed'>): Promise<readonly string[]> {
  const [newest] = await archive.listed(`source-${source.id}`, { limit: 1 })
  const upstream = newest?.provenance.upstreamUrl ?? null
  return [
    ...(upstream === null ? [] : [upstream]),
    ...(source.website === undefined ? [] : [source.website]),
    ...feedAddresses(source),
  ]
}
