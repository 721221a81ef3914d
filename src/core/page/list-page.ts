import { html } from './markup.ts'
import { writePage } from './shell.ts'
import { type EditionLink, editionWords, type Site, type TitleLine } from './site.ts'
import { shortenTitles, writeTitles } from './title-list.ts'
import { isLight, takeFitting } from './weight.ts'

export interface ListPage {
  readonly site: Site
  readonly edition: EditionLink
  /** Counts from 1. */
  readonly page: number
  /** The titles of this page, newest first: at most `titlesPerListPage`. */
  readonly titles: readonly TitleLine[]
  readonly hasOlder: boolean
}

/**
 * How many titles a list page has. A fixed number, so that the hundredth page is found without measuring the 99 before
 * it; 25 titles of ordinary length fit in any script.
 */
export const titlesPerListPage = 25

const longestTitle = 300

/** Writes one page of an edition's titles; were they too heavy together, the longest are shortened until they fit. */
export function writeListPage({ site, edition, page, titles, hasOlder }: ListPage): string {
  const words = editionWords(edition.slug, site)
  const { slug, title } = edition
  const newer = page > 1 && (page === 2 ? `${slug}.html` : `${slug}_${page - 1}.html`)
  const older = hasOlder && `${slug}_${page + 1}.html`
  const write = (titleLength: number) =>
    writePage({
      language: words.language,
      direction: words.direction,
      words,
      title: page === 1 ? title : `${title} · ${page}`,
      root: './',
      feeds: slug,
      main: html`<h1 dir="auto">${title}</h1>
${writeTitles(shortenTitles(titles, titleLength), words)}
<nav aria-label="${words.older}">${newer !== false && html`<a href="${newer}" rel="prev">${words.newer}</a> `}${older !== false && html`<a href="${older}" rel="next">${words.older}</a>`}</nav>`,
      footer: html`<a href="feeds/${slug}.rss">RSS</a> <a href="feeds/${slug}.atom">Atom</a> <a href="feeds/${slug}.json">JSON</a>`,
    })
  return write(
    Math.max(
      1,
      takeFitting(longestTitle, length => isLight(write(length))),
    ),
  )
}
