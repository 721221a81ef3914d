import { html, type Markup } from './markup.ts'
import { writeSafety } from './safety.ts'
import { writePage } from './shell.ts'
import type { Site, TitleLine } from './site.ts'
import { shortenTitles, writeTitles } from './title-list.ts'
import { isLight, takeFitting } from './weight.ts'
import type { Words } from './words/language-words.ts'
import { wordsFor } from './words.ts'

export interface SearchPage {
  readonly site: Site
  /** As the reader typed it. */
  readonly query: string
  /** Counts from 1. */
  readonly page: number
  /** What was found, newest first: at most `foundPerPage`. */
  readonly titles: readonly TitleLine[]
  readonly hasOlder: boolean
}

/** How many articles a page of what was found has. */
export const foundPerPage = 25

/** How many pages a search has: whoever wants more has to ask for less. */
export const mostPages = 20

const longestQuery = 100
const longestTitle = 160

/** The number of a page as it stands in an address; null where there is no such page. */
export function readSearchPage(text: string | null): number | null {
  if (text === null) return 1
  return /^[1-9][0-9]?$/.test(text) && Number(text) <= mostPages ? Number(text) : null
}

/** A form that works without script: the browser puts what is typed behind the address. */
export function writeSearchForm(words: Words, query = ''): Markup {
  return html`<form action="search.html" role="search"><input type="search" name="q" value="${query}" maxlength="${longestQuery}" aria-label="${words.search}" dir="auto"> <button>${words.search}</button></form>`
}

/** Writes what was found, with titles as long as fit, and says what a search leaves behind. */
export function writeSearchPage({ site, query, page, titles, hasOlder }: SearchPage): string {
  const words = wordsFor(site.language)
  const isAsked = query.trim() !== ''
  // The cut may go through a letter of two halves.
  const asked = query.slice(0, longestQuery).toWellFormed()
  const address = (number: number) =>
    `search.html?q=${encodeURIComponent(asked)}${number === 1 ? '' : `&page=${number}`}`
  const newer = page > 1 && html`<a href="${address(page - 1)}" rel="prev">${words.newer}</a> `
  const older = hasOlder && html`<a href="${address(page + 1)}" rel="next">${words.older}</a>`
  const write = (titleLength: number) =>
    writePage({
      language: words.language,
      direction: words.direction,
      words,
      // Not what was searched for: it would stand in the tab and the history in large letters.
      title: words.search,
      root: './',
      feeds: 'all',
      main: html`<h1>${words.search}</h1>
${writeSearchForm(words, asked)}
${titles.length > 0 && writeTitles(shortenTitles(titles, titleLength), words)}${isAsked && titles.length === 0 && html`<p>${words.nothingFound}</p>`}${(page > 1 || hasOlder) && html`<nav aria-label="${words.older}">${newer}${older}</nav>`}
${writeSafety(safety => html`<small>${safety.searchTrace}</small>`, site)}`,
    })
  return write(
    Math.max(
      1,
      takeFitting(longestTitle, length => isLight(write(length))),
    ),
  )
}
