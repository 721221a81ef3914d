import { writeDay } from './instant.ts'
import { html, type Markup } from './markup.ts'
import type { TitleLine } from './site.ts'
import type { Words } from './words/language-words.ts'

/** Articles as a list of titles, with day and source. */
export function writeTitles(lines: readonly TitleLine[], words: Words): Markup {
  if (lines.length === 0) return html`<p>${words.empty}</p>`
  return html`<ol>
${lines.map(line => writeLine(line, words))}</ol>`
}

function writeLine(line: TitleLine, words: Words): Markup {
  const { id, title, language, direction, publishedMs, sourceName } = line
  return html`<li lang="${language}" dir="${direction}"><a href="a/${id}.html">${title}</a> <small><bdi lang="${words.language}">${writeDay(publishedMs, words)}</bdi> · <bdi>${sourceName}</bdi></small></li>
`
}

/** The same lines with titles of at most `length` characters. */
export function shortenTitles(lines: readonly TitleLine[], length: number): readonly TitleLine[] {
  return lines.map(line => ({ ...line, title: shorten(line.title, length) }))
}

function shorten(title: string, length: number): string {
  const characters = [...title]
  return characters.length <= length ? title : `${characters.slice(0, length - 1).join('')}…`
}
