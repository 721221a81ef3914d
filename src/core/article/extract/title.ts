import type { Element } from 'domhandler'
import { lettersOf, wordsOf } from '../../html/letters.ts'
import { foldSpace, lineOf, startOfLine } from '../../html/text.ts'
import { decodeLeft, type LinkedNode, linkedTexts } from './json-ld.ts'
import { firstMeta, type MetaTags } from './meta-tags.ts'
import { isSiteName, type SiteNames } from './site-name.ts'

const separator = /\s+(?:[|\-–—»«·•:/\\]|::)\s+/

const enoughInCommon = 0.4
const nearlyAllInCommon = 0.7
/** Letters that two lines hardly have in common by chance. */
const minSame = 16
const maxHeadingLength = 250

/** The headline of the page, without the name of its site. */
export function readTitle(
  elements: readonly Element[],
  nodes: readonly LinkedNode[],
  tags: MetaTags,
  site: SiteNames,
): string | null {
  const titleElement = elements.find(
    element => element.name === 'title' && element.namespace !== svgNamespace,
  )
  const documentTitle = titleElement === undefined ? '' : startOf(lineOf(titleElement))
  const stated = startOf(foldSpace(linkedTexts(nodes[0]?.['headline'])[0] ?? ''))
  // Some state the summary, or how the text begins.
  const headline = stated.length > maxHeadingLength ? '' : withoutSiteName(stated, site)
  const shared = withoutSiteName(
    startOf(foldSpace(firstMeta(tags, ['og:title', 'twitter:title', 'dc.title', 'headline']) ?? '')),
    site,
  )
  const headings = elements.filter(({ name }) => name === 'h1')
  if (headline !== '')
    return (
      otherHeading(elements, { headline, shared, site }) ??
      shorterHeading(headings, fullerHeading(headings, headline))
    )
  if (shared !== '')
    return shownHeading(headings, shared, site) ?? shorterHeading(headings, fullerHeading(headings, shared))
  return titleOfDocument(headings, documentTitle, site)
}

/**
 * The heading in other words than JSON-LD has, which are then written for search engines: it is the title if what is written
 * for sharing says the same, or if it has most of its words in common.
 */
function otherHeading(
  elements: readonly Element[],
  {
    headline,
    shared,
    site,
  }: { readonly headline: string; readonly shared: string; readonly site: SiteNames },
): string | null {
  const wanted = lettersOf(headline)
  const isSame = (heading: Element): boolean => {
    const own = lettersOf(titleOf(heading, site))
    return own !== '' && (own.includes(wanted) || wanted.includes(own))
  }
  const headings = elements.filter(({ name }) => name === 'h1')
  // As on most pages.
  if (headings.some(heading => headingLine(heading) === headline)) return null
  // Some show it in a smaller heading, below one for search engines.
  if (
    headings.some(isSame) ||
    elements
      .filter(each => smaller.has(each.name))
      .slice(0, maxSmaller)
      .some(isSame)
  )
    return null
  const asShared = lettersOf(shared)
  const twice = headings
    .map(heading => titleOf(heading, site))
    .find(line => asShared.length >= minSame && lettersOf(line) === asShared)
  return twice ?? shownHeading(headings, headline, site, nearlyAllInCommon)
}

const smaller = new Set(['h2', 'h3'])
const maxSmaller = 100

/** The heading that the document's title begins with, or the only one; else that title without the site's name. */
function titleOfDocument(
  headings: readonly Element[],
  documentTitle: string,
  site: SiteNames,
): string | null {
  const [first = '', ...rest] = documentTitle.split(separator)
  // A few words at the end of the document's title, and in the only heading, are the site's name.
  const isEnd = (heading: Element): boolean => {
    const own = lettersOf(headingLine(heading))
    return own !== '' && !lettersOf(first).includes(own) && rest.some(part => lettersOf(part).includes(own))
  }
  // And what a longer title says nothing of, is a section.
  const isSection = (each: Element): boolean =>
    wordsOf(first).length >= 4 && !lettersOf(documentTitle).includes(lettersOf(headingLine(each)))
  const own = headings.filter(heading => !isSiteName(headingLine(heading), site))
  const heading = headings.find(each => sameStart(headingLine(each), documentTitle)) ?? onlyOne(own)
  if (heading !== undefined && !isLong(heading) && (isEnd(heading) || isSection(heading)))
    return withoutSiteName(first, site) || documentTitle || null
  const title =
    heading === undefined
      ? (shownHeading(own.filter(isLong), first, site) ?? withoutSiteName(documentTitle, site))
      : titleOf(heading, site)
  return title || documentTitle || null
}

/** More than any title: each part and each heading is compared with all of it. */
const maxLength = 2_000

function startOf(line: string): string {
  return line.slice(0, maxLength)
}

/** The line of a heading: headings may stand in headings, each with all that is in the others. */
function headingLine(heading: Element): string {
  return startOf(startOfLine(heading, maxLength))
}

/** Longer than the names of sections. */
function isLong(heading: Element): boolean {
  return wordsOf(headingLine(heading)).length >= 4
}

/**
 * What is written for sharing or for search engines is often said in other words than the page's own headline, which is
 * then the title. The heading is known by the words that it has in common.
 */
function shownHeading(
  headings: readonly Element[],
  shared: string,
  site: SiteNames,
  enough = enoughInCommon,
): string | null {
  const wanted = new Set(wordsOf(shared))
  let best: string | null = null
  let most = 0
  for (const heading of headings) {
    const line = titleOf(heading, site)
    const own = new Set(wordsOf(line))
    const common = [...own].filter(word => wanted.has(word)).length / Math.min(own.size, wanted.size)
    if (line.length > maxHeadingLength || own.size < 2 || isSiteName(line, site)) continue
    // `Topic - Headline` says no more than the headline.
    if (lettersOf(line).endsWith(lettersOf(shared))) return null
    if (common >= enough && common > most) {
      best = line
      most = common
    }
  }
  return best
}

function titleOf(heading: Element, site: SiteNames): string {
  return withoutSiteName(decodeLeft(headingLine(heading)), site)
}

const svgNamespace = 'http://www.w3.org/2000/svg'

/** Metadata is sometimes cut short (`…`); the heading on the page then says the whole. */
function fullerHeading(headings: readonly Element[], title: string): string {
  const start = /^(.{20,}?)\s*(?:…|\.\.\.)$/.exec(title)?.[1]
  if (start === undefined) return title
  const heading = headings.find(element => headingLine(element).startsWith(start))
  return heading === undefined ? title : headingLine(heading)
}

/** A section or slogan after the headline (`… | Sport`) is none of it: the heading on the page then says less. */
function shorterHeading(headings: readonly Element[], title: string): string {
  const [first = ''] = title.split(separator)
  if (first === title || first.length < 15) return title
  const line = headings.map(headingLine).find(each => each.length >= 15 && title.startsWith(each))
  if (line === undefined) return title
  return separator.test(title.slice(line.length, line.length + 4)) ? line : title
}

/** A title without the name of the site, or the day, before or after it. */
export function withoutSiteName(title: string, site: SiteNames): string {
  let left = title
  for (let rounds = 0; rounds < maxParts; rounds++) {
    const parts = left.split(separator)
    const last = parts.at(-1) ?? ''
    const [first = ''] = parts
    if (parts.length < 2) return left
    if (isSiteName(last, site) || isDay(last))
      left = left.slice(0, left.length - last.length).replace(/\s+\S{1,2}\s+$/, '')
    else if (isSiteName(first, site)) left = left.slice(first.length).replace(/^\s+\S{1,2}\s+/, '')
    else return left
  }
  return left
}

/** No title has more names around it. */
const maxParts = 8

function isDay(part: string): boolean {
  return /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/.test(part)
}

function onlyOne(headings: readonly Element[]): Element | undefined {
  return headings.length === 1 && headings[0] !== undefined && headingLine(headings[0]) !== ''
    ? headings[0]
    : undefined
}

function sameStart(heading: string, title: string): boolean {
  return heading.length > 10 && lettersOf(title).startsWith(lettersOf(heading))
}
