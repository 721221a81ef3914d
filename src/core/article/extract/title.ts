import type { Element } from 'domhandler'
import { lettersOf } from '../../html/letters.ts'
import { foldSpace, lineOf } from '../../html/text.ts'
import { type LinkedNode, linkedTexts } from './json-ld.ts'
import { firstMeta, type MetaTags } from './meta-tags.ts'

const separator = /\s+(?:[|\-–—»«·•:/\\]|::)\s+/

/** The headline of the page, without the name of its site. */
export function readTitle(
  elements: readonly Element[],
  nodes: readonly LinkedNode[],
  tags: MetaTags,
  site: { readonly name: string | null; readonly url: string | null },
): string | null {
  const titleElement = elements.find(
    element => element.name === 'title' && element.namespace !== svgNamespace,
  )
  const documentTitle = titleElement === undefined ? '' : lineOf(titleElement)
  const headings = elements.filter(({ name }) => name === 'h1')
  const headline = linkedTexts(nodes[0]?.['headline'])[0]
  const candidates = [headline, firstMeta(tags, ['og:title', 'twitter:title', 'dc.title', 'headline'])]
  for (const candidate of candidates) {
    const title = withoutSiteName(foldSpace(candidate ?? ''), site)
    if (title !== '') return shorterHeading(headings, fullerHeading(headings, title))
  }
  const heading = headings.find(element => sameStart(lineOf(element), documentTitle)) ?? onlyOne(headings)
  const title = heading === undefined ? withoutSiteName(documentTitle, site) : lineOf(heading)
  return title || documentTitle || null
}

const svgNamespace = 'http://www.w3.org/2000/svg'

/** Metadata is sometimes cut short (`…`); the heading on the page then says the whole. */
function fullerHeading(headings: readonly Element[], title: string): string {
  const start = /^(.{20,}?)\s*(?:…|\.\.\.)$/.exec(title)?.[1]
  if (start === undefined) return title
  const heading = headings.find(element => lineOf(element).startsWith(start))
  return heading === undefined ? title : lineOf(heading)
}

/** A section or slogan after the headline (`… | Sport`) is none of it: the heading on the page then says less. */
function shorterHeading(headings: readonly Element[], title: string): string {
  const [first = ''] = title.split(separator)
  if (first === title || first.length < 15) return title
  const line = headings.map(lineOf).find(each => each.length >= 15 && title.startsWith(each))
  if (line === undefined) return title
  return separator.test(title.slice(line.length, line.length + 4)) ? line : title
}

/** A title without the name of the site, or the day, before or after it. */
export function withoutSiteName(
  title: string,
  site: { readonly name: string | null; readonly url: string | null },
): string {
  let left = title
  for (;;) {
    const parts = left.split(separator)
    const last = parts.at(-1) ?? ''
    const [first = ''] = parts
    if (parts.length < 2) return left
    if (isSite(last, site) || isDay(last))
      left = left.slice(0, left.length - last.length).replace(/\s+\S{1,2}\s+$/, '')
    else if (isSite(first, site)) left = left.slice(first.length).replace(/^\s+\S{1,2}\s+/, '')
    else return left
  }
}

function isSite(
  part: string,
  { name, url }: { readonly name: string | null; readonly url: string | null },
): boolean {
  const own = lettersOf(part)
  if (own === '') return false
  const known = lettersOf(name ?? '')
  if (known !== '' && (known.includes(own) || own.includes(known))) return true
  if (url === null || !URL.canParse(url)) return false
  const host = new URL(url).hostname.replace(/^www\./, '')
  return (
    own === lettersOf(host) ||
    host
      .split('.')
      .slice(0, -1)
      .some(label => lettersOf(label) === own)
  )
}

function isDay(part: string): boolean {
  return /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/.test(part)
}

function onlyOne(headings: readonly Element[]): Element | undefined {
  return headings.length === 1 && headings[0] !== undefined && lineOf(headings[0]) !== ''
    ? headings[0]
    : undefined
}

function sameStart(heading: string, title: string): boolean {
  return heading.length > 10 && lettersOf(title).startsWith(lettersOf(heading))
}
