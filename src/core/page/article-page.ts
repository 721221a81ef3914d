import type { ArchivedArticle } from '../article/article.ts'
import { cutAtWord } from '../html/text.ts'
import { listNotes, type Note, originNote } from './article-notes.ts'
import { divideBlock, splitBlocks } from './flow.ts'
import { writeMoment } from './instant.ts'
import { html, type Markup } from './markup.ts'
import { speak, writePage } from './shell.ts'
import { isLight, maxPageBytes, mayBeLight, takeFitting, weigh } from './weight.ts'
import { withdrawalNotice } from './withdrawal.ts'
import type { Words } from './words/language-words.ts'
import { wordsFor } from './words.ts'

// Pages are measured before it is known how many there are; no article of ours has more digits than this.
const unknownTotal = 99
const longestByline = 300
const longestAddress = 200

/**
 * Writes the pages of an article, broken at block ends so that each is light enough. The publisher's notices stand
 * on every one of them before the text, and are never cut.
 * @returns at least one page, in order.
 */
export function writeArticlePages(article: ArchivedArticle, sourceName: string): readonly string[] {
  const words = wordsFor(article.language)
  const head = writeHead(article, sourceName, words)
  const notices = article.notices.map(writeNotice)
  const standing = html`${head}${notices}`
  const pages = (top: Markup, blocks: readonly Markup[]) => {
    const write = (part: readonly Markup[], page: number, total: number) =>
      writeArticlePage({ article, words, top, blocks: part, page, total })
    const parts = breakPages(blocks, (part, page) => isLight(write(part, page, unknownTotal)))
    return parts.map((part, index) => write(part, index + 1, parts.length))
  }
  // Notices that fill more than half a page would leave too little of it; then they come once, before everything else.
  const areNoticesShort = mayBeLight(standing.markup.length * 2) && weigh(standing.markup) * 2 <= maxPageBytes
  return areNoticesShort
    ? pages(standing, readBlocks(article, words))
    : pages(head, [...notices, ...readBlocks(article, words)])
}

/** Fills page after page with as many blocks as fit; a block that is too heavy for a page of its own is divided. */
function breakPages(
  blocks: readonly Markup[],
  fits: (blocks: readonly Markup[], page: number) => boolean,
): readonly (readonly Markup[])[] {
  const pages: (readonly Markup[])[] = []
  let rest = blocks
  do {
    const count = takeFitting(rest.length, n => mayFit(rest, n) && fits(rest.slice(0, n), pages.length + 1))
    const [first, ...others] = rest
    const halves = count === 0 && first !== undefined ? divideBlock(first) : null
    if (halves === null) {
      pages.push(rest.slice(0, Math.max(count, 1)))
      rest = rest.slice(Math.max(count, 1))
    } else rest = [...halves, ...others]
  } while (rest.length > 0)
  return pages
}

/** Whether the first `n` blocks can fit on a page at all; without it each page would cost the writing of all that is left. */
function mayFit(blocks: readonly Markup[], n: number): boolean {
  let length = 0
  for (let at = 0; at < n && mayBeLight(length); at++) length += blocks[at]?.markup.length ?? 0
  return mayBeLight(length)
}

/** The body's blocks and what stands below them. */
function readBlocks(article: ArchivedArticle, words: Words): readonly Markup[] {
  if (article.withdrawn !== null) return []
  return [
    ...splitBlocks(article.html, article.direction),
    ...listNotes(article, words).map(note => writeNote(note, article, words)),
    writeProvenance(article, words),
  ]
}

function writeNote({ label, text }: Note, article: ArchivedArticle, words: Words): Markup {
  const spoken = speak(words, article.language)
  return html`<p><small>${label !== null && html`<span${spoken}>${label}:</span> `}${text}</small></p>`
}

/** When the publisher's page was last read, and its address: as text, for whoever opens it is seen there. */
function writeProvenance({ provenance, canonicalUrl, language }: ArchivedArticle, words: Words): Markup {
  const address = canonicalUrl !== null && canonicalUrl.length <= longestAddress && canonicalUrl
  return html`<p${speak(words, language)}><small>${words.checked}: ${writeMoment(provenance.capturedAtMs, words)}.${address !== false && html` ${words.original}: <bdi>${address.replace(/^https?:\/\//, '')}</bdi>`}</small></p>`
}

function writeHead(article: ArchivedArticle, sourceName: string, words: Words): Markup {
  const { title, byline, publishedMs, updatedMs } = article
  const updated = updatedMs > publishedMs && html` · ${words.updated} ${writeMoment(updatedMs, words)}`
  return html`<h1>${title}</h1>
<p>${byline.length > 0 && html`<bdi>${cutAtWord(byline.join(', '), longestByline)}</bdi><br>`}<small${speak(words, article.language)}>${words.source}: <bdi>${sourceName}</bdi> · ${writeMoment(publishedMs, words)}${updated}</small></p>
${writeOrigin(article, words)}`
}

/** Says what the text is where it is not that of the publisher's page. */
function writeOrigin(article: ArchivedArticle, words: Words): Markup {
  const { withdrawn } = article
  if (withdrawn !== null) {
    return html`<p><strong${speak(words, article.language)}>${withdrawalNotice(article)}</strong></p>
`
  }
  const origin = originNote(article, words)
  if (origin === null) return html``
  return html`<p><small${speak(words, article.language)}>${origin}</small></p>
`
}

function writeNotice(notice: string): Markup {
  return html`<aside>${notice.split('\n').map(line => html`<p>${line}</p>`)}</aside>
`
}

function writeArticlePage(input: {
  readonly article: ArchivedArticle
  readonly words: Words
  readonly top: Markup
  readonly blocks: readonly Markup[]
  readonly page: number
  readonly total: number
}): string {
  const { article, words, top, blocks, page, total } = input
  const { id, language, direction, title } = article
  return writePage({
    language,
    direction,
    words,
    title: page === 1 ? title : `${title} (${page})`,
    root: '../',
    feeds: 'all',
    hasNotices: true,
    main: html`${top}<article>
${blocks.map(
  block => html`${block}
`,
)}</article>
${total > 1 && writePager({ id, language, page, total, words })}`,
    footer: html`<a href="${id}.txt">${words.text}</a> <a href="${id}.md">Markdown</a>`,
  })
}

function writePager(place: {
  readonly id: string
  readonly language: string
  readonly page: number
  readonly total: number
  readonly words: Words
}): Markup {
  const { id, language, page, total, words } = place
  const address = (number: number) => (number === 1 ? `${id}.html` : `${id}-${number}.html`)
  return html`<nav${speak(words, language)} aria-label="${words.page(page, total)}"><p>${words.page(page, total)}</p>${page > 1 && html`<a href="${address(page - 1)}" rel="prev">${words.previous}</a> `}${page < total && html`<a href="${address(page + 1)}" rel="next">${words.next}</a>`}</nav>`
}
