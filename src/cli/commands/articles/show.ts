import type { Command } from 'commander'
import type { ArchivedArticle, Revision } from '../../../core/article/article.ts'
import { compareRevisions } from '../../../core/article/compare-revisions.ts'
import { statesOf } from '../../../core/article/states-of.ts'
import { findArticle } from '../../../operations/change-article.ts'
import { toArticleFacts } from '../../article-facts.ts'
import { configOption, example, jsonOption } from '../../command-options.ts'
import { formatFacts, formatInstant, write, writeJson } from '../../print.ts'
import { type Session, withRuntime } from '../../session.ts'
import { describeChange } from './describe-change.ts'
import { toFacts } from './list.ts'

interface ShowOptions {
  readonly revisions?: boolean
  readonly config: string
  readonly json?: boolean
}

export function addShow(articles: Command, session: Session): void {
  const { terminal } = session
  articles
    .command('show <id>')
    .description('one article with what is known of it')
    .option('--revisions', 'each text that it had, with what changed, in place of the present one')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('articles show 3kq8v0x2m7nd'))
    .action((id: string, options: ShowOptions) =>
      withRuntime(session, options, async ({ archive }) => {
        const article = await findArticle(id, archive)
        const revisions = options.revisions ? await archive.revisions(id) : null
        if (options.json) await writeJson(terminal, toShowFacts(article, revisions))
        else await write(terminal, formatArticle(article, revisions))
      }),
    )
}

function formatArticle(article: ArchivedArticle, revisions: readonly Revision[] | null): string {
  const { waitingRevision, withdrawn } = article
  const facts = formatFacts({
    title: article.title,
    id: article.id,
    [article.sourceIds.length > 1 ? 'sources' : 'source']: article.sourceIds.join(', '),
    byline: article.byline.join(', ') || null,
    published: formatInstant(article.publishedMs),
    updated: formatInstant(article.updatedMs),
    revision: `${article.revision}${article.madeBy === 'operator' ? ', your own' : ''}`,
    ...(waitingRevision !== null && {
      conflict: `upstream has changed its text since, see revision ${waitingRevision} (--revisions); take it: articles correct ${article.id} --accept, or stay: --keep`,
    }),
    'taken from': article.provenance.method,
    upstream: article.provenance.upstreamUrl,
    ...(article.vanishedAtMs !== null && {
      vanished: `gone upstream since ${formatInstant(article.vanishedAtMs)}`,
    }),
    pinned: article.pinned ? 'yes' : 'no',
    withdrawn:
      withdrawn === null
        ? 'no'
        : [formatInstant(withdrawn.atMs), withdrawn.reason].filter(Boolean).join(': '),
  })
  const body =
    revisions === null
      ? [...article.notices.map(notice => `${notice}\n`), `${article.text}\n`]
      : revisions.map((each, n) => formatRevision(each, revisions[n - 1], article.revision))
  return [facts, ...body].join('\n')
}

/** A revision by what it changed, paragraph by paragraph: `-` is out, `+` is in. */
function formatRevision(revision: Revision, before: Revision | undefined, shown: number): string {
  const maker = revision.madeBy === 'operator' ? 'yours' : `upstream's (${revision.sourceId})`
  const place = revision.revision === shown ? ', shown' : revision.revision > shown ? ', waiting' : ''
  const head = `revision ${revision.revision}  ${formatInstant(revision.revisedAtMs)}  ${maker}${place}`
  if (before === undefined) return `${head}\n`
  const change = compareRevisions(before, revision)
  const parts = change.parts.flatMap(part => [
    ...linesOf(before[part]).map(line => `  - ${part}: ${line}`),
    ...linesOf(revision[part]).map(line => `  + ${part}: ${line}`),
  ])
  const blocks = change.blocks.map(({ kind, text }) => `  ${kind === 'removed' ? '-' : '+'} ${text}`)
  return `${[`${head}: ${describeChange(change)}`, ...parts, ...blocks].join('\n')}\n`
}

function linesOf(part: Revision['title' | 'byline' | 'figures']): readonly string[] {
  if (typeof part === 'string') return [part]
  return part.map(each => (typeof each === 'string' ? each : (each.caption ?? each.alt ?? '')))
}

function toShowFacts(article: ArchivedArticle, revisions: readonly Revision[] | null) {
  const { withdrawn, provenance } = article
  return {
    ...toFacts(article),
    ...toArticleFacts(article),
    madeBy: article.madeBy,
    waitingRevision: article.waitingRevision,
    archived: formatInstant(article.archivedAtMs),
    method: provenance.method,
    upstream: provenance.upstreamUrl,
    withdrawn: withdrawn && { at: formatInstant(withdrawn.atMs), reason: withdrawn.reason },
    ...(revisions !== null && {
      revisions: revisions.map((each, n) => {
        const before = revisions[n - 1]
        return {
          revision: each.revision,
          at: formatInstant(each.revisedAtMs),
          madeBy: each.madeBy,
          source: each.sourceId,
          title: each.title,
          changed: before === undefined ? null : compareRevisions(before, each),
        }
      }),
    }),
    states: statesOf(article),
  }
}
