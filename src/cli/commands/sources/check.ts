import type { Command } from 'commander'
import { AppError } from '../../../core/errors.ts'
import type { SourceCheck } from '../../../operations/check-source.ts'
import type { SourceReview } from '../../../operations/review-sources.ts'
import { configOption, example, jsonOption } from '../../command-options.ts'
import { formatInstant, write, writeJson } from '../../print.ts'
import { type Session, withRuntime } from '../../session.ts'
import { chooseSources } from './choose-sources.ts'
import { formatReasons, toSourceFacts } from './list.ts'

interface Checked {
  readonly check: SourceCheck
  readonly review: SourceReview
}

export function addCheck(sources: Command, session: Session): void {
  const { terminal } = session
  sources
    .command('check [source]')
    .description('pull and extract the newest article on trial; nothing is archived')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('sources check rferl'))
    .action((sourceId: string | undefined, options: { config: string; json?: boolean }) =>
      withRuntime(session, options, async runtime => {
        const { checkSource } = await import('../../../operations/check-source.ts')
        const { reviewSources } = await import('../../../operations/review-sources.ts')
        const chosen = chooseSources(runtime.config.sources, sourceId)
        const checked: Checked[] = []
        for (const review of await reviewSources(chosen, runtime)) {
          checked.push({ review, check: await checkSource(review.source, runtime, terminal.signal) })
        }
        if (options.json) await writeJson(terminal, checked.map(toCheckFacts))
        else await write(terminal, checked.map(formatCheck).join('\n'))
        const failed = checked.filter(
          ({ check }) =>
            check.errors.length > 0 ||
            misfits(check).length > 0 ||
            check.tests.some(({ faults }) => faults.length > 0),
        )
        if (failed.length > 0) throw checkFailed(failed.map(({ check }) => check.sourceId))
      }),
    )
}

/** Rules that a page of an article has to answer to; the others may well find nothing in it. */
function misfits({ rules }: SourceCheck): readonly string[] {
  return rules
    .filter(({ name, matches }) => matches === 0 && ['body', 'title', 'published'].includes(name))
    .map(({ name }) => name)
}

function formatCheck({ check, review }: Checked): string {
  const { article } = check
  const found =
    article === null
      ? []
      : [
          `  newest: ${article.title}`,
          `  text: ${article.text.length} characters, ${describeMethod(article.provenance.method)}`,
        ]
  const rules = check.rules.map(({ name, matches }) => {
    const count = `${matches} element${matches === 1 ? '' : 's'}`
    return `  rule ${name}: fits ${matches === 0 ? 'nothing' : count} of the newest page`
  })
  const errors = check.errors.map(error => `  ${error.kind} – ${error.message}`)
  const tests = check.tests.flatMap(({ url, faults }) =>
    faults.length === 0
      ? [`  rules fit: ${url}`]
      : [`  RULES DO NOT FIT: ${url}`, ...faults.map(fault => `    ${fault}`)],
  )
  const warnings = check.warnings.map(line => `  not applied: ${line}`)
  const state = review.state
  const pace =
    state === null
      ? []
      : [
          `  last pull: ${formatInstant(state.lastAttemptAtMs) ?? 'never'}, next: ${formatInstant(state.nextDueAtMs)}`,
        ]
  const lines = [
    `${check.sourceId}: ${check.entries} entries`,
    ...found,
    ...rules,
    ...tests,
    ...warnings,
    ...pace,
    ...errors,
  ]
  return `${lines.join('\n')}\n${formatReasons(review).replace(/^\n/, '')}`
}

function describeMethod(method: string): string {
  if (method === 'rules') return "found by the source's rules"
  if (method === 'page') return 'found in the page'
  return "taken from the feed, not from the article's page"
}

function toCheckFacts({ check, review }: Checked) {
  const { sourceId, entries, article, rules, errors, tests, warnings } = check
  return {
    source: sourceId,
    entries,
    newest: article && {
      title: article.title,
      published: formatInstant(article.publishedMs),
      characters: article.text.length,
      method: article.provenance.method,
      upstream: article.provenance.upstreamUrl,
    },
    rules: Object.fromEntries(rules.map(({ name, matches }) => [name, matches])),
    errors: errors.map(({ kind, message }) => ({ kind, message })),
    tests,
    warnings,
    standing: toSourceFacts(review),
  }
}

function checkFailed(sourceIds: readonly string[]): AppError {
  return new AppError('fetch-failed', `something is wrong with: ${sourceIds.join(', ')}`, {
    next: 'see above what; rules and addresses stand in the configuration',
  })
}
