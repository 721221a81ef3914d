import { hashHex } from '../digest.ts'
import { AppError } from '../errors.ts'
import type { Entry } from '../feed/feed.ts'
import { parseFragment } from '../html/parse.ts'
import { cutAtWord, foldSpace, lineOf } from '../html/text.ts'
import type { Source } from '../source/source.ts'
import type { Article, Extraction, Figure } from './article.ts'
import { textOfNodes } from './blocks.ts'
import { cleanByline } from './extract/clean-byline.ts'
import { isSiteName, siteNamesOf } from './extract/site-name.ts'
import { identifyArticle } from './identify.ts'
import { sanitizeTree } from './sanitize.ts'

const maxSummaryLength = 300
const maxTitleLength = 300

type SeenContent = Pick<
  Article,
  | 'title'
  | 'byline'
  | 'language'
  | 'direction'
  | 'siteName'
  | 'section'
  | 'tags'
  | 'summary'
  | 'html'
  | 'notices'
  | 'credits'
  | 'corrections'
  | 'figures'
>

/**
 * Makes an article of what was extracted: the last step before the archive, and the only way into it.
 * The page's word comes first, the entry's next, the source's last.
 * @throws AppError `article-unreadable` when no text is left, or nothing says who the article is.
 */
export function sanitizeArticle(input: {
  readonly extraction: Extraction
  /** The entry that announced it; null for a page that was asked for by its address. */
  readonly entry: Entry | null
  readonly source: Pick<Source, 'id' | 'name' | 'language' | 'topics'>
  readonly capture: { readonly url: string | null; readonly capturedAtMs: number }
}): Article {
  const { extraction, entry, source, capture } = input
  const baseUrl = capture.url ?? entry?.url ?? null
  const { html, nodes } = sanitizeTree(extraction.body, { baseUrl })
  const text = textOfNodes(nodes)
  if (text === '')
    throw new AppError('article-unreadable', 'no text of an article was found', {
      next: 'give the source a rule for the body, or take the full text from its feed',
    })
  const canonicalUrl = extraction.canonicalUrl ?? entry?.url ?? capture.url
  const identity = identifyArticle({
    canonicalUrl,
    sourceId: source.id,
    entryId: entry?.id ?? null,
    entryUrl: entry?.url ?? null,
  })
  const seen = {
    title: lineOrNull(extraction.title) ?? lineOrNull(entry?.title) ?? cutAtWord(foldSpace(text), 80),
    byline: bylineOf(extraction, entry).map(foldSpace),
    language: extraction.language ?? source.language,
    direction: extraction.direction,
    siteName: lineOrNull(extraction.siteName) ?? source.name,
    section: lineOrNull(extraction.section),
    tags: linesOf(extraction.tags.length > 0 ? extraction.tags : (entry?.categories ?? [])),
    summary: summarize(extraction, entry, text),
    html,
    notices: extraction.notices.map(foldLines),
    credits: linesOf(extraction.credits),
    corrections: linesOf(extraction.corrections),
    figures: extraction.figures.map(foldFigure),
  }
  return {
    identity,
    sourceId: source.id,
    topics: source.topics,
    ...seen,
    title: cutAtWord(seen.title, maxTitleLength),
    publishedMs: moreExact(extraction.publishedMs, entry?.publishedMs ?? null),
    modifiedMs: extraction.modifiedMs ?? entry?.updatedMs ?? null,
    canonicalUrl,
    text,
    provenance: { upstreamUrl: capture.url, capturedAtMs: capture.capturedAtMs, method: extraction.method },
    // Dates are left out: a publisher's clock that moves under the same words is no new revision.
    contentHash: hashContent(seen),
  }
}

/** The page's word, unless it is only the newsroom's name and the feed knows the author. */
function bylineOf({ byline, siteName, canonicalUrl }: Extraction, entry: Entry | null): readonly string[] {
  const announced = cleanByline(entry?.authors ?? [])
  if (announced.length === 0) return byline ?? []
  const site = siteNamesOf(siteName, canonicalUrl)
  const isPerson = (name: string): boolean => !isSiteName(name, site)
  return byline === null || (!byline.some(isPerson) && announced.some(isPerson)) ? announced : byline
}

const dayMs = 86_400_000

/** The page's date, unless it says only the day and the feed the time as well. */
function moreExact(pageMs: number | null, entryMs: number | null): number | null {
  if (pageMs === null || entryMs === null) return pageMs ?? entryMs
  const isDay = pageMs % dayMs === 0 && entryMs % dayMs !== 0
  return isDay && Math.abs(pageMs - entryMs) < 1.5 * dayMs ? entryMs : pageMs
}

/** A hash over everything that a reader sees of an article. */
export function hashContent(article: SeenContent): string {
  const { title, byline, language, direction, siteName, section, tags, summary, html } = article
  const { notices, credits, corrections, figures } = article
  const texts = { notices, credits, corrections, figures }
  return hashHex(
    JSON.stringify({
      title,
      byline,
      language,
      direction,
      siteName,
      section,
      tags,
      summary,
      html,
      ...texts,
    }),
  )
}

function summarize(extraction: Extraction, entry: Entry | null, text: string): string {
  const described = lineOrNull(extraction.summary) ?? plainLine(entry?.summary)
  return described === null ? summaryOf(text) : cutAtWord(described, maxSummaryLength)
}

/** A summary for a text that came without one: its beginning. */
export function summaryOf(text: string): string {
  return cutAtWord(foldSpace(firstParagraph(text)), maxSummaryLength)
}

/** The first block that is long enough to say something, else all of them. */
function firstParagraph(text: string): string {
  return text.split('\n\n').find(block => block.length >= 60) ?? text
}

function plainLine(html: string | null | undefined): string | null {
  return html ? lineOrNull(lineOf(parseFragment(html))) : null
}

function lineOrNull(text: string | null | undefined): string | null {
  return foldSpace(text ?? '') || null
}

function linesOf(texts: readonly string[]): readonly string[] {
  return texts.map(foldSpace).filter(line => line !== '')
}

function foldLines(text: string): string {
  return linesOf(text.split('\n')).join('\n')
}

function foldFigure(figure: Figure): Figure {
  return { alt: lineOrNull(figure.alt), caption: lineOrNull(figure.caption) }
}
