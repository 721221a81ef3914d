import { type Command, Option } from 'commander'
import type { ArchivedArticle } from '../../core/article/article.ts'
import { AppError } from '../../core/errors.ts'
import { toArticleFacts } from '../article-facts.ts'
import { configOption, example, jsonOption, parseCount } from '../command-options.ts'
import { formatFacts, formatInstant, formatTable, write, writeJson } from '../print.ts'
import { type Session, withRuntime } from '../session.ts'

interface CommonOptions {
  readonly config: string
  readonly json?: boolean
}

export function addArticles(program: Command, session: Session): void {
  const articles = program.command('articles').description("the newsroom's hand on its articles")
  addList(articles, session)
  addShow(articles, session)
  addWithdraw(articles, session)
  addPin(articles, session)
}

function addList(articles: Command, session: Session): void {
  const { terminal } = session
  articles
    .command('list')
    .description('the newest articles')
    .option('--source <id>', 'of one source only')
    .addOption(new Option('--limit <number>', 'at most so many').argParser(parseCount).default(20))
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('articles list --source rferl --limit 5'))
    .action((options: CommonOptions & { source?: string; limit: number }) =>
      withRuntime(session, options, async ({ archive }) => {
        const slug = options.source === undefined ? 'all' : `source-${options.source}`
        const newest = await archive.newest(slug, options.limit)
        if (options.json) await writeJson(terminal, newest.map(toListFacts))
        else await write(terminal, formatList(newest))
      }),
    )
}

function addShow(articles: Command, session: Session): void {
  const { terminal } = session
  articles
    .command('show <id>')
    .description('one article with what is known of it')
    .addOption(configOption())
    .addOption(jsonOption())
    .addHelpText('after', example('articles show 3kq8v0x2m7nd'))
    .action((id: string, options: CommonOptions) =>
      withRuntime(session, options, async ({ archive }) => {
        const article = await archive.find(id)
        if (article === null) throw notFound(id)
        if (options.json) await writeJson(terminal, toShowFacts(article))
        else await write(terminal, formatArticle(article))
      }),
    )
}

function addWithdraw(articles: Command, session: Session): void {
  articles
    .command('withdraw <id>')
    .description("take an article's text away from readers; it keeps its place")
    .option('--reason <text>', 'why, for the record')
    .addOption(configOption())
    .addHelpText('after', example('articles withdraw 3kq8v0x2m7nd --reason "a source is in danger"'))
    .action((id: string, options: CommonOptions & { reason?: string }) =>
      withRuntime(session, options, async runtime => {
        const { withdrawArticle } = await import('../../operations/withdraw-article.ts')
        await withdrawArticle(id, options.reason ?? null, runtime)
        await write(session.terminal, `withdrawn: ${id}\n`)
      }),
    )
}

function addPin(articles: Command, session: Session): void {
  articles
    .command('pin <id>')
    .description('keep an article on top of the front page')
    .option('--off', 'let it go again')
    .addOption(configOption())
    .addHelpText('after', example('articles pin 3kq8v0x2m7nd'))
    .action((id: string, options: CommonOptions & { off?: boolean }) =>
      withRuntime(session, options, async ({ archive }) => {
        const isPinned = !options.off
        if (!(await archive.pin(id, isPinned))) throw notFound(id)
        await write(session.terminal, `${isPinned ? 'pinned' : 'let go'}: ${id}\n`)
      }),
    )
}

function formatList(articles: readonly ArchivedArticle[]): string {
  if (articles.length === 0) return 'no articles yet: npx tamizdat pull\n'
  const header = ['ID', 'PUBLISHED', 'SOURCE', 'LANG', 'TITLE']
  const rows = articles.map(article => [
    article.id,
    formatInstant(article.publishedMs),
    article.sourceId,
    article.language,
    article.pinned ? `${article.title} [pinned]` : article.title,
  ])
  return formatTable(header, rows)
}

function formatArticle(article: ArchivedArticle): string {
  const facts = formatFacts({
    title: article.title,
    id: article.id,
    source: article.sourceId,
    byline: article.byline.join(', ') || null,
    published: formatInstant(article.publishedMs),
    updated: formatInstant(article.updatedMs),
    revision: article.revision,
    'taken from': article.provenance.method,
    upstream: article.provenance.upstreamUrl,
    pinned: article.pinned ? 'yes' : 'no',
    withdrawn: article.withdrawn === null ? 'no' : formatInstant(article.withdrawn.atMs),
  })
  return `${[facts, ...article.notices.map(notice => `${notice}\n`), `${article.text}\n`].join('\n')}`
}

function toListFacts({
  id,
  entryId,
  sourceId,
  title,
  language,
  publishedMs,
  updatedMs,
  pinned,
}: ArchivedArticle) {
  const dates = { published: formatInstant(publishedMs), updated: formatInstant(updatedMs) }
  return { id, entryId, source: sourceId, title, lang: language, ...dates, pinned }
}

function toShowFacts(article: ArchivedArticle) {
  const { withdrawn, provenance } = article
  return {
    ...toListFacts(article),
    ...toArticleFacts(article),
    revision: article.revision,
    archived: formatInstant(article.archivedAtMs),
    method: provenance.method,
    upstream: provenance.upstreamUrl,
    withdrawn: withdrawn && { at: formatInstant(withdrawn.atMs), reason: withdrawn.reason },
  }
}

function notFound(id: string): AppError {
  return new AppError('article-not-found', `there is no article ${id}`, {
    next: 'see: npx tamizdat articles list',
  })
}
