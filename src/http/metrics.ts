import { type Channel, mirrorStates } from '../core/mirror/mirror.ts'
import { delegationEndMs } from '../core/signature/delegation-end.ts'
import type { Source } from '../core/source/source.ts'
import type { Standing } from '../core/source/standing.ts'
import { reviewSources } from '../operations/review-sources.ts'
import type { Archive } from '../ports/archive.ts'
import type { Clock } from '../ports/clock.ts'
import type { MirrorLog } from '../ports/mirror-log.ts'
import type { Signer } from '../ports/signer.ts'
import type { SourceLog } from '../ports/source-log.ts'
import type { WorkLog } from '../ports/work-log.ts'
import { type AnswerCount, answerKinds } from './answer-count.ts'

export interface MetricsDeps {
  readonly archive: Archive
  readonly mirrorLog: MirrorLog
  readonly sourceLog: SourceLog
  readonly answers: AnswerCount
  readonly sources: readonly Source[]
  readonly channels: readonly Channel[]
  /** Null where nothing is signed. */
  readonly signer: Signer | null
  readonly clock: Clock
  /** Only where pulling is cut into pieces. */
  readonly workLog?: WorkLog
  /** When editions were last published since the start; null before. */
  readonly publishedAtMs: () => number | null
}

export interface Metric {
  readonly name: string
  readonly type: 'gauge' | 'counter'
  readonly help: string
  readonly samples: readonly { readonly label?: readonly [string, string]; readonly value: number }[]
}

/** How things stand, in the Prometheus text format 0.0.4. Host names are left out: who watches graphs need not know them. */
export async function writeMetrics(deps: MetricsDeps): Promise<string> {
  return (await readMetrics(deps)).map(writeMetric).join('')
}

export async function readMetrics(deps: MetricsDeps): Promise<readonly Metric[]> {
  const reviews = await reviewSources(deps.sources, deps)
  const keyEndMs = deps.signer === null ? null : delegationEndMs(deps.signer.publicKey, deps.signer.chain)
  const [editions, sources, mirrors] = await Promise.all([
    deps.archive.editions(),
    deps.sourceLog.list(),
    deps.mirrorLog.list(),
  ])
  const perSource = (value: (source: (typeof sources)[number]) => number | null) =>
    sources.flatMap(source => {
      const seconds = value(source)
      return seconds === null ? [] : { label: ['source', source.sourceId] as const, value: seconds }
    })
  const answers = deps.answers.read()
  const publishedAtMs = deps.publishedAtMs()
  const failures = (await deps.workLog?.failures()) ?? []
  return [
    {
      name: 'articles',
      type: 'gauge',
      help: 'Articles in the archive, withdrawn ones included.',
      samples: [{ value: editions.find(edition => edition.slug === 'all')?.count ?? 0 }],
    },
    {
      name: 'editions',
      type: 'gauge',
      help: 'Editions that have articles.',
      samples: [{ value: editions.length }],
    },
    {
      name: 'published_timestamp_seconds',
      type: 'gauge',
      help: 'When editions were last published.',
      samples: publishedAtMs === null ? [] : [{ value: publishedAtMs / 1000 }],
    },
    {
      name: 'source_success_timestamp_seconds',
      type: 'gauge',
      help: 'When a source was last refreshed without a failure.',
      samples: perSource(source => source.lastSuccessAtMs && source.lastSuccessAtMs / 1000),
    },
    {
      name: 'source_due_timestamp_seconds',
      type: 'gauge',
      help: 'When a source is refreshed next.',
      samples: perSource(source => source.nextDueAtMs / 1000),
    },
    {
      name: 'source_failures',
      type: 'gauge',
      help: 'Refreshes of a source in a row that failed.',
      samples: perSource(source => source.failures),
    },
    {
      name: 'source_silent',
      type: 'gauge',
      help: 'Whether a source has published nothing for longer than is usual for it: 1 or 0.',
      samples: reviews.map(({ source, standing }) => ({
        label: ['source', source.id] as const,
        value: isSilent(standing) ? 1 : 0,
      })),
    },
    {
      name: 'source_full_text_ratio',
      type: 'gauge',
      help: 'Share of the last entries of a source that gave a whole text, from 0 to 1.',
      samples: reviews.flatMap(({ source, standing }) =>
        standing.fullTextShare === null
          ? []
          : [{ label: ['source', source.id] as const, value: standing.fullTextShare }],
      ),
    },
    {
      name: 'standbys',
      type: 'gauge',
      help: 'Hosts of a channel that stand by.',
      samples: deps.channels.map(({ id }) => ({
        label: ['channel', id] as const,
        value: mirrors.filter(mirror => mirror.channelId === id && mirror.state === 'standby').length,
      })),
    },
    {
      name: 'key_expiry_timestamp_seconds',
      type: 'gauge',
      help: 'When the delegation of the signing key ends; left out where it has none.',
      samples: keyEndMs === null ? [] : [{ value: keyEndMs / 1000 }],
    },
    {
      name: 'mirrors',
      type: 'gauge',
      help: 'Mirrors in the pool by state.',
      samples: mirrorStates.map(state => ({
        label: ['state', state] as const,
        value: mirrors.filter(mirror => mirror.state === state).length,
      })),
    },
    ...(deps.workLog === undefined
      ? []
      : [
          {
            name: 'work_given_up',
            type: 'gauge' as const,
            help: 'Pieces of pulling that failed for good.',
            samples: [{ value: failures.filter(each => each.isGivenUp).length }],
          },
        ]),
    {
      name: 'answers_total',
      type: 'counter',
      help: 'Answers to readers since the start by kind.',
      samples: answerKinds.map(kind => ({ label: ['kind', kind] as const, value: answers[kind] })),
    },
  ]
}

function isSilent({ rhythm, silenceMs }: Standing): boolean {
  return rhythm !== null && silenceMs !== null && silenceMs > rhythm.longestUsualPauseMs
}

function writeMetric({ name, type, help, samples }: Metric): string {
  const full = `tamizdat_${name}`
  // Labels are ids, states and kinds of ours: letters, digits, hyphens and nothing to escape.
  const lines = samples.map(({ label, value }) => {
    const labels = label === undefined ? '' : `{${label[0]}="${label[1]}"}`
    return `${full}${labels} ${value}\n`
  })
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join('')}`
}
