import { type Document, isTag } from 'domhandler'
import { removeElement } from 'domutils'
import { escapeAttribute, escapeText } from '../html/escape.ts'
import { lettersOf } from '../html/letters.ts'
import { parseDocument } from '../html/parse.ts'
import type { Article, Dropped } from './article.ts'
import type { Drop } from './extract/drop.ts'
import { dropMachinery } from './extract/hidden.ts'
import { outlineOf } from './extract/outline.ts'
import { formParagraphs } from './extract/paragraphs.ts'
import { readPassages } from './extract/passages.ts'

interface Fate {
  readonly step: string
  readonly reason: string
}

const kept: Fate = { step: 'kept', reason: 'in the article' }
const unnamed: Fate = { step: 'left out', reason: 'with what stands around it' }
/** A shorter line is in the article only where it is one of its lines: one word is in every text. */
const minPart = 20
const steps = [
  'kept',
  'notice',
  'credit',
  'correction',
  'caption',
  'judge',
  'chrome',
  'hidden',
  'inset',
  'edge',
]

/**
 * A picture of a page as a document without scripts: its passages in reading order, coloured by what became of each.
 * They are told by their words, so that of two that say the same both look alike; what has no record of its own was cut
 * off together with the passage before it.
 */
export function pictureExtraction(
  html: string,
  article: Pick<Article, 'title' | 'text'>,
  dropped: readonly Dropped[],
): string {
  const fates = new Map<string, number>()
  let last = unnamed
  const blocks = linesOf(parseDocument(html)).map(line => {
    const fate = fateOf(line, article.text, dropped)
    last = fate ?? (last === kept ? unnamed : last)
    fates.set(last.step, (fates.get(last.step) ?? 0) + 1)
    return `<p class="${classOf(last)}" title="${escapeAttribute(`${last.step}: ${last.reason}`)}">${escapeText(line)}<small>${escapeText(`${last.step}: ${last.reason}`)}</small></p>`
  })
  const legend = [...fates].map(
    ([step, count]) => `<li class="${classOf({ step, reason: '' })}">${escapeText(step)}: ${count}</li>`,
  )
  const title = escapeText(article.title)
  return `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head>
<body><h1>${title}</h1><ul>${legend.join('')}</ul>
${blocks.join('\n')}
</body></html>
`
}

function linesOf(document: Document): readonly string[] {
  const html = document.children.filter(isTag).find(({ name }) => name === 'html')
  const body = html?.children.filter(isTag).find(({ name }) => name === 'body')
  if (body === undefined) return []
  // What is no text has no colour.
  const drop: Drop = element => {
    removeElement(element)
    return true
  }
  dropMachinery(body, drop)
  formParagraphs(body)
  return readPassages(outlineOf(body, drop)).passages.map(({ line }) => line)
}

function fateOf(line: string, text: string, dropped: readonly Dropped[]): Fate | null {
  const own = lettersOf(line)
  if (own === '') return null
  const isKept =
    own.length >= minPart
      ? lettersOf(text).includes(own)
      : text.split('\n').some(each => lettersOf(each.replace(/^(?:-|\d+\.) /, '')) === own)
  if (isKept) return kept
  return (
    dropped.find(each => {
      const start = lettersOf(each.text)
      return start !== '' && (own.startsWith(start) || start.startsWith(own))
    }) ?? null
  )
}

function classOf({ step }: Fate): string {
  return steps.includes(step) ? step : 'other'
}

const style = `body{font:16px/1.5 sans-serif;max-width:50em;margin:1em auto;padding:0 1em;color:#111;background:#fff}
p,li{margin:.3em 0;padding:.3em .6em;border-left:.5em solid #888;background:#eee;list-style:none}
ul{padding:0;display:flex;flex-wrap:wrap;gap:.4em}
small{display:block;color:#444}.kept small{display:none}
.kept{border-color:#1a7f37;background:#dff5e3}.notice,.credit,.correction{border-color:#0b5cad;background:#e1effc}
.caption{border-color:#0f766e;background:#dff3f1}.judge{border-color:#b42318;background:#fde7e4}
.chrome{border-color:#9a5b00;background:#fcefd9}.hidden{border-color:#555;background:#ddd}
.inset,.edge{border-color:#7a3e9d;background:#f1e5f8}`
