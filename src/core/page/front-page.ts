import { html, type Markup } from './markup.ts'
import { writeSafety } from './safety.ts'
import { writeSearchForm } from './search-page.ts'
import { writePage } from './shell.ts'
import { type EditionLink, isRuled, type Site, type TitleLine } from './site.ts'
import { shortenTitles, writeTitles } from './title-list.ts'
import { isLight, takeFitting } from './weight.ts'
import type { Words } from './words/language-words.ts'
import { wordsFor } from './words.ts'

export interface FrontPage {
  readonly site: Site
  /** Newest first, pinned ones before them. */
  readonly titles: readonly TitleLine[]
  readonly editions: readonly EditionLink[]
  /** Whether readers may search. */
  readonly hasSearch: boolean
  /** In which forms the newest articles are offered in one file to keep. */
  readonly offlineForms: readonly ('html' | 'epub')[]
  /** The address that readers are to move to, if this one goes away. */
  readonly nextAddress: string | null
}

/** How many titles the front page has at most. */
export const frontPageTitles = 40

// What a title may take of the front page, and how many titles must have room beside the ways to the editions.
const titleLength = 160
const fewestTitles = 8

/**
 * Writes the front page with as many titles as fit. Where an operator has more languages, sources and topics than
 * fit beside a few titles, the largest are named; the OPML file has them all.
 */
export function writeFrontPage(page: FrontPage): string {
  const { site, titles, editions, nextAddress } = page
  const words = wordsFor(site.language)
  const lines = shortenTitles(titles.slice(0, frontPageTitles), titleLength)
  const ways = editions.filter(edition => edition.slug !== 'all').toSorted((a, b) => b.count - a.count)
  const total = editions.find(edition => edition.slug === 'all')?.count ?? 0
  const write = (titleCount: number, wayCount: number) =>
    writePage({
      language: words.language,
      direction: words.direction,
      words,
      title: site.title,
      root: './',
      feeds: 'all',
      main: html`<h1>${site.title}</h1>
${nextAddress !== null && html`<aside>${writeSafety(safety => safety.moving(nextAddress), site)}</aside>`}
${writeTitles(lines.slice(0, titleCount), words)}
${titleCount < total && html`<p><a href="all.html">${words.older}</a></p>`}
${page.hasSearch && writeSearchForm(words)}
${writeOffline(page, words)}
${writeWays(ways.slice(0, wayCount), words, site)}
${writeSafety(safety => html`<small>${safety.traces}</small>`, site)}`,
    })
  const fewest = Math.min(fewestTitles, lines.length)
  const wayCount = takeFitting(ways.length, count => isLight(write(fewest, count)))
  return write(
    takeFitting(lines.length, count => isLight(write(count, wayCount))),
    wayCount,
  )
}

/** The way to a file to keep, behind what keeping it may mean. */
function writeOffline({ site, offlineForms }: FrontPage, words: Words): Markup | null {
  if (offlineForms.length === 0) return null
  const links = offlineForms.map(form => html` <a href="offline.${form}">${form.toUpperCase()}</a>`)
  return html`${writeSafety(safety => safety.offlineNotice, site)}
<p>${words.offline}:${links}</p>`
}

/** Links to the editions, by kind; those of the operator's own rules stand with the topics. */
function writeWays(editions: readonly EditionLink[], words: Words, site: Site): Markup {
  const kinds = [
    { prefix: 'lang-', heading: words.languages },
    { prefix: 'source-', heading: words.sources },
    { prefix: 'topic-', heading: words.topics },
  ]
  const lists = kinds.map(({ prefix, heading }) => {
    const links = editions
      .filter(
        edition => edition.slug.startsWith(prefix) || (prefix === 'topic-' && isRuled(edition.slug, site)),
      )
      .toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
      .map(({ slug, title }) => html`<a href="${slug}.html"><bdi>${title}</bdi></a> `)
    return (
      links.length > 0 &&
      html`<h2>${heading}</h2>
<p>${links}</p>
`
    )
  })
  return html`<nav aria-label="${words.topics}">${lists}</nav>`
}
