import { html, type Markup } from './markup.ts'
import { writeSafety } from './safety.ts'
import { writePage } from './shell.ts'
import type { Site, TitleLine } from './site.ts'
import { shortenTitles, writeTitles } from './title-list.ts'
import { isLight, takeFitting } from './weight.ts'
import { type Words, wordsFor } from './words.ts'

export interface SearchPage {
  readonly site: Site
  /** As the reader typed it. */
  readonly query: string
  /** What was found, newest first. */
  readonly titles: readonly TitleLine[]
}

/** How many articles a search shows at most. */
export const mostFound = 25

const longestQuery = 100
const longestTitle = 160

/** A form that works without script: the browser puts what is typed behind the address. */
export function writeSearchForm(words: Words, query = ''): Markup {
  return html`<form action="search.html" role="search"><input type="search" name="q" value="${query}" maxlength="${longestQuery}" aria-label="${words.search}" dir="auto"> <button>${words.search}</button></form>`
}

/** Writes what was found, as much of it as fits, and says what a search leaves behind. */
export function writeSearchPage({ site, query, titles }: SearchPage): string {
  const words = wordsFor(site.language)
  const lines = shortenTitles(titles, longestTitle)
  const isAsked = query.trim() !== ''
  const write = (count: number) =>
    writePage({
      language: words.language,
      direction: words.direction,
      words,
      // Not what was searched for: it would stand in the tab and the history in large letters.
      title: words.search,
      root: './',
      feeds: 'all',
      main: html`<h1>${words.search}</h1>
${writeSearchForm(words, query.slice(0, longestQuery))}
${count > 0 && writeTitles(lines.slice(0, count), words)}${isAsked && lines.length === 0 && html`<p>${words.nothingFound}</p>`}
${writeSafety(safety => html`<small>${safety.searchTrace}</small>`, site)}`,
    })
  return write(takeFitting(lines.length, count => isLight(write(count))))
}
