import type { Command } from 'commander'
import { percent, type Standing, spanOf } from '../../../core/source/standing.ts'
import type { SourceReview } from '../../../operations/review-sources.ts'
import { type Color, paint } from '../../colors.ts'
import { configOption, example, jsonOption } from '../../command-options.ts'
import { formatInstant, formatTable, write, writeJson } from '../../print.ts'
import { type Session, withRuntime } from '../../session.ts'

export function addList(sources: Command, session: Session): void {
  const { terminal } = session
  sources
    .command('list')
    .description('how each source stands: pace, failures, full text, silence')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('sources list'))
    .action((options: { config: string; json?: boolean }) =>
      withRuntime(session, options, async runtime => {
        const { reviewSources } = await import('../../../operations/review-sources.ts')
        const reviews = await reviewSources(runtime.config.sources, runtime)
        if (options.json) await writeJson(terminal, reviews.map(toSourceFacts))
        else await write(terminal, formatReviews(reviews, session, runtime.clock.nowMs()))
      }),
    )
}

const colors = {
  well: 'green',
  new: 'dim',
  stale: 'yellow',
  poor: 'yellow',
  failing: 'red',
  stopped: 'red',
} as const satisfies Record<Standing['status'], Color>

function formatReviews(
  reviews: readonly SourceReview[],
  { terminal: { output } }: Session,
  nowMs: number,
): string {
  if (reviews.length === 0) return 'no sources yet: put one into the configuration\n'
  const header = ['SOURCE', 'STANDS', 'LAST PULL', 'NEXT', 'EVERY', 'NEWEST', 'USUALLY', 'FULL TEXT']
  const rows = reviews.map(({ source, state, standing }) => [
    source.id,
    standing.status,
    state?.lastAttemptAtMs ? ago(nowMs - state.lastAttemptAtMs) : 'never',
    standing.status === 'stopped'
      ? 'never'
      : state === null || state.nextDueAtMs <= nowMs
        ? 'now'
        : `in ${spanOf(state.nextDueAtMs - nowMs)}`,
    state === null ? null : spanOf(state.intervalMinutes * 60_000),
    standing.silenceMs === null ? null : ago(standing.silenceMs),
    standing.rhythm === null ? null : `every ${spanOf(standing.rhythm.usualPauseMs)}`,
    standing.fullTextShare === null ? null : percent(standing.fullTextShare),
  ])
  const [head = '', ...lines] = formatTable(header, rows).split('\n')
  const painted = lines.map((line, n) => {
    const { status } = reviews[n]?.standing ?? { status: null }
    return status === null ? line : line.replace(` ${status} `, ` ${paint(output, status, colors[status])} `)
  })
  return `${[paint(output, head, 'dim'), ...painted].join('\n')}${reviews.map(formatReasons).join('')}`
}

function ago(ms: number): string {
  return `${spanOf(ms)} ago`
}

/** Why a source does not stand well, a sentence a line, and what to do. */
export function formatReasons({ source, standing }: SourceReview): string {
  if (standing.status === 'new' || standing.reasons.length === 0) return ''
  const next = standing.next === null ? '' : `  ${standing.next}\n`
  return `\n${source.id}: ${standing.reasons.join(`\n${source.id}: `)}\n${next}`
}

/** A source's standing as programs read it. */
export function toSourceFacts({ source, state, figures, standing }: SourceReview) {
  const { rhythm, silenceMs, fullTextShare } = standing
  return {
    id: source.id,
    name: source.name,
    lang: source.language,
    feeds: source.feeds,
    status: standing.status,
    reasons: standing.reasons,
    next: standing.next,
    lastAttempt: formatInstant(state?.lastAttemptAtMs),
    lastSuccess: formatInstant(state?.lastSuccessAtMs),
    lastNew: formatInstant(state?.lastNewAtMs),
    nextDue: formatInstant(state?.nextDueAtMs),
    everyMinutes: state?.intervalMinutes ?? null,
    failures: state?.failures ?? 0,
    lastError: state?.lastError ?? null,
    isStopped: standing.status === 'stopped',
    silenceMinutes: silenceMs === null ? null : Math.round(silenceMs / 60_000),
    usualPauseMinutes: rhythm === null ? null : Math.round(rhythm.usualPauseMs / 60_000),
    longestUsualPauseMinutes: rhythm === null ? null : Math.round(rhythm.longestUsualPauseMs / 60_000),
    fullTextShare,
    texts: { ...figures.methods, none: figures.textless },
  }
}
