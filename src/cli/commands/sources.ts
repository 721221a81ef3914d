import type { Command } from 'commander'
import { AppError } from '../../core/errors.ts'
import { isStopped } from '../../core/source/pace.ts'
import type { Source, SourceState } from '../../core/source/source.ts'
import type { SourceCheck } from '../../operations/check-source.ts'
import { configOption, example, jsonOption } from '../command-options.ts'
import { describeFeeds } from '../describe-feeds.ts'
import { formatInstant, formatTable, write, writeJson } from '../print.ts'
import { type Session, withRuntime } from '../session.ts'

interface CommonOptions {
  readonly config: string
  readonly json?: boolean
}

export function addSources(program: Command, session: Session): void {
  const sources = program.command('sources').description('the newsrooms that are followed')
  addList(sources, session)
  addCheck(sources, session)
  addResume(sources, session)
}

function addList(sources: Command, session: Session): void {
  const { terminal } = session
  sources
    .command('list')
    .description('how each source stands')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('sources list'))
    .action((options: CommonOptions) =>
      withRuntime(session, options, async ({ config, sourceLog }) => {
        const states = new Map((await sourceLog.list()).map(state => [state.sourceId, state]))
        const facts = config.sources.map(source => toFacts(source, states.get(source.id)))
        if (options.json) await writeJson(terminal, facts)
        else await write(terminal, formatSources(facts))
      }),
    )
}

function addCheck(sources: Command, session: Session): void {
  const { terminal } = session
  sources
    .command('check [source]')
    .description('pull and extract the newest article on trial; nothing is archived')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('sources check rferl'))
    .action((sourceId: string | undefined, options: CommonOptions) =>
      withRuntime(session, options, async ({ config, fetcher, extractor, clock }) => {
        const { checkSource } = await import('../../operations/check-source.ts')
        const checks: SourceCheck[] = []
        for (const source of chooseSources(config.sources, sourceId)) {
          checks.push(await checkSource(source, { fetcher, extractor, clock }, terminal.signal))
        }
        if (options.json) await writeJson(terminal, checks.map(toCheckFacts))
        else await write(terminal, checks.map(formatCheck).join('\n'))
        const failed = checks.filter(check => check.errors.length > 0)
        if (failed.length > 0) throw checkFailed(failed.map(check => check.sourceId))
      }),
    )
}

function addResume(sources: Command, session: Session): void {
  const { terminal } = session
  sources
    .command('resume <source>')
    .description('ask a source again that has stopped, at its configured addresses')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('sources resume rferl'))
    .action((sourceId: string, options: CommonOptions) =>
      withRuntime(session, options, async ({ config, sourceLog, clock }) => {
        const { resumeSource } = await import('../../operations/resume-source.ts')
        for (const source of chooseSources(config.sources, sourceId)) {
          const state = await resumeSource(source, { sourceLog, clock })
          const facts = toFacts(source, state ?? undefined)
          if (options.json) await writeJson(terminal, facts)
          else await write(terminal, `${source.id} is due now: tamizdat pull ${source.id}\n`)
        }
      }),
    )
}

function chooseSources(sources: readonly Source[], id: string | undefined): readonly Source[] {
  if (id === undefined) return sources
  const chosen = sources.filter(source => source.id === id)
  if (chosen.length > 0) return chosen
  throw new AppError('source-not-found', `there is no source ${id}`, {
    next: `sources in the configuration: ${sources.map(source => source.id).join(', ')}`,
  })
}

type SourceFacts = ReturnType<typeof toFacts>

function toFacts(source: Source, state: SourceState | undefined) {
  const { id, name, language, feeds } = source
  return {
    id,
    name,
    lang: language,
    feeds,
    lastSuccess: formatInstant(state?.lastSuccessAtMs),
    lastNew: formatInstant(state?.lastNewAtMs),
    nextDue: formatInstant(state?.nextDueAtMs),
    everyMinutes: state?.intervalMinutes ?? null,
    failures: state?.failures ?? 0,
    lastError: state?.lastError ?? null,
    isStopped: isStopped(source, state ?? null),
    notes: describeFeeds(source, state),
  }
}

function formatSources(sources: readonly SourceFacts[]): string {
  if (sources.length === 0) return 'no sources yet: put one into the configuration\n'
  const header = ['SOURCE', 'LANG', 'LAST SUCCESS', 'LAST NEW', 'NEXT DUE', 'FAILURES', 'LAST ERROR']
  const rows = sources.map(source => [
    source.id,
    source.lang,
    source.lastSuccess ?? 'never',
    source.lastNew ?? 'never',
    source.isStopped ? 'stopped' : (source.nextDue ?? 'now'),
    source.failures,
    source.lastError,
  ])
  const notes = sources.flatMap(({ id, notes }) => notes.map(note => `${id}: ${note}\n`))
  return formatTable(header, rows) + notes.join('')
}

function formatCheck(check: SourceCheck): string {
  const { article } = check
  const found =
    article === null
      ? []
      : [
          `  newest: ${article.title}`,
          `  text: ${article.text.length} characters, ${describeMethod(article.provenance.method)}`,
        ]
  const errors = check.errors.map(error => `  ${error.kind} – ${error.message}`)
  return `${[`${check.sourceId}: ${check.entries} entries`, ...found, ...errors].join('\n')}\n`
}

function describeMethod(method: string): string {
  if (method === 'rules') return "found by the source's rules"
  if (method === 'page') return 'found in the page'
  return "taken from the feed, not from the article's page"
}

function toCheckFacts({ sourceId, entries, article, errors }: SourceCheck) {
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
    errors: errors.map(({ kind, message }) => ({ kind, message })),
  }
}

function checkFailed(sourceIds: readonly string[]): AppError {
  return new AppError('fetch-failed', `something is wrong with: ${sourceIds.join(', ')}`, {
    next: 'see above what; rules and addresses stand in the configuration',
  })
}
