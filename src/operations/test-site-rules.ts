import { asAppError } from '../core/errors.ts'
import type { Source } from '../core/source/source.ts'
import { type TakeEntryDeps, takePage } from './take-entry.ts'

/** Whether the rules for a site still fit one of its pages. */
export interface SiteTestOutcome {
  readonly url: string
  /** What is wrong, a line each; empty where the page is as the rules expect. */
  readonly faults: readonly string[]
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
  for (const test of [...(source.rules.test ?? []), ...(site?.test ?? [])]) {
    const faults = await faultsOf(test, source, deps, signal)
    outcomes.push({ url: test.url, faults })
  }
  return outcomes
}

async function faultsOf(
  test: { readonly url: string; readonly contains: readonly string[] },
  source: Source,
  deps: TakeEntryDeps,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  try {
    const { article, rules } = await takePage(test.url, null, source, deps, signal)
    const text = `${article.title}\n${article.text}`
    const missing = test.contains.filter(each => !text.includes(each))
    return [
      ...(rules.body !== undefined && article.provenance.method !== 'rules'
        ? ['the rule for the body finds nothing']
        : []),
      ...missing.map(each => `the article does not hold ${JSON.stringify(each)}`),
    ]
  } catch (cause) {
    const error = asAppError(cause, 'article-unreadable')
    if (error.kind === 'interrupted') throw error
    return [`${error.kind} – ${error.message}`]
  }
}
