import { type Command, Option } from 'commander'
import { type ArchivedArticle, type ArticleState, articleStates } from '../../../core/article/article.ts'
import { compareRevisions } from '../../../core/article/compare-revisions.ts'
import { statesOf } from '../../../core/article/states-of.ts'
import type { Archive } from '../../../ports/archive.ts'
import { configOption, example, jsonOption, parseCount } from '../../command-options.ts'
import { formatInstant, formatTable, write, writeJson } from '../../print.ts'
import { type Session, withRuntime } from '../../session.ts'
import { describeChange } from './describe-change.ts'

interface ListOptions {
  readonly source?: string
  readonly only?: ArticleState
  readonly revisions?: boolean
  readonly limit: number
  readonly config: string
  readonly json?: boolean
}

export function addList(articles: Command, session: Session): void {
  const { terminal } = session
  articles
    .command('list')
    .description('the newest articles, and what became of them')
    .option('--source <id>', 'of one source only')
    .addOption(new Option('--only <state>', 'of one state only').choices(articleStates))
    .option('--revisions', 'those whose text has changed, with what changed last')
    .addOption(new Option('--limit <number>', 'at most so many').argParser(parseCount).default(20))
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('articles list --source rferl --limit 5'))
    .action((options: ListOptions) =>
      withRuntime(session, options, async ({ archive }) => {
        const slug = options.source === undefined ? 'all' : `source-${options.source}`
        const state = options.only ?? (options.revisions ? 'revised' : undefined)
        const listed = await archive.listed(slug, { limit: options.limit, ...(state && { state }) })
        const changes = options.revisions ? await lastChanges(listed, archive) : null
        if (options.json)
          await writeJson(
            terminal,
            listed.map((each, n) => toFacts(each, changes?.[n])),
          )
        else await write(terminal, formatList(listed, changes, state))
      }),
    )
}

/** For each article in a few words what its latest revision changed. */
async function lastChanges(
  articles: readonly ArchivedArticle[],
  archive: Archive,
): Promise<readonly string[]> {
  const changes: string[] = []
  for (const { id, revision } of articles) {
    const shown = (await archive.revisions(id)).filter(each => each.revision <= revision)
    const [before, after] = shown.slice(-2)
    changes.push(before && after ? describeChange(compareRevisions(before, after)) : 'nothing')
  }
  return changes
}

function formatList(
  articles: readonly ArchivedArticle[],
  changes: readonly string[] | null,
  state: ArticleState | undefined,
): string {
  if (articles.length === 0)
    return state === undefined ? 'no articles yet: npx tamizdat pull\n' : `no article is ${state}\n`
  const header = ['ID', 'PUBLISHED', 'SOURCE', 'LANG', 'TITLE', ...(changes === null ? [] : ['CHANGED'])]
  const rows = articles.map((article, n) => [
    article.id,
    formatInstant(article.publishedMs),
    article.sourceIds.join(', '),
    article.language,
    [article.title, ...statesOf(article).map(mark => `[${mark}]`)].join(' '),
    ...(changes === null ? [] : [`${formatInstant(article.updatedMs)}: ${changes[n]}`]),
  ])
  return formatTable(header, rows)
}

/** An article in a list, as programs read it. */
export function toFacts(article: ArchivedArticle, changed?: string) {
  return {
    id: article.id,
    entryId: article.entryId,
    source: article.sourceId,
    sources: article.sourceIds,
    title: article.title,
    lang: article.language,
    published: formatInstant(article.publishedMs),
    updated: formatInstant(article.updatedMs),
    revision: article.revision,
    states: statesOf(article),
    pinned: article.pinned,
    vanished: formatInstant(article.vanishedAtMs),
    ...(changed !== undefined && { changed }),
  }
}
