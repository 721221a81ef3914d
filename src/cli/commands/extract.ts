import { writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import type { Article, TracedPassage } from '../../core/article/article.ts'
import type { MadeArticle } from '../../core/article/make-article.ts'
import { AppError, messageOf } from '../../core/errors.ts'
import { cutAtWord } from '../../core/html/text.ts'
import type { Extractor } from '../../ports/extractor.ts'
import { toArticleFacts } from '../article-facts.ts'
import { type BatchInput, readBytes, readText, readUrl, runBatch } from '../batch.ts'
import { example, jsonOption, rulesOption } from '../command-options.ts'
import { openPageHomes } from '../page-homes.ts'
import { formatTable, write } from '../print.ts'
import { readDocument } from '../read-document.ts'
import type { Session } from '../session.ts'

/** Characters of a passage in a table. */
const maxShown = 80
const formats = ['json', 'text', 'html', 'md'] as const

type Format = (typeof formats)[number]

interface ExtractOptions {
  readonly url?: string
  readonly format: Format
  readonly json?: boolean
  readonly batch?: boolean
  readonly explain?: boolean
  readonly explainHtml?: string
  readonly config?: string
  readonly source?: string
}

export function addExtract(program: Command, session: Session): void {
  program
    .command('extract [page]')
    .description('extract one article: from a file, an address, or standard input')
    .option('--url <url>', 'address that the page was had from')
    .addOption(new Option('--format <format>', 'what is printed').choices(formats).default('json'))
    .option('--batch', 'newline-delimited JSON on standard input and output')
    .option('--explain', 'say what was kept and left out, by which step, and why')
    .option('--explain-html <file>', 'write a picture of the page: what was kept and left out, and why')
    .addOption(rulesOption())
    .option('--source <id>', 'source of the configuration whose rules are taken (default: by the address)')
    .addOption(jsonOption())
    .addHelpText('after', example('extract page.html --url https://example.org/a/1 --format md'))
    .action((page: string | undefined, options: ExtractOptions) =>
      options.batch ? extractBatch(session, options) : extractOne(session, page, options),
    )
}

async function extractBatch(session: Session, options: ExtractOptions): Promise<void> {
  const { explain, explainHtml } = options
  if (explainHtml !== undefined)
    throw new AppError('wrong-usage', '--explain-html is for one page, and --batch takes many')
  const { rawPageOf } = await import('../raw-page.ts')
  const homeOf = await openPageHomes(session, options)
  await withExtractor(session, async extractor => {
    const answer = async (input: BatchInput) => {
      const url = readUrl(input)
      const body = readText(input, 'html') ?? readBytes(input)
      if (body === null) throw new AppError('wrong-usage', 'html and base64 are both missing')
      const contentType = readText(input, 'contentType')
      const raw = rawPageOf({ body, contentType, url }, await homeOf(url))
      const { article, dropped, traced } = await extractor.extract({ ...raw, isTraced: explain === true })
      return { ...toArticleFacts(article), ...(explain && { dropped, passages: traced }) }
    }
    // One in hand and one in waiting for each thread.
    await runBatch(session.terminal, answer, extractor.hands * 2)
  })
}

async function extractOne(
  session: Session,
  page: string | undefined,
  options: ExtractOptions,
): Promise<void> {
  const { rawPageOf } = await import('../raw-page.ts')
  if (options.url !== undefined) readUrl({ url: options.url })
  const homeOf = await openPageHomes(session, options)
  const requestOf = async (url: string) => (await homeOf(url)).request ?? { url }
  const document = await readDocument(session, page, { ...options, requestOf })
  const url = options.url ?? document.url
  const raw = rawPageOf({ ...document, url }, await homeOf(url))
  const isTraced = options.explain === true || options.explainHtml !== undefined
  const made = await withExtractor(session, extractor => extractor.extract({ ...raw, isTraced }))
  const { article, dropped, traced } = made
  if (options.explainHtml !== undefined) await writePicture(options.explainHtml, made)
  const { terminal } = session
  const format = options.json ? 'json' : options.format
  const explained = format === 'json' && options.explain ? { dropped, passages: traced } : {}
  await write(terminal, await formatArticle(article, format, explained))
  if (format !== 'json' && options.explain) terminal.errors.write(formatTraced(traced))
}

async function withExtractor<Result>(
  { roots }: Session,
  use: (extractor: Extractor) => Promise<Result>,
): Promise<Result> {
  const extractor = await roots.openExtractor()
  try {
    return await use(extractor)
  } finally {
    await extractor.close()
  }
}

async function writePicture(file: string, { article, traced }: MadeArticle): Promise<void> {
  const { pictureExtraction } = await import('../../core/article/picture-extraction.ts')
  try {
    await writeFile(file, pictureExtraction(article.title, traced))
  } catch (cause) {
    const reason = messageOf(cause)
    throw new AppError('wrong-usage', `the picture can't be written: ${reason}`, { cause })
  }
}

async function formatArticle(article: Article, format: Format, explained: object): Promise<string> {
  if (format === 'text') return `${article.text}\n`
  if (format === 'html') return `${article.html}\n`
  if (format === 'json') return `${JSON.stringify({ ...toArticleFacts(article), ...explained }, null, 2)}\n`
  const { writeMarkdown } = await import('../../core/article/write-markdown.ts')
  return writeMarkdown({ ...article, withdrawn: null })
}

/** Every passage with what became of it, in reading order. */
function formatTraced(traced: readonly TracedPassage[]): string {
  return formatTable(
    ['STEP', 'REASON', 'TEXT'],
    traced.map(({ step, reason, line }) => [step, step === 'kept' ? '' : reason, cutAtWord(line, maxShown)]),
  )
}
