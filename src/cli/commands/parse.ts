import type { Command } from 'commander'
import { AppError } from '../../core/errors.ts'
import type { Entry, Feed } from '../../core/feed/feed.ts'
import { toIso } from '../../core/instant.ts'
import { readBytes, readText, readUrl, runBatch } from '../batch.ts'
import { example, jsonOption, limitsOption } from '../command-options.ts'
import { formatFacts, formatTable, write, writeJson } from '../print.ts'
import { readDocument } from '../read-document.ts'
import type { Session } from '../session.ts'

interface ParseOptions {
  readonly batch?: boolean
  readonly json?: boolean
  readonly url?: string
  readonly config?: string
}

export function addParse(program: Command, session: Session): void {
  program
    .command('parse [file]')
    .description('parse a feed of any kind: a file, an address, or standard input')
    .option('--batch', 'newline-delimited JSON on standard input and output')
    .option('--url <url>', 'address that relative links are meant from')
    .addOption(limitsOption())
    .addOption(jsonOption())
    .addHelpText('after', example('parse feed.xml'))
    .action((file: string | undefined, options: ParseOptions) =>
      options.batch ? parseBatch(session) : parseOne(session, file, options),
    )
}

async function parseBatch({ terminal }: Session): Promise<void> {
  const { parseFeed } = await import('../../core/feed/parse-feed.ts')
  await runBatch(terminal, input => {
    const body = readBytes(input)
    if (body === null) throw new AppError('wrong-usage', 'base64 is missing')
    return toFacts(parseFeed({ body, contentType: readText(input, 'contentType'), url: readUrl(input) }))
  })
}

async function parseOne(session: Session, file: string | undefined, options: ParseOptions): Promise<void> {
  const { parseFeed } = await import('../../core/feed/parse-feed.ts')
  const { body, contentType, url } = await readDocument(session, file, options)
  const facts = toFacts(parseFeed({ body, contentType, url: options.url ?? url }))
  if (options.json) await writeJson(session.terminal, facts)
  else await write(session.terminal, formatFeed(facts))
}

type FeedFacts = ReturnType<typeof toFacts>

function formatFeed({ format, title, link, entries }: FeedFacts): string {
  const rows = entries.map(entry => [entry.published ?? entry.updated, entry.title, entry.link])
  const facts = formatFacts({ format, title, link, entries: entries.length })
  return entries.length === 0 ? facts : `${facts}\n${formatTable(['PUBLISHED', 'TITLE', 'LINK'], rows)}`
}

function toFacts({ format, title, url, entries }: Feed) {
  return { format, title, link: url, entries: entries.map(toEntryFacts) }
}

function toEntryFacts(entry: Entry) {
  const { id, title, url, publishedMs, updatedMs, authors, categories, summary, content } = entry
  return {
    id,
    title,
    link: url,
    published: publishedMs === null ? null : toIso(publishedMs),
    updated: updatedMs === null ? null : toIso(updatedMs),
    authors,
    categories,
    summary,
    content,
  }
}
