import { type Command, Option } from 'commander'
import type { ArchivedArticle } from '../../../core/article/article.ts'
import type { WantedCorrection } from '../../../core/article/correct-article.ts'
import { AppError } from '../../../core/errors.ts'
import { decodeText } from '../../../core/source/decode.ts'
import { correctByHand, decideConflict, findArticle } from '../../../operations/change-article.ts'
import { configOption, example } from '../../command-options.ts'
import { editText } from '../../edit-text.ts'
import { write } from '../../print.ts'
import { readDocument } from '../../read-document.ts'
import type { Runtime } from '../../runtime.ts'
import { type Session, withRuntime } from '../../session.ts'

interface CorrectOptions {
  readonly title?: string
  readonly text?: string
  readonly summary?: string
  readonly note?: string
  readonly accept?: boolean
  readonly keep?: boolean
  readonly config: string
}

const ownWords = ['title', 'text', 'summary', 'note'] as const

export function addCorrect(articles: Command, session: Session): void {
  const { terminal } = session
  articles
    .command('correct <id>')
    .description("put your own words in place of an article's; without an option, in your editor")
    .option('--title <text>', 'another headline')
    .option(
      '--text <file>',
      'another body: HTML, or paragraphs parted by empty lines; - reads standard input',
    )
    .option('--summary <text>', 'another summary, as the light feeds carry it')
    .option('--note <text>', 'a line below the article that tells readers of the correction')
    .addOption(
      new Option('--accept', 'show the text that upstream gave after your correction').conflicts([
        'keep',
        ...ownWords,
      ]),
    )
    .addOption(new Option('--keep', 'stay with your correction').conflicts([...ownWords]))
    .addOption(configOption())
    .addHelpText(
      'after',
      example(
        'articles correct 3kq8v0x2m7nd --title "Two hurt in blast" --note "The headline gave a wrong number."',
      ),
    )
    .action((id: string, options: CorrectOptions) =>
      withRuntime(session, options, async runtime => {
        const article = await change(id, options, runtime, session)
        await write(terminal, `${describe(options)}: ${id}, revision ${article.revision}\n`)
      }),
    )
}

async function change(
  id: string,
  options: CorrectOptions,
  runtime: Runtime,
  session: Session,
): Promise<ArchivedArticle> {
  if (options.accept || options.keep)
    return decideConflict(id, options.accept ? 'upstream' : 'operator', runtime)
  const { title, text: file, summary, note } = options
  const hasWords = ownWords.some(name => options[name] !== undefined)
  const article = await findArticle(id, runtime.archive)
  const wanted: WantedCorrection = hasWords
    ? {
        ...(title !== undefined && { title }),
        ...(file !== undefined && { text: await readText(session, file) }),
        ...(summary !== undefined && { summary }),
        ...(note !== undefined && { note }),
      }
    : await editArticle(article, session)
  return correctByHand(id, wanted, runtime)
}

async function readText(session: Session, file: string): Promise<string> {
  const { body, contentType } = await readDocument(session, file, {})
  return decodeText(body, { contentType, kind: 'html' }).text
}

/** The headline on the first line, then the body with one block a line. */
async function editArticle(article: ArchivedArticle, { terminal }: Session): Promise<WantedCorrection> {
  if (!terminal.isWatched)
    throw new AppError('wrong-usage', 'there is nothing to correct it to', {
      next: 'give --title, --text FILE, --summary or --note, or run it on a terminal for your editor',
    })
  const body = article.html.replaceAll(
    /(<\/(?:p|h[1-6]|li|blockquote|ul|ol|table|tr|figure)>)(?!\n)/g,
    '$1\n',
  )
  const edited = await editText(`${article.title}\n\n${body}`, `${article.id}.html`)
  const [title = '', ...rest] = edited.replace(/^\s+/, '').split('\n')
  const text = rest.join('\n').trim()
  return { title, ...(text !== body.trim() && { text }) }
}

function describe({ accept, keep }: CorrectOptions): string {
  if (accept) return "upstream's text is shown"
  return keep ? 'your correction stays' : 'corrected'
}
