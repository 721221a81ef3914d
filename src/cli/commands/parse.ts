import type { Command } from 'commander'
import { AppError } from '../../core/errors.ts'
import type { Entry, Feed } from '../../core/feed/feed.ts'
import { toIso } from '../../core/instant.ts'
import { readBytes, readText, readUrl, runBatch } from '../batch.ts'
import { example, jsonOption, limitsOption } from '../command-options.ts'
import { formatFacts, formatTable, write, writeJson } from '../print.ts'
import { type Document, readDocument } from '../read-document.ts'
import type { Session } from '../session.ts'

interface ParseOptions {
  readonly batch?: boolean
  readonly json?: boolean
  readonly url?: string
  readonly links?: string
  readonly config?: string
}

export function addParse(program: Command, session: Session): void {
  program
    .command('parse [file]')
    .description('parse a feed or sitemap of any kind: a file, an address, or standard input')
    .option('--batch', 'newline-delimited JSON on standard input and output')
    .option('--url <url>', 'address that relative links are meant from')
    .option(
      '--links <selector>',
      'take a page without a feed, and of it the links that this CSS selector finds',
    )
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
  const document = await readDocument(session, file, options)
  const facts = toFacts(await readFeed({ ...document, url: options.url ?? document.url }, options.links))
  if (options.json) await writeJson(session.terminal, facts)
  else await write(session.terminal, formatFeed(facts))
}

async function readFeed({ body, contentType, url }: Document, links: string | undefined): Promise<Feed> {
  if (links === undefined) {
    const { parseFeed } = await import('../../core/feed/parse-feed.ts')
    return parseFeed({ body, contentType, url })
  }
  const { readLinkList } = await import('../../core/feed/link-list.ts')
  const { decodeText } = await import('../../core/source/decode.ts')
  return readLinkList(decodeText(body, { contentType, kind: 'html' }).text, { url, links })
}

type FeedFacts = ReturnType<typeof toFacts>

function formatFeed({ format, title, link, entries }: FeedFacts): string {
  const rows = entries.map(entry => [entry.published ?? entry.updated, entry.title, entry.link])
  const facts = formatFacts({ format, title, link, entries: entries.length })
  return entries.length === 0 ? facts : `${facts}\n${formatTable(['PUBLISHED', 'TITLE', 'LINK'], rows)}`
}

function toFacts({ format, title, url, entries, sitemaps = [] }: Feed) {
  // What an index of sitemaps lists are sitemaps.
  const listed = sitemaps.map(each => ({
    ...nothing,
    id: each.url,
    url: each.url,
    updatedMs: each.updatedMs,
  }))
  return { format, title, link: url, entries: [...listed, ...entries].map(toEntryFacts) }
}

const nothing = { title: null, publishedMs: null, authors: [], categories: [], summary: null, content: null }

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
