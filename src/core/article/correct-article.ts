import { AppError } from '../errors.ts'
import { escapeText } from '../html/escape.ts'
import { foldSpace } from '../html/text.ts'
import type { ArchivedArticle, Correction } from './article.ts'
import { articleText } from './blocks.ts'
import { sanitizeHtml } from './sanitize.ts'
import { hashContent, summaryOf } from './sanitize-article.ts'

/** What the operator wants otherwise; what is left out stays. */
export interface WantedCorrection {
  readonly title?: string
  /** The whole body: HTML, or plain text with an empty line between paragraphs. */
  readonly text?: string
  readonly summary?: string
  /** A line that readers see below the article, as a correction. */
  readonly note?: string
}

/**
 * Makes the operator's words fit to be archived: sanitized like any other text. A summary that was only the beginning
 * of the old text is made anew, so that what was taken out of the text does not stand on there.
 * @throws AppError `wrong-usage` when nothing is different, or no text would be left.
 */
export function correctArticle(article: ArchivedArticle, wanted: WantedCorrection): Correction {
  const title = foldSpace(wanted.title ?? article.title)
  const html =
    wanted.text === undefined
      ? article.html
      : sanitizeHtml(asMarkup(wanted.text), { baseUrl: article.provenance.upstreamUrl })
  const text = wanted.text === undefined ? article.text : articleText(html)
  if (title === '' || text === '')
    throw new AppError('wrong-usage', 'a correction leaves a title and a text', {
      next: 'to take an article away from readers: npx tamizdat articles withdraw',
    })
  const isDerived = article.summary === summaryOf(article.text)
  const summary = foldSpace(wanted.summary ?? (isDerived ? summaryOf(text) : article.summary))
  const note = foldSpace(wanted.note ?? '')
  const corrections = note === '' ? article.corrections : [...article.corrections, note]
  const changed = { title, summary, html, corrections }
  const contentHash = hashContent({ ...article, ...changed })
  if (contentHash === hashContent(article))
    throw new AppError('wrong-usage', 'the correction changes nothing', {
      next: 'see what stands there: npx tamizdat articles show',
    })
  return { ...changed, text, contentHash }
}

/** Whether a text is written as HTML and not as plain paragraphs. */
function isMarkup(text: string): boolean {
  return /^\s*<[a-z][\s\S]*>/i.test(text)
}

function asMarkup(text: string): string {
  if (isMarkup(text)) return text
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map(paragraph => `<p>${escapeText(paragraph.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('')
}
