import { type AppError, asAppError } from '../core/errors.ts'
import type { PageSource } from '../core/source/no-source.ts'
import type { SiteTest, Source } from '../core/source/source.ts'
import { type TakeEntryDeps, takePage } from './take-entry.ts'

/** Whether the rules for a site still fit one of its pages. */
export interface SiteTestOutcome {
  readonly url: string
  /** What is wrong, a line each; empty where the page is as the rules expect. */
  readonly faults: readonly string[]
  /** Whether there was a page to look at: a publisher's bad hour is no change of its site. */
  readonly isReached: boolean
}

/**
 * Asks for the pages that rules were written for, and looks whether they still find there what they should.
 * @param url an article of the source; the rules for its site are tested with the source's own.
 * @throws AppError `interrupted`.
 */
export async function testSiteRules(
  source: Source,
  url: string | null,
  deps: TakeEntryDeps,
  signal?: AbortSignal,
): Promise<readonly SiteTestOutcome[]> {
  const site = url === null ? null : (await deps.siteBook?.find(url))?.rules
  const outcomes: SiteTestOutcome[] = []
  for (const test of [...(source.rules.test ?? []), ...(site?.test ?? [])])
    outcomes.push(await testPage(test, source, deps, signal))
  return outcomes
}

/**
 * Asks for one page, and looks whether the rules of its source and of its site find there what they should.
 * @throws AppError `interrupted`.
 */
export async function testPage(
  { url, contains }: SiteTest,
  source: PageSource,
  deps: TakeEntryDeps,
  signal: AbortSignal | undefined,
): Promise<SiteTestOutcome> {
  try {
    const { article, rules } = await takePage(url, null, source, deps, signal)
    const text = `${article.title}\n${article.text}`
    const missing = contains.filter(each => !text.includes(each))
    const faults = [
      ...(rules.body !== undefined && article.provenance.method !== 'rules'
        ? ['the rule for the body finds nothing']
        : []),
      ...missing.map(each => `the article does not hold ${JSON.stringify(each)}`),
    ]
    return { url, faults, isReached: true }
  } catch (cause) {
    const error = asAppError(cause, 'article-unreadable')
    if (error.kind === 'interrupted') throw error
    return { url, faults: [`${error.kind} – ${error.message}`], isReached: isOfThePage(error) }
  }
}

/** Whether it is the page that is wrong, as it is where it was taken down or holds no article any more. */
function isOfThePage({ kind, status }: AppError): boolean {
  return kind === 'article-unreadable' || kind === 'upstream-gone' || status === 404 || status === 410
}
